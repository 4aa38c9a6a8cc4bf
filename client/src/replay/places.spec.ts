import { describe, expect, test } from '@jest/globals';
import { findLines } from './find-lines.js';
import { heardAt, lineAt, placeOf, type Line } from './places.js';

const BEGAN = 1_795_298_400_000;

/** Three lines, and before the third a pause of a minute of which the file has two seconds. */
const LINES: readonly Line[] = [
  line({ startTime: 0, endTime: 3, startsAt: BEGAN, body: 'Kick-off at the Élan ground.' }),
  line({ startTime: 3.5, endTime: 6.5, startsAt: BEGAN + 3_500, body: 'Alders have the ball.' }),
  line({ startTime: 8.5, endTime: 10.5, startsAt: BEGAN + 66_500, body: 'गोल! What a goal for Alders.' }),
];

function line(more: Partial<Line>): Line {
  return {
    speaker: 'espeak:en',
    language: 'en',
    chunk: '0192f000-0000-7000-8000-000000000001',
    request: '0192f000-0000-7000-8000-000000000002',
    audioUrl: null,
    withdrawn: false,
    event: null,
    body: '',
    startTime: 0,
    endTime: 0,
    startsAt: 0,
    ...more,
  };
}

describe('a place in a recording', () => {
  test.each([
    [0, 0],
    [2.9, 0],
    [3.2, 0],
    [3.5, 1],
    [8.4, 1],
    [100, 2],
  ])('[PG76] at %d s line %d sounds, or was the last', (atS, expected) => {
    expect(lineAt(LINES, atS)).toBe(expected);
  });

  test.each([
    [0, 0],
    [2, 2_000],
    // A pause that is as long as it was.
    [3.2, 3_200],
    [6.5, 6_500],
    // Of a long pause the file has its beginning.
    [8, 8_000],
    [8.5, 66_500],
    [9.5, 67_500],
    [10.5, Infinity],
  ])('[PG77] at %d s the moment %d ms after the beginning is heard', (atS, expected) => {
    expect(heardAt(LINES, atS) - BEGAN).toBe(expected);
  });

  test.each([
    [-1, 0],
    [0, 0],
    [2_000, 2],
    [8_000, 8],
    // In a pause that is longer than the file’s, where it ends.
    [30_000, 8.5],
    [67_500, 9.5],
    [1e9, 10.5],
  ])('[PG78] the moment %d ms after the beginning is at %d s', (sinceMs, expected) => {
    expect(placeOf(LINES, BEGAN + sinceMs)).toBe(expected);
  });

  test('[PG76] of nothing there is no line and no place', () => {
    expect([lineAt([], 3), placeOf([], BEGAN), heardAt([], 3)]).toEqual([-1, 0, Infinity]);
  });
});

describe('a search in what was said', () => {
  test.each([
    ['', 3],
    ['  ', 3],
    ['alders', 2],
    ['ball ALDERS', 1],
    ['elan', 1],
    ['गोल', 1],
    ['birches', 0],
  ])('[PG79] for “%s” finds %d lines', (typed, count) => {
    expect(findLines(LINES, typed)).toHaveLength(count);
  });
});
