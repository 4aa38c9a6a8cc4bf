import { describe, expect, test } from '@jest/globals';
import { PINNED_SEEDS } from './pinned-seeds.js';
import { failureOf, simulate } from './simulate.js';

describe('the simulation', () => {
  test('[RA130] the same seed is the same world, to the last line', async () => {
    const one = await simulate(11, { keepsLines: true });
    const other = await simulate(11, { keepsLines: true });
    expect(one.lines.length).toBeGreaterThan(300);
    expect(other.lines).toEqual(one.lines);
    expect((await simulate(12, { keepsLines: true })).lines).not.toEqual(one.lines);
  });

  test.each(PINNED_SEEDS)('[RA138] seed %i: %s', async (seed) => {
    expect(failureOf(await simulate(seed))).toBeUndefined();
  });
});
