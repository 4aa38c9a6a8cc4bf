import type { Kicks, Minute, Standing } from '../../../writing/model/fact-sheet.js';
import type { EventContent, Finish, MatchEvent } from '../../../wire/matches.js';
import { SIDES, type Side } from '../../../wire/sports.js';
import { inningsIn } from './innings.js';
import { standingFacts, type Known, type ToldMatch } from './known.js';

const STARTS = new Set(['segment_start', 'innings_start']);
const MINUTE_S = 60;
/** A match that ends without a result is told to be, and has no end of its own. */
const BROKEN_OFF: ReadonlySet<string | undefined> = new Set(['abandoned', 'no_result']);

/** How a match stands by what is known of it. The score is the one that the record has after its last event. */
export function standingOf(match: ToldMatch, known: Known, score: Standing['score']): Standing {
  const facts = standingFacts(known);
  const shootout = shootoutIn(facts);
  const isBrokenOff = facts.some(({ content }) => BROKEN_OFF.has(content.lifecycle));
  const hasEnded = isBrokenOff || facts.some(({ content }) => content.type === 'match_end');
  const innings = match.sport === 'cricket' ? inningsIn(facts, match.info) : [];
  return {
    segment: hasEnded ? 'POST' : segmentIn(facts),
    minute: match.sport === 'football' ? minuteNow(facts) : null,
    score,
    shootout,
    innings,
    finish: hasEnded ? finishIn(match, facts, { score, shootout, innings, isBrokenOff }) : null,
  };
}

/** Seconds of play at which something happened, as far as it is told. */
export function playSec({ clock }: EventContent): number | null {
  return clock === undefined ? null : clock.sec + (clock.addedSec ?? 0);
}

/** The minute in which something happened: the second before 1:00 is in the first. */
export function minuteOf({ clock }: EventContent): Minute | null {
  if (clock === undefined) return null;
  const { sec, addedSec } = clock;
  if (addedSec === undefined) return { minute: Math.floor(sec / MINUTE_S) + 1, added: null };
  return { minute: Math.floor(sec / MINUTE_S), added: Math.max(1, Math.ceil(addedSec / MINUTE_S)) };
}

// What happened last tells best what the clock shows; between two parts it shows nothing that is worth saying.
function minuteNow(facts: readonly MatchEvent[]): Minute | null {
  const latest = facts.findLast(({ content }) => content.clock !== undefined || STARTS.has(content.type));
  return latest === undefined ? null : minuteOf(latest.content);
}

function segmentIn(facts: readonly MatchEvent[]): string | null {
  return facts.findLast(({ content }) => STARTS.has(content.type))?.content.segment ?? null;
}

function shootoutIn(facts: readonly MatchEvent[]): Standing['shootout'] {
  const kicks = facts.filter(({ content }) => content.type === 'shootout_kick');
  if (kicks.length === 0) return null;
  const of = (side: Side): Kicks => {
    const own = kicks.filter(({ content }) => content.side === side);
    return { made: own.filter(({ content }) => content.made === true).length, taken: own.length };
  };
  return { home: of('home'), away: of('away') };
}

function finishIn(
  { sport }: ToldMatch,
  facts: readonly MatchEvent[],
  {
    score,
    shootout,
    innings,
    isBrokenOff,
  }: Pick<Standing, 'score' | 'shootout' | 'innings'> & { isBrokenOff: boolean },
): Finish {
  const told = facts.findLast(({ content }) => content.finish !== undefined)?.content.finish;
  if (told !== undefined) return told;
  if (isBrokenOff) return { method: 'regulation', result: 'none' };
  const superRuns = (side: Side): number =>
    innings.filter((one) => one.isSuper && one.side === side).reduce((runs, one) => runs + one.runs, 0);
  const winner =
    ahead(score.home, score.away) ??
    ahead(shootout?.home.made ?? 0, shootout?.away.made ?? 0) ??
    ahead(superRuns('home'), superRuns('away'));
  if (winner === undefined) return { method: 'regulation', result: sport === 'football' ? 'draw' : 'tie' };
  return { method: methodOf(score, shootout, innings), result: 'win', winner };
}

function methodOf(
  score: Standing['score'],
  shootout: Standing['shootout'],
  innings: Standing['innings'],
): Finish['method'] {
  if (score.home !== score.away) return 'regulation';
  if (shootout !== null) return 'penalties';
  return innings.some(({ isSuper }) => isSuper) ? 'super_over' : 'regulation';
}

function ahead(home: number, away: number): Side | undefined {
  if (home === away) return undefined;
  return SIDES[home > away ? 0 : 1];
}
