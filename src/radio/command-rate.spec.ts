import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '../kernel/outcome.js';
import { CommandRate } from './command-rate.js';

const taken = (rate: CommandRate, count: number, of: (nth: number) => [channel: string, host: string, now: number]) =>
  Array.from({ length: count }, (_, nth) => rate.refuseTooMany(...of(nth))).filter((answer) => !isRefusal(answer))
    .length;

describe('how many commands are taken', () => {
  test('[RA103] ten a second from one host', () => {
    const rate = new CommandRate();
    expect(taken(rate, 30, () => ['final', 'one', 1_000])).toBe(10);
    expect(taken(rate, 30, () => ['final', 'one', 1_500])).toBe(5);
    expect(taken(rate, 30, () => ['final', 'other', 1_500])).toBe(10);
    expect(rate.refuseTooMany('final', 'one', 1_500)).toMatchObject({
      refused: 'radio.too-many-commands',
      retryAfterS: 1,
    });
  });

  test('[RA103] fifty a second for one channel, from however many hosts', () => {
    const rate = new CommandRate();
    expect(taken(rate, 200, (nth) => ['final', `host ${nth}`, 1_000])).toBe(50);
    expect(taken(rate, 200, (nth) => ['final', `host ${nth}`, 1_100])).toBe(5);
    expect(taken(rate, 200, (nth) => ['derby', `host ${nth}`, 1_100])).toBe(50);
  });

  test('[RA103] a host who is idle is forgotten, one who floods is not', () => {
    const rate = new CommandRate();
    expect(taken(rate, 10, () => ['final', 'flood', 1_000])).toBe(10);
    for (let nth = 0; nth < 3_000; nth += 1) rate.refuseTooMany(`channel ${nth}`, 'host', 1_000);
    expect(taken(rate, 10, () => ['final', 'flood', 1_000])).toBe(0);
  });
});
