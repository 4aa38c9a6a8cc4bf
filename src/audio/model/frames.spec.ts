import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { bytesOfTime, cutTime, durationMs, frameAt, framesIn, joinFrames, seekTime, timeOfBytes } from './frames.js';

/** Frames that carry their number in every byte. */
const numbered = (...numbers: number[]): Uint8Array =>
  Uint8Array.from(numbers.flatMap((n) => Array<number>(192).fill(n)));

describe('frames', () => {
  test.each([
    [0, 0],
    [23.9, 0],
    [24, 1],
    [47, 1],
    [6_000, 250],
  ])('[AU1] at %d ms frame %i sounds', (ms, frame) => {
    expect(frameAt(ms)).toBe(frame);
  });

  test.each([
    [0, 24, 0, 192],
    [0, 25, 0, 384],
    [24, 48, 192, 384],
    [30, 40, 192, 384],
    [6_000, 6_024, 48_000, 48_192],
  ])('[AU1] from %d to %d ms lie the bytes %i to %i', (start, end, first, last) => {
    expect(bytesOfTime({ start, end })).toEqual({ start: first, end: last });
  });

  test.each([
    [0, 192, 0, 24],
    [191, 193, 0, 48],
    [192, 193, 24, 48],
    [48_000, 48_192, 6_000, 6_024],
  ])('[AU1] the bytes %i to %i sound from %d to %d ms', (start, end, first, last) => {
    expect(timeOfBytes({ start, end })).toEqual({ start: first, end: last });
  });

  test('[AU1] cutting and seeking take whole frames', () => {
    const five = numbered(0, 1, 2, 3, 4);
    expect(framesIn(five)).toBe(5);
    expect(durationMs(five)).toBe(120);
    expect(cutTime(five, { start: 24, end: 72 })).toEqual(numbered(1, 2));
    expect(cutTime(five, { start: 30, end: 50 })).toEqual(numbered(1, 2));
    expect(cutTime(five, { start: -50, end: 24 })).toEqual(numbered(0));
    expect(cutTime(five, { start: 96, end: 500 })).toEqual(numbered(4));
    expect(cutTime(five, { start: 500, end: 600 })).toEqual(numbered());
    expect(seekTime(five, 71)).toEqual(numbered(2, 3, 4));
    expect(seekTime(five, 120)).toEqual(numbered());
  });

  test('[AU1] what is cut anywhere and joined again is the same', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(1_200), (count, ms) => {
        const whole = numbered(...Array.from({ length: count }, (_, n) => n));
        const edge = Math.floor(ms / 24) * 24;
        expect(joinFrames([cutTime(whole, { start: 0, end: edge }), seekTime(whole, edge)])).toEqual(whole);
      }),
    );
  });
});
