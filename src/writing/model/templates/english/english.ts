import type { Minute } from '../../fact-sheet.js';
import { bookOf } from '../phrase.js';
import type { Names, Score, Tongue } from '../tongue.js';
import { COMMON_WORDS } from './any-match.js';
import { BALLS } from './cricket-balls.js';
import { CRICKET_EVENTS } from './cricket-events.js';
import { CRICKET_STATES } from './cricket-states.js';
import { CRICKET_QUIET } from './cricket-quiet.js';
import { FOOTBALL_COUNTS } from './football-counts.js';
import { FOOTBALL_GOALS } from './football-goals.js';
import { FOOTBALL_MARKS } from './football-marks.js';
import { FOOTBALL_NEWS } from './football-news.js';
import { FOOTBALL_PLAY } from './football-play.js';
import { FOOTBALL_QUIET } from './football-quiet.js';
import { FOOTBALL_SPOT } from './football-spot.js';
import { cardinal, ordinal } from './numbers.js';

export const ENGLISH: Tongue = {
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
    cricket: bookOf({ ...COMMON_WORDS, ...BALLS, ...CRICKET_STATES, ...CRICKET_QUIET, ...CRICKET_EVENTS }),
  },
  common: bookOf(COMMON_WORDS),
  stop: '.',
  cardinal,
  ordinal: (value) => ordinal(value),
  minute,
  score,
  full: (names, { home, away }) => `${names.home} ${goals(home)}, ${names.away} ${goals(away)}`,
  total: (runs, wickets) => `${runs === 0 ? 'nought' : runs} ${wickets === 0 ? 'without loss' : `for ${wickets}`}`,
  figures: (wickets, runs) => `${wickets === 0 ? 'none' : wickets} for ${runs}`,
  totalOf: (side, total) => `${side} ${total}`,
  overs: (overs) => {
    const [whole = '0', balls = '0'] = overs.split('.');
    const words =
      balls === '0' ? cardinal(Number(whole)) : `${cardinal(Number(whole))} point ${cardinal(Number(balls))}`;
    return balls === '0' && whole === '1' ? 'one over' : `${words.replace(/^no /, 'nought ')} overs`;
  },
  runs: (value) => counted(value, 'run'),
  balls: (value) => counted(value, 'ball'),
  wickets: (value) => counted(value, 'wicket'),
  fours: (value) => counted(value, 'four'),
  sixes: (value) => (value === 1 ? 'one six' : `${cardinal(value)} sixes`),
  goals: (value) => counted(value, 'goal'),
  minutes: (value) => counted(value, 'minute'),
  shirt: (number, side) => (side === null ? `the number ${cardinal(number)}` : `${side}’s number ${cardinal(number)}`),
  list: (items) => (items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`),
};

function counted(value: number, unit: string): string {
  return `${cardinal(value)} ${unit}${value === 1 ? '' : 's'}`;
}

function minute({ minute: at, added }: Minute): string {
  return added === null ? `in the ${ordinal(at)} minute` : `in the ${ordinal(added)} minute of added time`;
}

// Who is ahead is named with it: figures alone could be read either way.
function score(names: Names, { home, away }: Score): string {
  if (home === away) return home === 0 ? 'nil–nil' : `${cardinal(home)}–all`;
  const [more, fewer] = [Math.max(home, away), Math.min(home, away)];
  return `${goals(more)}–${goals(fewer)} to ${home > away ? names.home : names.away}`;
}

function goals(value: number): string {
  return value === 0 ? 'nil' : cardinal(value);
}
