import type { MatchInfo } from '../../wire/match-doors.js';
import type { EventContent } from '../../wire/matches.js';
import type { NewTeam } from '../../wire/match-doors.js';
import type { Sport } from '../../wire/sports.js';

/** One thing that a file or a simulator tells, and how long after the start of the match. */
export type ScriptLine = {
  readonly afterMs: number;
  /** Names the fact: the same in every reading of the same script. */
  readonly key: string;
  readonly version: number;
} & (
  | {
      readonly op: 'add' | 'revise';
      readonly provisional: boolean;
      readonly content: EventContent;
    }
  | { readonly op: 'confirm' }
  | { readonly op: 'retract' }
);

/** A whole match as somebody else knows it. Its lines are in the order they are told. */
export interface ScriptedMatch {
  readonly sport: Sport;
  readonly title: string;
  readonly competition?: string;
  readonly home: NewTeam;
  readonly away: NewTeam;
  readonly info: MatchInfo;
  readonly startsAt?: string;
  readonly lines: readonly ScriptLine[];
}
