import { describe, expect, test } from '@jest/globals';
import { espeakWords } from './espeak-words.js';
import { tokensOf } from './tokens.js';

function words(text: string): string[] {
  return tokensOf(text).map(({ start, end }) => text.slice(start, end));
}

describe('words in time', () => {
  test.each([
    ['Four runs! It’s 2–1 after 14.3 overs.', ['Four', 'runs!', 'It’s', '2–1', 'after', '14.3', 'overs.']],
    ['😀 Goal — Müller!', ['Goal', 'Müller!']],
    ['यह शतक है।', ['यह', 'शतक', 'है।']],
    ['你好,世界', ['你好', '世界']],
    ['… !', []],
  ])('[SP3] the words of %s', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  test('[SP3] several events inside one of our words are that word', () => {
    const text = 'It’s 2–1 now.';
    const events = [
      [1, 0],
      [6, 300],
      [8, 500],
      [10, 900],
      [0, 1_200],
    ] as const;
    expect(espeakWords(text, events)).toEqual([
      { start: 0, end: 4, startMs: 0, endMs: 300 },
      { start: 5, end: 8, startMs: 300, endMs: 900 },
      { start: 9, end: 13, startMs: 900, endMs: 1_200 },
    ]);
  });

  test('[SP3] places are counted in code points: an emoji in front moves nothing', () => {
    const text = '😀 Goal now';
    const events = [
      [1, 0],
      [3, 600],
      [8, 1_000],
      [0, 1_400],
    ] as const;
    const timings = espeakWords(text, events);
    expect(timings.map(({ start, end }) => text.slice(start, end))).toEqual(['Goal', 'now']);
    expect(timings.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [600, 1_000],
      [1_000, 1_400],
    ]);
  });

  test('[SP3] a word without an event has no time, and none is invented', () => {
    const events = [
      [1, 0],
      [9, 700],
      [0, 900],
    ] as const;
    expect(espeakWords('One two three', events).map(({ start }) => start)).toEqual([0, 8]);
  });
});
