import type { Cancel } from '../kernel/clock.js';

/** What hosts withdraw after it was heard, for rooms above that keep something of it. */
export abstract class Silencings {
  /** Told after something was withdrawn on a channel that this node conducts; elsewhere the tables tell. */
  abstract watch(tell: (channel: string) => void): Cancel;
  /** The requests that were withdrawn last, at most so many. */
  abstract latest(limit: number): Promise<readonly string[]>;
}
