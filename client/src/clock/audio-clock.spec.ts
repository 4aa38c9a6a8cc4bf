import { beforeEach, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../../../src/kernel/virtual.clock.js';
import { AudioClock } from './audio-clock.js';

describe('the clock of a loudspeaker', () => {
  let clock: VirtualClock;
  let knownAt: number[];
  let audio: AudioClock;

  beforeEach(() => {
    clock = new VirtualClock(0);
    knownAt = [];
    const stamped = () => ({ contextMs: clock.now() + 5, performanceMs: clock.now() + 1 });
    const read = () => {
      const currentMs = clock.now() + 45;
      return { now: clock.now(), currentMs, stamp: stamped(), baseLatencyMs: 0, outputLatencyMs: 0 };
    };
    const surroundings = { now: () => clock.now(), after: clock.after.bind(clock), random: () => 0 };
    audio = new AudioClock(read, surroundings, () => {
      expect(audio.mapping()).toMatchObject({ anchorMs: 4 });
      knownAt.push(clock.now());
    });
    audio.start();
  });

  test('[PL14] says that it is known with the tenth reading, and once', async () => {
    expect(audio.mapping()).toBeUndefined();
    await clock.advance(10_000);
    expect(knownAt).toEqual([180]);
  });

  test('[PL14] says so again when what was known is of no use any more', async () => {
    await clock.advance(1_000);
    audio.forget();
    expect(audio.mapping()).toBeUndefined();
    await clock.advance(1_000);
    expect(knownAt).toEqual([180, 1_200]);
  });

  test('[PL14] once it is stopped it says nothing', async () => {
    await clock.advance(100);
    audio.stop();
    await clock.advance(1_000);
    expect(knownAt).toEqual([]);
  });
});
