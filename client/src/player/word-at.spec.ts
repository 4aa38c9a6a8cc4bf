import { expect, test } from '@jest/globals';
import { idOf } from '../../../test/support/wire.js';
import { wordAt } from './word-at.js';

const TEXT = 'He scores again.';
const caption = { chunk: idOf(1), startsAt: 10_000, frames: 100, text: TEXT };
const WORDS = [
  { start: 0, end: 2, startMs: 83, endMs: 300 },
  { start: 3, end: 9, startMs: 300, endMs: 900 },
  { start: 10, end: 15, startMs: 1_100, endMs: 1_600 },
];

function said(words: typeof WORDS, ms: number): string | undefined {
  const place = wordAt({ ...caption, words }, 10_000 + ms);
  return place && TEXT.slice(place.start, place.end);
}

test.each([
  [-1, undefined],
  [82, undefined],
  [83, 'He'],
  [300, 'scores'],
  [1_019, 'scores'],
  [1_020, undefined],
  [1_100, 'again'],
  [1_720, undefined],
])('[PL8] %d ms into a chunk whose words have times, %s is said', (ms, word) => {
  expect(said(WORDS, ms)).toBe(word);
});

// 14 letters in 2,400 ms less the encoder's 23 ms: 169.8 ms a letter.
test.each([
  [23, undefined],
  [24, 'He'],
  [362, 'He'],
  [364, 'scores'],
  [1_380, 'scores'],
  [1_383, 'again.'],
  [2_399, 'again.'],
  [2_400, undefined],
])('[PL8] %d ms into a chunk of which only the length is known, %s is said', (ms, word) => {
  expect(said([], ms)).toBe(word);
});
