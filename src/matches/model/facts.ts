import type { MatchInfo } from '../../wire/match-doors.js';
import type { EventContent, MatchEvent } from '../../wire/matches.js';
import type { Sport } from '../../wire/sports.js';
import type { Tally } from './tally.js';

/** What of a match its events do not tell. */
export interface Fixture {
  readonly sport: Sport;
  readonly info: MatchInfo;
}

/** Something that happened, as it is known by now. */
export interface Fact {
  readonly id: string;
  readonly revision: number;
  readonly version: number;
  readonly status: MatchEvent['status'];
  readonly content: EventContent;
  readonly rawType: string | null;
  readonly occurredAt: number;
  readonly seq: number;
}

/** A fact that moves the match itself: kept whole, for what follows from it depends on the others. */
export type Mark = Pick<Fact, 'id' | 'content' | 'occurredAt'>;

/** Everything that is needed to go on with a match, however long it has been going. */
export interface Book {
  readonly seq: number;
  readonly tally: Tally;
  readonly marks: readonly Mark[];
}

export const EMPTY_BOOK: Book = { seq: 0, tally: {}, marks: [] };

/** Parts and delays of a match, and settings of its clock. More are refused. */
export const MARKS_MAX = 1_000;

const MARKING = new Set([
  'match_start',
  'match_end',
  'segment_start',
  'segment_end',
  'delay_start',
  'delay_end',
  'lifecycle',
  'clock',
  'innings_start',
  'innings_end',
  'target_revised',
]);

export function isMarking({ type }: EventContent): boolean {
  return MARKING.has(type);
}
