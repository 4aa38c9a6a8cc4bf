import { beforeEach, describe, expect, test } from '@jest/globals';
import { HeldConnection, RATES } from '../../../test/support/held-connection.js';
import { NEVER } from '../../../test/support/held-line.js';
import { entryOf, joinedOf, messageOf } from '../../../test/support/wire.js';
import { SoundWatch } from './sound-watch.js';

let held: HeldConnection;
let clock: HeldConnection['clock'];
let line: HeldConnection['line'];

beforeEach(() => {
  held = new HeldConnection();
  ({ clock, line } = held);
});

describe('a followed channel', () => {
  test('[RA72] come back to another clock, it plays what it holds by the one of before until it is joined', async () => {
    const followed = await held.open();
    line.events.onMessage('audio_chunk_ready', messageOf('1.2', { chunks: [entryOf(1, 12_000, { frames: 100 })] }));
    line.events.onShut('gone');
    delete line.answers['join'];
    line.answers['clock'] = () => ({ clockId: 'clock-b', serverNow: clock.now() + 900_000 });
    await clock.advance(500);
    line.events.onOpen();
    await clock.advance(1_000);
    expect(followed.clock?.clockId).toBe('clock-b');
    expect([followed.heardNow(), followed.following.entries.length]).toEqual([6_500, 1]);
  });

  test('[RA77] of a clock that was never probed nothing is known', async () => {
    line.answers = {
      ...line.answers,
      join: () => joinedOf('1.1', { rates: RATES, clockId: 'clock-c' }),
      clock: () => NEVER,
    };
    const followed = await held.open();
    expect(followed.heardNow()).toBeUndefined();
  });

  test('[RA77] a message in another clock’s time has it probed at once; what is held plays on by its own until it is replaced', async () => {
    const followed = await held.open();
    await clock.advance(5_000);
    line.answers = {
      ...line.answers,
      clock: () => ({ clockId: 'clock-b', serverNow: clock.now() + 70_000 }),
      join: () => joinedOf('2.2', { rates: RATES, clockId: 'clock-b' }),
    };
    line.events.onMessage('playback_queue_updated', messageOf('2.2', {}, { clockId: 'clock-b' }));
    expect([followed.clock, followed.heardNow()]).toEqual([undefined, 10_000]);
    await clock.advance(0);
    expect([followed.clock?.clockId, followed.heardNow()]).toEqual(['clock-b', 75_000]);
  });

  test('[RA174] who leaves a channel that was joined again does not leave it', async () => {
    const old = await held.open();
    const followed = held.follow();
    await clock.advance(0);
    old.leave();
    old.leave();
    expect(line.timesOf('leave')).toEqual([]);
    line.events.onMessage('audio_chunk_ready', messageOf('1.2', { chunks: [entryOf(1, 12_000)] }));
    expect(followed.following.last).toEqual({ epoch: 1, seq: 2 });
    followed.leave();
    followed.leave();
    expect(line.timesOf('leave')).toEqual([0]);
  });

  test('[RA174] a listener whom the server does not know joins again', async () => {
    line.answers = {
      ...line.answers,
      report: () => ({ code: 'radio.not-joined', message: 'Join first.' }),
      join: () => joinedOf('1.1', { rates: { ...RATES, reportMs: 7_000 } }),
    };
    held.drawn = 0.5;
    await held.open();
    await clock.advance(3_600);
    expect(line.timesOf('join')).toEqual([0, 3_500]);
  });

  test('[RA80] who stops watching because of what sounded leaves no timer behind', async () => {
    const followed = await held.open();
    const watch = new SoundWatch(followed, held.surroundings, { onSound: () => watch.stop() });
    line.events.onMessage('audio_chunk_ready', messageOf('1.2', { chunks: [entryOf(1, 4_992), entryOf(2, 5_232)] }));
    watch.look();
    held.connection.close();
    expect(clock.waiting).toBe(0);
  });
});
