import { expect, it } from '@jest/globals';
import { offsetBy } from './server-now.js';

it('[PG43] the server’s time is known from the quickest answer, by its middle', () => {
  const slow = offsetBy(undefined, { serverNow: 10_000, askedAt: 0, heardAt: 400 });
  expect(slow).toEqual({ ms: 9_800, roundTripMs: 400 });
  const quick = offsetBy(slow, { serverNow: 20_000, askedAt: 10_000, heardAt: 10_020 });
  expect(quick).toEqual({ ms: 9_990, roundTripMs: 20 });
  expect(offsetBy(quick, { serverNow: 30_000, askedAt: 20_000, heardAt: 20_300 })).toBe(quick);
});

it('[PG43] a clock that was moved is believed again at once', () => {
  const before = { ms: 9_990, roundTripMs: 20 };
  const after = offsetBy(before, { serverNow: 90_000, askedAt: 30_000, heardAt: 30_100 });
  expect(after).toEqual({ ms: 59_950, roundTripMs: 100 });
});
