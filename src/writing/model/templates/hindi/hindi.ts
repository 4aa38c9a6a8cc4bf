import type { Minute } from '../../fact-sheet.js';
import { bookOf } from '../phrase.js';
import type { Names, Score, Tongue } from '../tongue.js';
import { COMMON_WORDS } from './any-match.js';
import { BALLS } from './cricket-balls.js';
import { CRICKET_EVENTS } from './cricket-events.js';
import { CRICKET_STATES } from './cricket-states.js';
import { CRICKET_QUIET } from './cricket-quiet.js';
import { CRICKET_WICKETS } from './cricket-wickets.js';
import { FOOTBALL_COUNTS } from './football-counts.js';
import { FOOTBALL_GOALS } from './football-goals.js';
import { FOOTBALL_MARKS } from './football-marks.js';
import { FOOTBALL_NEWS } from './football-news.js';
import { FOOTBALL_PLAY } from './football-play.js';
import { FOOTBALL_QUIET } from './football-quiet.js';
import { FOOTBALL_SPOT } from './football-spot.js';
import { cardinal, ordinal } from './numbers.js';

/**
 * Nobody’s gender is known: what players do is said so that the verb agrees with the thing (“Ivy ने गोल किया”), or without a
 * verb. Counted things stand in the form they need before में, पर and से.
 */
export const HINDI: Tongue = {
  books: {
    football: bookOf({
      ...COMMON_WORDS,
      ...FOOTBALL_GOALS,
      ...FOOTBALL_SPOT,
      ...FOOTBALL_PLAY,
      ...FOOTBALL_MARKS,
      ...FOOTBALL_NEWS,
      ...FOOTBALL_QUIET,
      ...FOOTBALL_COUNTS,
    }),
    cricket: bookOf({
      ...COMMON_WORDS,
      ...BALLS,
      ...CRICKET_WICKETS,
      ...CRICKET_STATES,
      ...CRICKET_QUIET,
      ...CRICKET_EVENTS,
    }),
  },
  common: bookOf(COMMON_WORDS),
  stop: '।',
  cardinal,
  ordinal,
  minute,
  score,
  full: (names, { home, away }) => `${names.home} ${cardinal(home)}, ${names.away} ${cardinal(away)}`,
  total: (runs, wickets) =>
    `${wickets === 0 ? 'बिना विकेट खोए' : `${cardinal(wickets)} विकेट पर`} ${runs === 0 ? 'शून्य' : runs} रन`,
  figures: (wickets, runs) =>
    `${runs === 0 ? 'बिना रन दिए' : `${runs} रन देकर`} ${wickets === 0 ? 'कोई विकेट नहीं' : `${cardinal(wickets)} विकेट`}`,
  totalOf: (side, total) => `${side} ${total}`,
  overs,
  runs: (value) => (value === 0 ? 'कोई रन नहीं' : `${cardinal(value)} रन`),
  balls: (value) => (value === 1 ? 'एक गेंद' : `${cardinal(value)} गेंदों`),
  wickets: (value) => `${cardinal(value)} विकेट`,
  fours: (value) => (value === 1 ? 'एक चौका' : `${cardinal(value)} चौके`),
  sixes: (value) => (value === 1 ? 'एक छक्का' : `${cardinal(value)} छक्के`),
  goals: (value) => `${cardinal(value)} गोल`,
  minutes: (value) => `${cardinal(value)} मिनट`,
  shirt: (number, side) => (side === null ? `नंबर ${number}` : `${side} के नंबर ${number}`),
  list: (items) => (items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} और ${items.at(-1) ?? ''}`),
};

function minute({ minute: at, added }: Minute): string {
  const nth = ordinal(added ?? at, 'oblique');
  return added === null ? `${nth} मिनट में` : `इंजरी टाइम के ${nth} मिनट में`;
}

// Who is ahead is named with it: figures alone could be read either way.
function score(names: Names, { home, away }: Score): string {
  if (home === away) return `स्कोर ${cardinal(home)}–${cardinal(away)}${home === 0 ? '' : ' से बराबर'}`;
  const [more, fewer] = [Math.max(home, away), Math.min(home, away)];
  return `${home > away ? names.home : names.away} ${cardinal(more)}–${cardinal(fewer)} से आगे`;
}

function overs(written: string): string {
  const [whole = 0, balls = 0] = written.split('.').map(Number);
  const said = [whole > 0 ? `${cardinal(whole)} ओवर` : '', balls > 0 ? `${cardinal(balls)} गेंद` : ''];
  return said.filter((words) => words !== '').join(' ');
}
