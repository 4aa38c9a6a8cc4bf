import { expect, test } from '@jest/globals';
import { lookedAt, STEADY } from './correcting.js';

const MS = 48;

/** Looks every 250 ms; where it broke off is told with how far ahead. */
function looked(
  errors: ReadonlyArray<number | undefined>,
  dry: readonly number[] = [],
): Array<readonly [number, number]> {
  let state = STEADY;
  return errors.flatMap((errorMs, nth) => {
    const { correcting, cutOver } = lookedAt(state, { now: nth * 250, errorMs, ranDry: dry.includes(nth) });
    state = correcting;
    return cutOver === undefined ? [] : [[nth, cutOver / MS] as const];
  });
}

test.each([
  ['up to 10 ms is left', [0, 2, -9, 10, 10, 10, 10], [], []],
  ['more is put right after 400 ms', [11, 11, 11], [], [[2, 300]]],
  ['what does not last is left', [11, 11, 1, 11, 11], [], []],
  ['more than 200 ms at once', [0, -201], [], [[1, 60]]],
  [
    'not again for 1,500 ms',
    [300, 300, 300, 300, 300, 300, 300],
    [],
    [
      [0, 60],
      [6, 60],
    ],
  ],
  ['after running dry more than 2 ms', [0, 3, 3], [1], [[1, 300]]],
  ['after running dry 1.5 ms are left', [0, 1.5, 1.5], [1], []],
  ['after running dry also what shows within four seconds', [0, 0, ...Array<number>(16).fill(0), 3, 3], [1], []],
  ['and what shows sooner', [0, 0, ...Array<number>(14).fill(0), 3, 3], [1], [[16, 300]]],
  [
    'what is left of a large error is put right too, once it is known better',
    [11, 11, 11, 3, 3, 3, 3, 3, 3, 3],
    [],
    [
      [2, 300],
      [8, 300],
    ],
  ],
  ['a silence forgets', [11, undefined, 11, 11], [], []],
] as const)('[PL5] %s', (_what, errors, dry, brokenOff) => {
  expect(looked(errors, dry)).toEqual(brokenOff);
});
