import { describe, expect, test } from '@jest/globals';
import { SocketRate } from './socket-limits.js';

describe('the socket’s limits', () => {
  test('[RA97] a socket says 80 things at once and 10 a second; past that it is not heard, and then a flood', () => {
    const rate = new SocketRate();
    const judged = Array.from({ length: 481 }, () => rate.judge(1_000));
    expect(judged.filter((verdict) => verdict === 'heard')).toHaveLength(80);
    expect(judged.filter((verdict) => verdict === 'dropped')).toHaveLength(400);
    expect(judged.at(-1)).toBe('flood');
    expect(Array.from({ length: 11 }, () => rate.judge(2_000)).filter((verdict) => verdict === 'heard')).toHaveLength(
      10,
    );
  });
});
