import type { Cancel } from '../kernel/clock.js';
import type { InTheAir } from './model/air.js';

/** What is on a channel, and about to be. */
export interface Air {
  readonly isOpen: boolean;
  /** On air first, then as they will be said. */
  readonly requests: readonly InTheAir[];
}

/** The channels that this node conducts, for rooms above that decide what comes next on them. */
export abstract class Airs {
  /** Nothing: another node conducts it, or nobody. */
  abstract of(channel: string): Air | undefined;
  /** Told after something has changed on a channel, and when it is conducted here from now on. */
  abstract watch(tell: (channel: string) => void): Cancel;
}
