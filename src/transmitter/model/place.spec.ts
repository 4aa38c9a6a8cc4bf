import { expect, test } from '@jest/globals';
import { nextBatchMs } from './batching.js';
import { firstFrame, lagOf } from './place.js';

const asked = (behindMs: number, delayMs: number, titles = false) => ({ behindMs, delayMs, titles });

test('[TX5] a listener begins as far behind as it asks, or as its delay asks, and gets the same head start', () => {
  const now = 1_000_000;
  expect(firstFrame(now, asked(2_000, 0))).toBe(Math.floor(998_000 / 24));
  expect(firstFrame(now, asked(2_000, 18_500))).toBe(Math.floor(981_500 / 24));
  expect(firstFrame(now, asked(5_000, 3_000))).toBe(Math.floor(995_000 / 24));
  // 18.5 s behind with 2 s in hand: what it gets is 16.5 s old, which are 687 frames and a half.
  expect([lagOf(asked(2_000, 0)), lagOf(asked(2_000, 18_500)), lagOf(asked(5_000, 3_000))]).toEqual([0, 687, 0]);
});

test('[TX5] with titles it begins with a group of ten', () => {
  // 998,000 ms lie in frame 41,583.
  expect(firstFrame(1_000_000, asked(2_000, 0, true))).toBe(41_580);
});

test('[TX12] batches are more seldom where sending takes much of the time, and more often where it takes none', () => {
  expect([nextBatchMs(200, 21), nextBatchMs(450, 60), nextBatchMs(500, 400)]).toEqual([250, 500, 500]);
  expect([nextBatchMs(300, 11), nextBatchMs(250, 2), nextBatchMs(200, 0)]).toEqual([250, 200, 200]);
  expect([nextBatchMs(200, 10), nextBatchMs(300, 20)]).toEqual([200, 300]);
});
