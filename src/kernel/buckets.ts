import { Bucket } from './bucket.js';
import type { ServerMs } from './clock.js';

const FORGET_ABOVE = 1_000;

/** A bucket for each name, as long as it is of use: whoever took nothing for a while is forgotten. */
export class Buckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly size: number,
    private readonly perSecond: number,
  ) {}

  /** Whether one more of this name may pass. */
  take(name: string, now: ServerMs): boolean {
    if (this.buckets.size > FORGET_ABOVE) this.forgetIdle(now);
    const known = this.buckets.get(name) ?? new Bucket(this.size, this.perSecond);
    this.buckets.set(name, known);
    return known.take(now);
  }

  private forgetIdle(now: ServerMs): void {
    for (const [name, bucket] of this.buckets) if (bucket.isFull(now)) this.buckets.delete(name);
  }
}
