import { Clock, type Cancel } from './clock.js';

/**
 * The clock that listeners measure theirs against. Where a `Clock` stands still while the machine is suspended, this one has
 * moved on when it wakes.
 * Promises: `now()` never goes back. Everything measured against one clock id stays true, also over a restart; what breaks
 * that (another boot, a suspend) gives a new one. While the program runs it jumps in one case alone: forward, together with a
 * new clock id, and at that moment whoever asked is told.
 */
export abstract class ServerTime extends Clock {
  abstract get clockId(): string;
  /** By how much `now()` has just jumped: what lies in the future is now so much nearer. */
  abstract onNewClock(tell: (aheadMs: number) => void): Cancel;
  /** Notices at once whether the machine was suspended, for whom a second later would be too late. */
  abstract look(): void;
}
