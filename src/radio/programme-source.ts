import type { ServerMs } from '../kernel/clock.js';
import type { Entry } from '../wire/radio.js';
import type { Channel } from './channel-store.port.js';

/** What is known of a channel here, as long as one process conducts it. */
export interface ProgrammeSource {
  readonly channel: Channel;
  /** By start: what is announced, and what sounded in the last 250 s. */
  readonly entries: readonly Entry[];
  readonly isClosed: boolean;
  /** Nothing of it changes any more: the next one has to be found. */
  readonly ended: boolean;
  /** Resolves when something has changed after this was asked. */
  readonly stepped: Promise<void>;
  /** In the time of `entries`. */
  now(): ServerMs;
  end(): void;
}
