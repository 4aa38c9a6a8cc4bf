import { describe, expect, test } from '@jest/globals';
import { delayIn, linkWith, secondsOf, tuned } from './delay.js';

describe('delay', () => {
  test.each([
    ['?delay=18.5', 18_500],
    ['?x=1&delay=0', 0],
    ['?delay=7.04', 7_000],
    ['?delay=120', 120_000],
    ['?delay=500', 120_000],
  ])('[PG20] %s asks for %d ms', (search, ms) => {
    expect(delayIn(search)).toBe(ms);
  });

  test.each(['', '?delay=', '?delay=-3', '?delay=1e9', '?delay=NaN', '?delay=9999', '?delay=<b>', '?late=3'])(
    '[PG20] %s asks for nothing',
    (search) => {
      expect(delayIn(search)).toBeUndefined();
    },
  );

  test.each([
    [-100, 0],
    [149, 100],
    [18_449.9, 18_400],
    [119_980, 120_000],
    [1e9, 120_000],
  ])('[PG20] %d ms is tuned as %d', (ms, expected) => {
    expect(tuned(ms)).toBe(expected);
  });

  test('[PG20] a link carries the delay, and none where there is none', () => {
    const page = 'https://radio.example/c/final?delay=3&x=1#now';
    expect(linkWith(page, 18_500)).toBe('https://radio.example/c/final?delay=18.5&x=1#now');
    expect(linkWith(page, 0)).toBe('https://radio.example/c/final?x=1#now');
    expect([secondsOf(0), secondsOf(100), secondsOf(18_500)]).toEqual(['0.0', '0.1', '18.5']);
  });
});
