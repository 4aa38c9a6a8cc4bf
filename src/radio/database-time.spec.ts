import { expect, test } from '@jest/globals';
import { DatabaseTime } from './database-time.js';

test('[RA46] what both clocks show is told by the question that was answered fastest', () => {
  const time = new DatabaseTime(() => 'clock');
  expect(time.aheadMs).toBeUndefined();
  // Asked at 5,000, answered at 5,010: the database said 1,000 at about 5,005.
  expect(time.measured(1_000, 5_000, 5_010)).toBe(4_005);
  // This one waited 2 s for a connection.
  expect(time.measured(4_000, 6_000, 8_010)).toBe(4_005);
  expect(time.measured(5_000, 9_000, 9_002)).toBe(4_001);
  expect(time.aheadMs).toBe(4_001);
});

test('[RA46] an old measurement gives way to one that is a little slower', () => {
  const time = new DatabaseTime(() => 'clock');
  time.measured(0, 1_000, 1_000);
  // 5 ms of error count as much as 50 s of age.
  expect(time.measured(49_000, 50_980, 50_990)).toBe(1_000);
  expect(time.measured(49_004, 50_999, 51_009)).toBe(2_000);
});

test('[RA170] what was measured against one clock says nothing of the next', () => {
  let clockId = 'before';
  const time = new DatabaseTime(() => clockId);
  time.measured(0, 1_000, 1_000);
  clockId = 'after';
  expect(time.aheadMs).toBeUndefined();
  // Slow, but the first by this clock.
  expect(time.measured(2_000, 9_000, 9_900)).toBe(7_450);
  expect(time.aheadMs).toBe(7_450);
});
