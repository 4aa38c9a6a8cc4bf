import { describe, expect, test } from '@jest/globals';
import { Tally } from './tally.js';

function offerEach(tally: Tally, requests: number): void {
  for (let n = 0; n < requests; n += 1) tally.offered('final', `request-${n}`, { chunk: `chunk-${n}`, index: 0 });
}

describe('what is counted of a channel', () => {
  test('[RA160] is written down before it is let go, however many requests follow at once', () => {
    const tally = new Tally();
    tally.joined('final', 'ear');
    offerEach(tally, 120);
    const { states, more } = tally.untold('final');
    expect([states.length, more.length]).toEqual([120, 120]);
    expect(states[0]).toEqual({ connection: 'ear', request: 'request-0', offered: 1, heard: 0 });
  });

  test('[RA160] is at hand of fifty requests once it is written down, and of two hundred at most', () => {
    const tally = new Tally();
    tally.joined('final', 'ear');
    offerEach(tally, 300);
    expect(tally.untold('final').states).toHaveLength(200);
    tally.offered('final', 'request-300', { chunk: 'chunk-300', index: 0 });
    const atHand = Array.from({ length: 301 }, (_, n) => `request-${n}`).filter(
      (request) => tally.reachedBy('final', request).offeredTo > 0,
    );
    expect(atHand).toHaveLength(50);
    expect(atHand.at(-1)).toBe('request-300');
  });
});
