import { Clock, type Cancel, type ServerMs } from './clock.js';

interface Timer {
  readonly dueAt: ServerMs;
  readonly run: () => void;
}

/**
 * A clock that stands still until it is told to advance. Timers fire in the order they fall due. `settle` lets everything
 * happen that needs no timer; whoever knows that only promises wait can do that faster than a turn of the event loop.
 */
export class VirtualClock extends Clock {
  /** The next to fall due is the last; of the same moment, the one that was set first. */
  private readonly timers: Timer[] = [];

  constructor(
    private nowMs: ServerMs = 1_000_000,
    private readonly settle: () => Promise<void> = turnOfTheLoop,
  ) {
    super();
  }

  now(): ServerMs {
    return this.nowMs;
  }

  after(ms: number, run: () => void): Cancel {
    const timer = { dueAt: this.nowMs + Math.max(0, ms), run };
    const before = this.timers.findLastIndex(({ dueAt }) => dueAt > timer.dueAt);
    this.timers.splice(before + 1, 0, timer);
    return () => {
      const at = this.timers.lastIndexOf(timer);
      if (at !== -1) this.timers.splice(at, 1);
    };
  }

  /** Moves time on, firing what falls due at its own moment. Promises settle between timers. */
  async advance(ms: number): Promise<void> {
    const until = this.nowMs + ms;
    await this.settle();
    for (let next = this.timers.at(-1); next !== undefined && next.dueAt <= until; next = this.timers.at(-1)) {
      this.timers.pop();
      this.nowMs = next.dueAt;
      next.run();
      await this.settle();
    }
    this.nowMs = until;
  }

  get waiting(): number {
    return this.timers.length;
  }
}

/** One turn of the event loop: every promise that can go on without a timer has done so. */
function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
