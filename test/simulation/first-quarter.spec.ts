import { expect, test } from '@jest/globals';
import { failuresOf, seedsOf } from './simulation.js';

test('[RA131] [RA132] [RA133] [RA134] [RA135] [RA136] [RA137] seeded schedules, the first quarter', async () => {
  expect(await failuresOf(seedsOf(0))).toEqual([]);
}, 900_000);
