import type { Cancel, ServerMs } from '../kernel/clock.js';
import type { Refusal } from '../kernel/outcome.js';
import type { Entry } from '../wire/radio.js';
import type { Channel } from './channel-store.port.js';

/** One channel as whoever sends its sound on follows it: what is announced, in the time of who conducts it. */
export interface Programme {
  readonly channel: Channel;
  /** By start, never overlapping: what is announced, and what sounded in the last 250 s. */
  readonly entries: readonly Entry[];
  /** Whether anybody will announce anything more. */
  readonly isOver: boolean;
  /** In the time of `entries`. It may jump when another process conducts: then `onChange` is told. */
  now(): ServerMs;
  /** The frames of a chunk, whole. */
  bytes(chunk: string, signal: AbortSignal): Promise<Buffer>;
  /** One more hears it, until that is called off. */
  tunedIn(): Cancel;
  /** Told after `entries`, `isOver`, `channel` or what `now` counts from has changed. */
  onChange(tell: () => void): Cancel;
  /** Nobody follows any more. */
  end(): void;
}

/**
 * What is on channels, for rooms above.
 * Promises: whoever is tuned in counts as listening; while nobody conducts or the conductor cannot be reached, what was
 * announced stays, and what is announced later comes as soon as it is known.
 */
export abstract class Programmes {
  abstract follow(channel: string): Promise<Programme | Refusal>;
  /** Resolves when nothing is looked for any more on behalf of who followed. */
  abstract settled(): Promise<void>;
}
