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

  test('[HO15] a page that hosts is not one that could have heard it, unless it did', () => {
    const tally = new Tally();
    tally.joined('final', 'ear');
    tally.joined('final', 'desk', true);
    tally.joined('final', 'host who listens', true);
    tally.offered('final', 'request', { chunk: 'first', index: 0 });
    tally.offered('final', 'request', { chunk: 'first', index: 0, to: 'desk' });
    expect(tally.reachedBy('final', 'request')).toEqual({ offeredTo: 1, heardBy: 0 });
    for (const connection of ['ear', 'host who listens']) {
      tally.heard('final', 'request', { connection, chunk: 'first', index: 0, count: 1 });
    }
    expect(tally.reachedBy('final', 'request')).toEqual({ offeredTo: 2, heardBy: 2 });
    const { states, more } = tally.untold('final');
    expect(more).toEqual([{ chunk: 'first', offeredTo: 2, heardBy: 2 }]);
    expect(states.map(({ connection, offered, heard }) => [connection, offered, heard])).toEqual([
      ['ear', 1, 1],
      ['host who listens', 1, 1],
    ]);
  });
});

test('[TX18] a page that hears a stream is one listener, in whichever order it says so', () => {
  const tally = new Tally();
  tally.joined('final', 'page');
  tally.joined('final', 'ear');
  const leave = tally.tunedIn('final');
  expect(tally.audience('final').listeners).toBe(3);
  tally.hearsStream('final', 'page', true);
  expect([tally.audience('final').listeners, tally.counts('final').listeners]).toEqual([2, 1]);
  tally.hearsStream('final', 'page', false);
  leave();
  expect(tally.audience('final').listeners).toBe(2);
  tally.hearsStream('final', 'page', true);
  tally.left('final', 'page');
  expect([tally.audience('final').listeners, tally.counts('final').listeners]).toEqual([1, 1]);
});

const counts = (listeners: number, hosts: number, heardBy: number) => ({
  listeners,
  hosts,
  streams: 0,
  reached: { request: { offeredTo: listeners, heardBy } },
});

describe('what other nodes count of a channel', () => {
  test('[RA184] is summed with what is counted here, and gone with the node', () => {
    const tally = new Tally();
    tally.joined('final', 'ear');
    tally.offered('final', 'request', { chunk: 'chunk', index: 0 });
    tally.countedElsewhere('final', 'two', counts(5, 1, 3));
    tally.countedElsewhere('final', 'three', counts(7, 0, 6));
    tally.countedElsewhere('final', 'two', counts(4, 1, 4));
    expect(tally.audience('final')).toEqual({ listeners: 12, hosts: 1 });
    expect(tally.reachedBy('final', 'request')).toEqual({ offeredTo: 12, heardBy: 10 });
    expect([tally.present('final'), tally.hasFarHosts('final')]).toEqual([13, true]);
    tally.countedElsewhere('final', 'two', undefined);
    expect([tally.audience('final'), tally.hasFarHosts('final')]).toEqual([{ listeners: 8, hosts: 0 }, false]);
  });

  test('[RA184] is somebody who listens, also without a socket, and is not told on as our own', () => {
    const tally = new Tally();
    tally.countedElsewhere('final', 'two', { listeners: 0, hosts: 0, streams: 1, reached: {} });
    expect([tally.isEmpty('final'), tally.counts('final').streams]).toEqual([false, 0]);
    tally.countedElsewhere('final', 'two', undefined);
    expect(tally.isEmpty('final')).toBe(true);
  });
});
