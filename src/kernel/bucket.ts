import type { ServerMs } from './clock.js';

/** So many at once, and so many a second after that. Pure: it is told `now`. */
export class Bucket {
  private left: number;
  private at: ServerMs = 0;

  constructor(
    private readonly size: number,
    private readonly perSecond: number,
  ) {
    this.left = size;
  }

  /** Whether one more may pass. */
  take(now: ServerMs): boolean {
    this.fill(now);
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }

  /** As full as at the beginning: nobody took anything for a while, and it can be forgotten. */
  isFull(now: ServerMs): boolean {
    this.fill(now);
    return this.left >= this.size;
  }

  private fill(now: ServerMs): void {
    if (now <= this.at) return;
    this.left = Math.min(this.size, this.left + ((now - this.at) / 1_000) * this.perSecond);
    this.at = now;
  }
}
