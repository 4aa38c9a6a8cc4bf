import type { Clock, ServerMs } from '../kernel/clock.js';

/** Which process this is, and the clock it goes by. */
export interface ThisNode {
  /** The same after a restart. */
  readonly node: string;
  /** A UUID, new at every start and whenever the clock becomes another. */
  readonly run: string;
  readonly clock: Clock;
  /** Two with the same one count the same milliseconds. */
  readonly clockId: string;
  /** When another run was last alive, where that is known here. */
  aliveAt(run: string | null): ServerMs | undefined;
}
