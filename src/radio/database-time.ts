import type { ServerMs } from '../kernel/clock.js';

interface Measured {
  readonly aheadMs: number;
  readonly errorMs: number;
  readonly at: ServerMs;
}

// Clocks part by no more than this, so an old measurement is good for a while.
const DRIFT = 0.000_1;

/**
 * How far this process's clock is ahead of the database's. A question that waited for a connection tells little, so the
 * measurement with the smallest error counts, which grows as it ages.
 */
export class DatabaseTime {
  private best: Measured | undefined;
  private bestOf: string | undefined;

  /** What was measured against a clock says nothing of the next one. */
  constructor(private readonly clockId: () => string) {}

  get aheadMs(): number | undefined {
    return this.bestOf === this.clockId() ? this.best?.aheadMs : undefined;
  }

  /** The database said `databaseMs` somewhere between `askedAt` and `now`. */
  measured(databaseMs: number, askedAt: ServerMs, now: ServerMs): number {
    const errorMs = (now - askedAt) / 2;
    const best = this.bestOf === this.clockId() ? this.best : undefined;
    if (best === undefined || errorMs <= best.errorMs + (now - best.at) * DRIFT) {
      this.bestOf = this.clockId();
      this.best = { aheadMs: askedAt + errorMs - databaseMs, errorMs, at: now };
      return this.best.aheadMs;
    }
    return best.aheadMs;
  }
}
