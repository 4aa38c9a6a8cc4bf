import { describe, expect, test } from '@jest/globals';
import type { Part } from './layout.js';
import { beginningWithin, inPieces } from './stretch.js';

const chunk = (of: string, from: number, frames = 100): Part<string> => ({ of, from, frames });
const pause = (from: number, frames = 84): Part<string> => ({ of: null, from, frames });

/** A begins at 0 s, b at 2.4 s, c at 6.816 s. */
const ARCHIVE = [chunk('a', 0), chunk('b', 100), pause(200), chunk('c', 284)];

describe('a stretch of an archive', () => {
  test.each([
    [0, Infinity, 'abc'],
    [0, 2_400, 'a'],
    [1, 2_400, ''],
    [2_400, 6_816, 'b'],
    [2_400, 6_817, 'bc'],
    [2_401, 6_816, ''],
    [6_816, 6_817, 'c'],
    [6_817, Infinity, ''],
  ])('[RP44] from %s to %s ms has what begins in it: %s', (start, end, chunks) => {
    expect(
      beginningWithin(ARCHIVE, { start, end })
        .map(({ of }) => of)
        .join(''),
    ).toBe(chunks);
  });

  test.each([
    [64, 'a|b|-c'],
    [3, 'a|b|-c'],
    [2, 'ab|-c'],
    [1, 'ab-c'],
  ])('[RP44] is at most %i pieces, with each pause before its chunk', (max, pieces) => {
    const told = inPieces(ARCHIVE, max).map((parts) => parts.map(({ of }) => of ?? '-').join(''));
    expect(told.join('|')).toBe(pieces);
  });

  test('[RP44] of an hour of short sentences is 64 pieces or fewer, and all of it is in them', () => {
    const many = Array.from({ length: 1_500 }, (_, at) => chunk(String(at), at * 100));
    const pieces = inPieces(many, 64);
    // 1,500 / 64 is 23.4: 24 in each.
    expect([pieces.length, pieces[0]?.length, pieces.at(-1)?.length]).toEqual([63, 24, 12]);
    expect(pieces.flat()).toEqual(many);
    expect(inPieces([], 64)).toEqual([]);
  });
});
