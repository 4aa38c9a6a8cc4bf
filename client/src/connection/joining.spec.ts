import { expect, test } from '@jest/globals';
import { HeldLine } from '../../../test/support/held-line.js';
import { joinedOf } from '../../../test/support/wire.js';
import { VirtualClock } from '../../../src/kernel/virtual.clock.js';
import { SocketRate } from '../../../src/radio/socket-limits.js';
import { Connection } from './connection.js';

const RATES = { probeMs: 0, reportMs: 0, acknowledgeWithinMs: 0, rejoinWithinMs: 0 };
const TOO_MANY = { code: 'request.too-many', message: 'Too many events.', retryAfterS: 1 };

// By hand: five at once, then one for each second that has passed when all the others ask again, after 1, 1, 2 and then 4 s.
test('[RA155] whoever follows twenty channels at once is in all of them soon, as often as the server lets it ask', async () => {
  const clock = new VirtualClock(0);
  const line = new HeldLine(() => clock.now());
  const rate = new SocketRate();
  line.answers = {
    clock: () => ({ clockId: 'clock-a', serverNow: clock.now() }),
    join: () => (rate.judge('join', clock.now()) === 'heard' ? joinedOf('1.1', { rates: RATES }) : TOO_MANY),
  };
  const surroundings = { now: () => clock.now(), after: clock.after.bind(clock), random: () => 0 };
  const connection = new Connection(line.make, surroundings);
  connection.open();
  const followed = Array.from({ length: 20 }, (_, nth) =>
    connection.join({ channel: `channel-${nth}`, onChange: () => undefined }),
  );
  line.events.onOpen();
  const isIn = (): number => followed.filter(({ following }) => following.needs === undefined).length;
  const counts: number[] = [];
  for (const ms of [0, 1_000, 1_000, 2_000, 4_000, 4_000, 4_000]) {
    await clock.advance(ms);
    counts.push(isIn());
  }
  connection.close();
  expect(counts).toEqual([5, 6, 7, 9, 13, 17, 20]);
});
