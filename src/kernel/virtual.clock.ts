import { Clock, type Cancel, type ServerMs } from './clock.js';

interface Timer {
  readonly dueAt: ServerMs;
  readonly run: () => void;
}

/** A clock that stands still until it is told to advance. Timers fire in the order they fall due. */
export class VirtualClock extends Clock {
  private timers: Timer[] = [];

  constructor(private nowMs: ServerMs = 1_000_000) {
    super();
  }

  now(): ServerMs {
    return this.nowMs;
  }

  after(ms: number, run: () => void): Cancel {
    const timer = { dueAt: this.nowMs + Math.max(0, ms), run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Moves time on, firing what falls due at its own moment. Promises settle between timers. */
  async advance(ms: number): Promise<void> {
    const until = this.nowMs + ms;
    await settle();
    for (let next = this.nextBy(until); next !== undefined; next = this.nextBy(until)) {
      const due = next;
      this.timers = this.timers.filter((other) => other !== due);
      this.nowMs = due.dueAt;
      due.run();
      await settle();
    }
    this.nowMs = until;
  }

  get waiting(): number {
    return this.timers.length;
  }

  private nextBy(until: ServerMs): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.timers) {
      if (timer.dueAt <= until && (next === undefined || timer.dueAt < next.dueAt)) next = timer;
    }
    return next;
  }
}

/** One turn of the event loop: every promise that can go on without a timer has done so. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
