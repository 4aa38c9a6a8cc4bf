import type { Control, SetControl } from '../wire/commentary.js';
import type { BoxVoice, Line } from '../wire/match-doors.js';
import type { SayInput } from '../wire/host.js';

/** Which line: the nth that was written about an event on a channel. */
export interface LineKey {
  readonly match: string;
  readonly event: number;
  readonly channel: string;
  readonly line: number;
}

export interface NewLine {
  readonly event: number;
  readonly line: number;
  readonly voice: BoxVoice;
  readonly text: string;
  readonly writer: string | null;
  /** Events that it tells, its own among them. */
  readonly about: readonly number[];
  readonly state: Line['state'];
  readonly reason: string | null;
  /** What the channel is to be asked for; nothing: it is not. */
  readonly say: SayInput | null;
  /** Of a draft: how long it waits for a host’s word. */
  readonly until: number | null;
  /** By which rules wordings of it were refused. */
  readonly refused: readonly string[];
}

/** What is known of a line that was a draft. */
export type Settled = Pick<NewLine, 'state' | 'reason' | 'say'>;

/** What becomes of a draft. */
export type DraftEnd =
  | { readonly state: 'asked'; readonly text?: string | undefined }
  | { readonly state: 'dropped'; readonly reason: 'declined' | 'expired' | 'replaced' | 'off' };

export interface OpenLine extends LineKey {
  readonly state: Line['state'];
  readonly request: string;
}

/** A line that was written for a channel, as far as what comes next must know it. */
export interface KeptLine extends Omit<NewLine, 'state'> {
  readonly state: Line['state'];
  readonly request: string | null;
  /** When its event was recorded. */
  readonly recordedAt: number;
}

export interface OfChannel {
  readonly match: string;
  readonly channel: string;
  readonly language: string;
}

/** What was said about the events of matches. */
export abstract class LineStore {
  /** What was decided of events, and that all up to `toldTo` were. What is kept already stays. */
  abstract keep(channel: OfChannel, toldTo: number, lines: readonly NewLine[]): Promise<void>;
  /** The channel was asked for it. */
  abstract asked(line: LineKey, request: string): Promise<void>;
  abstract become(line: LineKey, state: Line['state'], reason: string | null): Promise<void>;
  /** A draft is one no more. Whether it still was one: of two who settle it the first does. */
  abstract settle(line: LineKey, end: DraftEnd): Promise<boolean>;
  abstract find(line: LineKey): Promise<Settled | undefined>;
  /** Its first word sounded so long after its event was recorded. */
  abstract heard(line: LineKey, lagMs: number): Promise<void>;
  /** Lines of which it is not known yet how they end. */
  abstract open(): Promise<readonly OpenLine[]>;
  /** Lines that were said by these requests. */
  abstract saidBy(requests: readonly string[]): Promise<readonly LineKey[]>;
  /** The newest lines of a channel, the oldest of them first. */
  abstract latest(channel: string, limit: number): Promise<readonly KeptLine[]>;
  /** How a channel’s commentary works; nothing: it tells of no match. */
  abstract control(channel: string): Promise<Control | undefined>;
  abstract setControl(channel: string, set: SetControl): Promise<void>;
  /** Matches in which something happened that nobody has looked at for one of their channels. */
  abstract behind(): Promise<readonly string[]>;
}
