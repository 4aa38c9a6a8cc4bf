import type { Refusal } from '../kernel/outcome.js';
import type { CommentaryMode } from '../wire/commentary.js';
import type { Line, MatchInfo, MATCH_STATUSES, NewTeam, Script, TeamView } from '../wire/match-doors.js';
import type { MatchEvent, MatchState, Recorded } from '../wire/matches.js';
import type { Sport } from '../wire/sports.js';
import type { Telling } from './model/record.js';

export type Visibility = 'public' | 'unlisted' | 'private';

/** What the events of a match do not change. */
export interface Match {
  readonly id: string;
  readonly sport: Sport;
  readonly title: string;
  readonly competition: string | null;
  readonly home: TeamView;
  readonly away: TeamView;
  /** Server milliseconds. */
  readonly startsAt: number;
  readonly language: string;
  readonly visibility: Visibility;
  readonly info: MatchInfo;
  readonly script: Script | null;
  readonly isDemo: boolean;
  readonly createdAt: number;
}

export type MatchToMake = Omit<Match, 'home' | 'away'> & { readonly home: NewTeam; readonly away: NewTeam };

export interface StoredMatch {
  readonly match: Match;
  /** In the order of their languages. */
  readonly channels: readonly Pick<MatchChannel, 'channel' | 'language'>[];
  readonly state: MatchState;
  /** When the newest event was recorded; nothing before the first. */
  readonly toldAt: number | null;
  /** How often its lines have changed. */
  readonly changes: number;
}

export interface MatchChannel {
  readonly channel: string;
  readonly language: string;
  /** The last event that was looked at for it. */
  readonly toldTo: number;
  /** How its commentary works. */
  readonly mode: CommentaryMode;
  readonly colourVoice: string | null;
}

/** A telling, and what makes sure that it is one. */
export interface Told {
  readonly telling: Telling;
  readonly recordedAt: number;
  /** Who told it, and under which key: the same key is the same telling. */
  readonly by?: { readonly person: string; readonly key: string; readonly hash: string };
}

export interface Recording {
  /** One for each telling, in their order. */
  readonly outcomes: readonly (Recorded | Refusal)[];
  /** What is new in the record. */
  readonly events: readonly MatchEvent[];
  readonly state: MatchState;
}

/** Where a list goes on. */
export interface MatchPlace {
  readonly startsAt: number;
  readonly id: string;
}

export interface MatchSearch {
  readonly status: (typeof MATCH_STATUSES)[number] | undefined;
  readonly sport: Sport | undefined;
  readonly text: string | undefined;
  readonly after: MatchPlace | undefined;
  readonly limit: number;
}

export interface LineChange {
  readonly change: number;
  readonly line: Omit<Line, 'audioUrl'> & { readonly request: string | null };
}

/**
 * Matches and their records.
 * Promises: what was recorded is durable and never changes; the numbers of a match's events have no hole, whoever writes
 * at the same time; a batch is recorded whole or not at all; a page costs the same wherever it is.
 */
export abstract class MatchStore {
  abstract create(match: MatchToMake): Promise<Refusal | undefined>;
  abstract find(id: string): Promise<StoredMatch | undefined>;
  /** Live and finished ones newest first, upcoming ones soonest first. */
  abstract list(search: MatchSearch): Promise<readonly StoredMatch[]>;
  /** Tellings that a rule forbids are answered with their refusal, and the others recorded. */
  abstract record(match: string, told: readonly Told[]): Promise<Recording | Refusal>;
  abstract events(match: string, page: { after: number; limit: number }): Promise<readonly MatchEvent[]>;
  abstract addChannel(match: string, channel: string, language: string): Promise<void>;
  abstract channels(match: string): Promise<readonly MatchChannel[]>;
  /** The match of which a channel tells, if there is one. */
  abstract ofChannel(channel: string): Promise<string | undefined>;
  /** Whether there was ever one. */
  abstract isEmpty(): Promise<boolean>;
  /** It is found by nobody any more; its record stays. */
  abstract remove(id: string, at: number): Promise<void>;
  /** Another script tells it from now on. */
  abstract setScript(id: string, script: Script): Promise<void>;
  /** The match that this file tells, if there is one. */
  abstract ofFile(key: string): Promise<string | undefined>;
  /** Of these facts the ones that are in the record. */
  abstract knownFacts(match: string, facts: readonly string[]): Promise<ReadonlySet<string>>;
  abstract demos(): Promise<readonly string[]>;
  /** How far the lines of a match have changed, and which did after a place. */
  abstract lineChanges(match: string, after: number, limit: number): Promise<readonly LineChange[]>;
  /** What was said about one event, channel by channel. */
  abstract linesOf(match: string, event: number): Promise<readonly LineChange['line'][]>;
}
