import { describe, expect, test } from '@jest/globals';
import { Attempts, networkOf } from './attempts.js';

function failedTimes(times: number, address = '10.0.0.1', attempts = new Attempts()): Attempts {
  for (let time = 0; time < times; time += 1) attempts.failed(networkOf(address), time);
  return attempts;
}

describe('attempts', () => {
  test('[PE8] ten failures a minute, then none is tried until the minute is over', () => {
    expect(failedTimes(9).left('10.0.0.1', 100)).toBe(1);
    const attempts = failedTimes(10);
    expect(attempts.left(networkOf('10.0.0.1'), 100)).toBe(0);
    expect(attempts.left(networkOf('10.0.0.1'), 59_999)).toBe(0);
    expect(attempts.left(networkOf('10.0.0.1'), 60_000)).toBe(10);
  });

  test('[PE8] others are not held up', () => {
    expect(failedTimes(10).left(networkOf('10.0.0.2'), 100)).toBe(10);
  });

  test('[PE8] an IPv6 network counts as one address', () => {
    const attempts = failedTimes(10, '2001:db8:1:2:aaaa:bbbb:cccc:dddd');
    expect(attempts.left(networkOf('2001:db8:1:2::1'), 100)).toBe(0);
    expect(attempts.left(networkOf('2001:db8:1:3::1'), 100)).toBe(10);
    expect(failedTimes(10, '2001:db8::1:2:3:4').left(networkOf('2001:db8::a:b:c:d'), 100)).toBe(0);
    expect(failedTimes(10, '2001:db8::1').left(networkOf('2001:db8:0:0:a:b:c:d'), 100)).toBe(0);
    expect(failedTimes(10, '::1').left(networkOf('2001:db8::1'), 100)).toBe(10);
  });

  test('[PE8] two IPv4 addresses in IPv6 clothes are two', () => {
    expect(failedTimes(10, '::ffff:10.0.0.1').left(networkOf('::ffff:10.0.0.2'), 100)).toBe(10);
  });

  test('[PE8] a flood from everywhere is not remembered without end', () => {
    const attempts = new Attempts();
    for (let n = 0; n < 10_100; n += 1) attempts.failed(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`, n);
    expect(attempts.networks).toBe(10_000);
  });
});
