import { Bucket } from '../kernel/bucket.js';
import type { ServerMs } from '../kernel/clock.js';

/** A listener probes the clock 40 times when it comes, and speaks now and then after that; a host types. */
const EVENTS_AT_ONCE = 80;
const EVENTS_PER_S = 10;
/** The dearest thing to answer. A listener joins when it comes, and again where something got lost. */
const JOINS_AT_ONCE = 5;
const JOINS_PER_S = 1;
const DROPPED_MAX = 400;

/** How much one socket may say. */
export class SocketRate {
  private readonly events = new Bucket(EVENTS_AT_ONCE, EVENTS_PER_S);
  private readonly joins = new Bucket(JOINS_AT_ONCE, JOINS_PER_S);
  private dropped = 0;

  /** `flood` is for who goes on and on: nothing it says counts any more. */
  judge(event: unknown, now: ServerMs): 'heard' | 'dropped' | 'flood' {
    if (this.events.take(now) && (event !== 'join' || this.joins.take(now))) return 'heard';
    this.dropped += 1;
    return this.dropped > DROPPED_MAX ? 'flood' : 'dropped';
  }
}
