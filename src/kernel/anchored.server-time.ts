import { afterSuspend, clockIdOf, type Anchor } from './clock-anchor.js';
import type { Readings } from './clock-readings.js';
import type { Cancel, Clock, ServerMs } from './clock.js';
import { ServerTime } from './server-time.port.js';

const LOOK_MS = 1_000;

interface Means {
  /** Counts from the anchor that was there at the start, and never jumps. */
  readonly clock: Clock;
  readonly readings: Readings;
  /** A new anchor, for the next process. */
  readonly keep: (anchor: Anchor) => void;
}

/** Looks once a second whether the machine was suspended, as long as somebody wants to be told. */
export class AnchoredServerTime extends ServerTime {
  private readonly told = new Set<(aheadMs: number) => void>();
  private readonly startMs: number;
  private id: string;
  private stopLooking: Cancel = () => undefined;

  constructor(
    private anchor: Anchor,
    private readonly means: Means,
  ) {
    super();
    this.startMs = anchor.anchorMs;
    this.id = clockIdOf(anchor);
  }

  get clockId(): string {
    return this.id;
  }

  now(): ServerMs {
    return this.means.clock.now() + (this.anchor.anchorMs - this.startMs);
  }

  after(ms: number, run: () => void): Cancel {
    return this.means.clock.after(ms, run);
  }

  onNewClock(tell: (aheadMs: number) => void): Cancel {
    if (this.told.size === 0) this.lookLater();
    this.told.add(tell);
    return () => {
      this.told.delete(tell);
      if (this.told.size === 0) this.stopLooking();
    };
  }

  private lookLater(): void {
    this.stopLooking = this.means.clock.after(LOOK_MS, () => {
      this.lookLater();
      this.look();
    });
  }

  look(): void {
    const anchor = afterSuspend(this.anchor, this.means.readings);
    const aheadMs = anchor.anchorMs - this.anchor.anchorMs;
    if (aheadMs === 0) return;
    this.anchor = anchor;
    this.id = clockIdOf(anchor);
    this.means.keep(anchor);
    for (const tell of this.told) tell(aheadMs);
  }
}
