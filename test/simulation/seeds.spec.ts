import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { projectRoot } from '../../src/kernel/program.js';

const FIRST = 10_000;
const COUNT = 400;
const COUNT_OF_FULL = 10_000;
const MS_MAX = 900_000;

/** Where time is short, as many of the last as fit into so many seconds, and no fewer than the least. */
const WITHIN_S = process.env['SIMULATION_S'];

const isFull = (process.env['REQUIRE'] ?? '') !== '';
/** What `npm test` has run on these sources needs not be run again. */
const begun = isFull && process.env['PASSED'] === '1' ? COUNT : 0;
const count = (isFull ? COUNT_OF_FULL : COUNT) - begun;

test(
  `[RA131] [RA132] [RA133] [RA134] [RA135] [RA136] [RA137] ${count} seeded schedules`,
  async () => {
    const limit = isFull && WITHIN_S !== undefined ? ['--within', WITHIN_S] : [];
    const runner = join(projectRoot, 'test/simulation/run-simulation.mjs');
    const seeds = ['--seed', String(FIRST + begun), '--count', String(count)];
    // What it found stands in what it printed, and its code says only that it found something.
    const { stdout } = await promisify(execFile)(process.execPath, [runner, ...seeds, ...limit]).catch(
      (error: { stdout: string }) => error,
    );
    const found = stdout.trimEnd().split('\n');
    const [, worlds] = /^(\d+) worlds from seed \d+$/.exec(found.pop() ?? '') ?? [];
    expect(found).toEqual([]);
    if (limit.length === 0) expect(Number(worlds)).toBe(count);
    else expect(Number(worlds)).toBeGreaterThanOrEqual(COUNT - begun);
  },
  MS_MAX,
);
