import { expect, test } from '@jest/globals';
import { entryOf } from '../../../test/support/wire.js';
import { wanted } from './fetching.js';

const at = (startsAt: number, frames = 100) => entryOf(startsAt, startsAt, { frames });
const starts = (entries: ReturnType<typeof wanted>) => entries.map(({ startsAt }) => startsAt);

test('[PL7] what begins within half a minute is fetched, the next first, and what is over is not', () => {
  const entries = [at(0), at(2_400), at(9_600), at(40_008), at(60_000)];
  expect(starts(wanted(entries, 2_099))).toEqual([0, 2_400, 9_600]);
  expect(starts(wanted(entries, 2_100))).toEqual([2_400, 9_600]);
  expect(starts(wanted(entries, 10_008))).toEqual([9_600, 40_008, 60_000]);
});

test('[PL7] the next two are fetched whenever they begin', () => {
  expect(starts(wanted([at(100_008), at(200_016), at(300_000)], 0))).toEqual([100_008, 200_016]);
});

test('[PL7] not more than a minute of sound is held', () => {
  const entries = Array.from({ length: 20 }, (_, nth) => at(nth * 24, 333));
  expect(wanted(entries, 0)).toHaveLength(7);
});
