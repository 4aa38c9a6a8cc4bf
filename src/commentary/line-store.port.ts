import type { Line } from '../wire/match-doors.js';

export interface NewLine {
  readonly event: number;
  readonly text: string;
  readonly state: Line['state'];
  readonly request: string | null;
  readonly reason: string | null;
}

export interface OpenLine {
  readonly match: string;
  readonly event: number;
  readonly channel: string;
  readonly state: Line['state'];
  readonly request: string;
}

/** What was said about the events of matches. */
export abstract class LineStore {
  /** All up to an event was looked at for a channel, and this came of it. What is kept already stays. */
  abstract keep(
    channel: { readonly match: string; readonly channel: string; readonly language: string },
    toldTo: number,
    lines: readonly NewLine[],
  ): Promise<void>;
  abstract become(line: OpenLine, state: Line['state'], reason: string | null): Promise<void>;
  /** Lines of which it is not known yet how they end. */
  abstract open(): Promise<readonly OpenLine[]>;
  /** Matches in which something happened that nobody has looked at for one of their channels. */
  abstract behind(): Promise<readonly string[]>;
}
