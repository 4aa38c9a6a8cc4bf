import { describe, expect, test } from '@jest/globals';
import { beginningOf, lateMs, rateFor, tunedAddress } from './stream-place.js';

const tuned = (delayMs: number) => ({ delayMs, hasBed: true });

describe('the place of a stream', () => {
  test.each([
    [0, 4_500],
    [4_400, 4_500],
    [4_500, 4_500],
    [18_500, 18_500],
    [120_000, 120_000],
  ])('[PL19] tuned %d ms later it is heard %d ms later', (delayMs, expected) => {
    expect(lateMs({ delayMs })).toBe(expected);
  });

  test('[PL19] asks for the delay, for the crowd or silence, and keeps what lets it in', () => {
    expect(tunedAddress('/live.mp3', tuned(0))).toBe('/live.mp3?behind=4.5&delay=0&bed=crowd');
    const quiet = { delayMs: 18_500, hasBed: false };
    expect(tunedAddress('/live.mp3?token=a.b&delay=3', quiet)).toBe(
      '/live.mp3?token=a.b&delay=18.5&behind=4.5&bed=silence',
    );
  });

  test.each([
    [0, 995_700],
    [20_000, 980_200],
  ])(
    '[PL19] tuned %d ms later it begins with the moment the server stood at, as well as one can know',
    (delayMs, at) => {
      expect(beginningOf({ askedAt: 1_000_000, answeredAt: 1_000_400, tuning: tuned(delayMs) })).toBe(at);
    },
  );

  test.each([
    [0, 95_500, 1],
    [0, 95_301, 1],
    [0, 95_299, 1.04],
    [0, 92_501, 1.04],
    [0, 92_499, undefined],
    [30_000, 70_500, 1],
    [30_000, 67_001, 1.04],
    [30_000, 66_999, undefined],
  ])('[PL20] tuned %d ms later, at %d of 100,000 it is played at a rate of %p', (delayMs, heardAt, rate) => {
    expect(rateFor(heardAt, 100_000, tuned(delayMs))).toBe(rate);
  });
});
