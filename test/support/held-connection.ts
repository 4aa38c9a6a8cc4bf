import { Connection } from '../../client/src/connection/connection.js';
import type { FollowedChannel } from '../../client/src/connection/followed-channel.js';
import type { Surroundings } from '../../client/src/connection/line.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { HeldLine } from './held-line.js';
import { CHANNEL, joinedOf } from './wire.js';

export const RATES = { probeMs: 0, reportMs: 0, acknowledgeWithinMs: 0, rejoinWithinMs: 0 };

/** A connection on a clock that stands still, and a line that a test holds in its hands. */
export class HeldConnection {
  readonly clock = new VirtualClock(0);
  readonly line = new HeldLine(() => this.clock.now());
  readonly connection: Connection;
  readonly surroundings: Surroundings;
  /** What every draw of chance is. */
  drawn = 0;

  constructor() {
    const { clock, line } = this;
    line.answers = {
      clock: () => ({ clockId: 'clock-a', serverNow: clock.now() + 5_000 }),
      join: () => joinedOf('1.1', { rates: RATES }),
      audio_played: () => ({ answer: 'heard' }),
    };
    this.surroundings = { now: () => clock.now(), after: (ms, run) => clock.after(ms, run), random: () => this.drawn };
    this.connection = new Connection(line.make, this.surroundings);
  }

  follow(): FollowedChannel {
    return this.connection.join({ channel: CHANNEL, onChange: () => undefined });
  }

  async open(): Promise<FollowedChannel> {
    this.connection.open();
    const followed = this.follow();
    this.line.events.onOpen();
    await this.clock.advance(0);
    return followed;
  }
}
