import type { Style } from '../speech/speech.port.js';

export interface Rehearsed {
  readonly channel: string;
  readonly sentences: readonly string[];
  readonly language: string;
  readonly style: Style;
}

/** Sentences that are likely to be said, spoken before they are: for rooms above that know what they will say. */
export abstract class Rehearsal {
  /** Ends early where a voice fails: what was not rehearsed is spoken when it is needed. */
  abstract run(rehearsed: Rehearsed, signal: AbortSignal): Promise<void>;
}
