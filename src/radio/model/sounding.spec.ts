import { describe, expect, test } from '@jest/globals';
import { entryOf, idOf } from '../../../test/support/wire.js';
import { captionsAt, endedBetween, nextChangeAt, positionAt, pruned, upcoming } from './sounding.js';

// Two chunks joined, a silence, and a third.
const entries = [entryOf(0, 1_008), entryOf(1, 1_248, { frames: 2 }), entryOf(2, 1_704)];
const timeline = { entries };

function numbers(found: readonly { readonly index: number }[]): number[] {
  return found.map(({ index }) => index);
}

describe('sounding', () => {
  test.each([
    [1_007.9, undefined],
    [1_008, [0, 0]],
    [1_031.9, [0, 0]],
    [1_032, [0, 1]],
    [1_247.9, [0, 9]],
    [1_248, [1, 0]],
    [1_295.9, [1, 1]],
    [1_296, undefined],
    [1_703.9, undefined],
    [1_704, [2, 0]],
    [1_944, undefined],
  ])('[RA70] at %d sounds %j', (at, expected) => {
    const position = positionAt(timeline, at);
    expect(position && [position.entry.index, position.frame]).toEqual(expected);
  });

  test('[RA70] what is still to begin does not hold what sounds', () => {
    expect(numbers(upcoming(timeline, 1_007))).toEqual([0, 1, 2]);
    expect(numbers(upcoming(timeline, 1_008))).toEqual([1, 2]);
    expect(numbers(upcoming(timeline, 1_704))).toEqual([]);
  });

  test('[RA70] the next change is the end of what sounds, else the next start', () => {
    expect([900, 1_008, 1_247, 1_248, 1_296, 1_704, 1_944].map((at) => nextChangeAt(timeline, at))).toEqual([
      1_008,
      1_248,
      1_248,
      1_296,
      1_704,
      1_944,
      undefined,
    ]);
  });

  test('[RA70] each chunk ends once, whoever looks how often', () => {
    expect(numbers(endedBetween(timeline, 1_247, 1_248))).toEqual([0]);
    expect(numbers(endedBetween(timeline, 1_248, 1_296))).toEqual([1]);
    expect(numbers(endedBetween(timeline, 1_000, 5_000))).toEqual([0, 1, 2]);
    expect(numbers(endedBetween(timeline, 1_944, 5_000))).toEqual([]);
  });

  test('[RA74] captions are of what has begun, the latest last, each once', () => {
    const words = [{ start: 0, end: 4, startMs: 30, endMs: 200 }];
    const old = { chunk: idOf(7), startsAt: 500, frames: 3, text: 'Before.', words: [] };
    const cut = { chunk: entryOf(0, 0).chunk, startsAt: 1_008, frames: 10, text: 'Goal for', words: [] };
    const held = {
      captions: [old, cut],
      entries: [
        entryOf(0, 1_008, { frames: 4, text: 'Goal for', words }),
        entryOf(1, 1_248),
        entryOf(2, 1_704, { text: 'City!' }),
      ],
    };
    expect(captionsAt(held, 1_703)).toEqual([old, { ...cut, frames: 4, words }]);
    expect(captionsAt(held, 1_704).map(({ text }) => text)).toEqual(['Before.', 'Goal for', 'City!']);
  });

  test('[RA74] a chunk is held for 10 s after its end, its caption for ten minutes longer', () => {
    const held = { captions: [], entries: [entryOf(0, 0, { text: 'Kick-off.' }), entryOf(1, 240), entryOf(2, 99_984)] };
    expect(pruned(held, 10_239)).toBe(held);
    const after = pruned(held, 10_480);
    expect(numbers(after.entries)).toEqual([2]);
    expect(captionsAt(after, 10_480).map(({ text }) => text)).toEqual(['Kick-off.']);
    expect(pruned(after, 610_239).captions).toHaveLength(1);
    expect(pruned(after, 610_240).captions).toEqual([]);
  });
});
