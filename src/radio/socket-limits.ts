import { Bucket } from '../kernel/bucket.js';
import type { ServerMs } from '../kernel/clock.js';

/** A listener probes the clock 40 times when it comes, and speaks now and then after that; a host types. */
const EVENTS_AT_ONCE = 80;
const EVENTS_PER_S = 10;
const DROPPED_MAX = 400;

/** How much one socket may say. */
export class SocketRate {
  private readonly bucket = new Bucket(EVENTS_AT_ONCE, EVENTS_PER_S);
  private dropped = 0;

  /** `flood` is for who goes on and on: nothing it says counts any more. */
  judge(now: ServerMs): 'heard' | 'dropped' | 'flood' {
    if (this.bucket.take(now)) return 'heard';
    this.dropped += 1;
    return this.dropped > DROPPED_MAX ? 'flood' : 'dropped';
  }
}
