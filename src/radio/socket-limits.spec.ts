import { describe, expect, test } from '@jest/globals';
import { SocketRate } from './socket-limits.js';

describe('the socket’s limits', () => {
  test('[RA97] a socket says 80 things at once and 10 a second; past that it is not heard, and then a flood', () => {
    const rate = new SocketRate();
    const judged = Array.from({ length: 481 }, () => rate.judge('report', 1_000));
    expect(judged.filter((verdict) => verdict === 'heard')).toHaveLength(80);
    expect(judged.filter((verdict) => verdict === 'dropped')).toHaveLength(400);
    expect(judged.at(-1)).toBe('flood');
    expect(
      Array.from({ length: 11 }, () => rate.judge('report', 2_000)).filter((verdict) => verdict === 'heard'),
    ).toHaveLength(10);
  });

  test('[RA155] of that it joins 5 times at once and once a second; who asks on and on is a flood as with anything', () => {
    const rate = new SocketRate();
    const judged = (count: number, now: number) => Array.from({ length: count }, () => rate.judge('join', now));
    expect(judged(6, 1_000)).toEqual(['heard', 'heard', 'heard', 'heard', 'heard', 'dropped']);
    expect(rate.judge('report', 1_000)).toBe('heard');
    expect(judged(2, 2_000)).toEqual(['heard', 'dropped']);
    expect(judged(7, 60_000)).toEqual(['heard', 'heard', 'heard', 'heard', 'heard', 'dropped', 'dropped']);
    expect(judged(397, 60_000).at(-1)).toBe('flood');
  });
});
