import type { MatchInfo, TeamView } from '../../../wire/match-doors.js';
import type { MatchEvent } from '../../../wire/matches.js';
import type { Sport } from '../../../wire/sports.js';

/** What of a match its events do not tell. */
export interface ToldMatch {
  readonly sport: Sport;
  readonly competition: string | null;
  readonly home: TeamView;
  readonly away: TeamView;
  readonly info: MatchInfo;
}

/** Of each fact what was told of it last; facts stand in the order in which they were told first. */
export type Known = ReadonlyMap<string, MatchEvent>;

export const NOTHING_KNOWN: Known = new Map();

/** A fact that is told anew keeps its place: a map keeps the order in which its keys came. */
export function withEvents(known: Known, events: readonly MatchEvent[]): Known {
  const next = new Map(known);
  for (const event of events) next.set(event.fact, event);
  return next;
}

/** What did happen, as far as it is known. */
export function standingFacts(known: Known): MatchEvent[] {
  return [...known.values()].filter(({ status }) => status !== 'retracted');
}
