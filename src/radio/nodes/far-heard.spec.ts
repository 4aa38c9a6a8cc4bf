import { describe, expect, test } from '@jest/globals';
import { refuse } from '../../kernel/outcome.js';
import { FarHeard, type Judged } from './far-heard.js';

const HEARD: Judged = { answer: 'heard', request: 'r', index: 2 };

describe('a room that acknowledges at another node', () => {
  test('[RA184] asks who conducts once for all, and not again once it was heard', async () => {
    const farHeard = new FarHeard();
    let asked = 0;
    const ask = () => {
      asked += 1;
      return Promise.resolve(HEARD);
    };
    const answers = await Promise.all([1, 2, 3].map(() => farHeard.of('chunk', ask)));
    expect([answers, await farHeard.of('chunk', ask), asked]).toEqual([[HEARD, HEARD, HEARD], HEARD, 1]);
  });

  test('[RA184] is asked for again after an early or a refused one', async () => {
    const farHeard = new FarHeard();
    const early: Judged = { answer: 'early', index: 0 };
    const refused = refuse('radio.unknown-chunk');
    const answers = [early, refused, HEARD];
    const ask = () => Promise.resolve(answers.shift() ?? HEARD);
    const got = [];
    for (let at = 0; at < 4; at += 1) got.push(await farHeard.of('chunk', ask));
    expect(got).toEqual([early, refused, HEARD, HEARD]);
  });
});
