import { describe, expect, test } from '@jest/globals';
import { gainDbFor, learn } from './voice-level.js';

// −0.691 LUFS, by the formula of BS.1770: power 1.
const LOUD = { power: 1, seconds: 3 };

describe('the level of a voice', () => {
  test.each([
    // 16 dB under −0.691 LUFS is −16.691; the encoder loses 0.48 dB.
    [1, -14.83],
    [0.1, -4.83],
    [0.01, 5.17],
    [1e-9, 40],
    [1e6, -40],
  ])('[AU4] power %d is brought to −16 LUFS by %d dB', (power, gainDb) => {
    expect(gainDbFor({ power, seconds: 1 })).toBeCloseTo(gainDb, 2);
  });

  test('[AU4] what is new weighs as much as it lasts', () => {
    expect(learn(undefined, LOUD)).toEqual(LOUD);
    expect(learn({ power: 1, seconds: 30 }, { power: 2, seconds: 10 })).toEqual({ power: 1.25, seconds: 40 });
  });

  test('[AU4] what was learned long ago fades', () => {
    const learned = learn({ power: 1, seconds: 60 }, { power: 2, seconds: 20 });
    expect(learned).toEqual({ power: 1.25, seconds: 60 });
  });
});
