import { describe, expect, test } from '@jest/globals';
import type { MatchEvent } from '../../../src/wire/matches.js';
import { channelFor } from './channel-for.js';
import { mendedSince } from './mended.js';
import { stilled } from './stilled.js';
import { linkAt, momentIn, timeWords } from './time-words.js';

function event(seq: number, fact: string, more: Partial<MatchEvent> = {}): MatchEvent {
  const content = { type: 'goal', side: 'home' } as const;
  return { seq, fact, op: 'add', status: 'confirmed', content, ...more } as MatchEvent;
}

const AWAY = { type: 'goal', side: 'away' } as const;

describe('what became known later', () => {
  const events = [
    event(1, 'a'),
    event(2, 'b'),
    event(3, 'a', { op: 'revise', content: AWAY }),
    event(4, 'b', { op: 'retract', status: 'retracted' }),
    event(5, 'c', { status: 'provisional' }),
    event(6, 'c', { op: 'confirm' }),
  ];

  test('[PG80] stands beside the line that told it otherwise, and beside no other', () => {
    expect(mendedSince(events, 1)).toEqual({ kind: 'corrected', event: events[2] });
    expect(mendedSince(events, 2)).toEqual({ kind: 'taken-back' });
    // What was only confirmed was not wrong, and a correction tells what is right.
    expect([3, 4, 5, 6, 7].map((seq) => mendedSince(events, seq))).toEqual(Array(5).fill(undefined));
  });

  test('[PG77] is not known before it was told', () => {
    expect([1, 2].map((seq) => mendedSince(events.slice(0, 2), seq))).toEqual([undefined, undefined]);
  });
});

test('[PG77] a clock shows the moment that is heard, and stands still with it', () => {
  const clock = { sec: 600, addedSec: 0, running: true, direction: 'up', asOf: 50_000, untilSec: 2_700 } as const;
  const state = { seq: 1, lifecycle: 'live', segment: 'H1', clock, score: { home: 0, away: 0 }, finish: null } as never;
  expect(stilled(state, 80_000).clock).toEqual({ ...clock, sec: 630, running: false, asOf: 80_000 });
});

test.each([
  [0, '0:00'],
  [59.9, '0:59'],
  [247, '4:07'],
  [3_847, '1:04:07'],
  [-1, '0:00'],
])('[PG76] %d s are written as %s', (seconds, words) => {
  expect(timeWords(seconds)).toBe(words);
});

test('[PG78] a link names a moment, and nothing else of the page', () => {
  const link = linkAt('https://radio.example/replay/c/final?at=12#x', 1_795_298_400_123.4);
  expect(link).toBe('https://radio.example/replay/c/final?at=1795298400123');
  expect(momentIn(new URL(link).search)).toBe(1_795_298_400_123);
  expect(['', '?at=', '?at=now', '?at=-1795298400123', '?at=12'].map(momentIn)).toEqual(Array(5).fill(undefined));
});

test.each([
  [['hi', 'en'], 'two'],
  [['en-GB'], 'one'],
  [['fr', 'HI-IN'], 'two'],
  [['fr'], 'one'],
])('[PG81] who understands %j is led to channel %s', (languages, channel) => {
  const channels = [
    { channel: 'one', language: 'en-US' },
    { channel: 'two', language: 'hi' },
  ];
  expect([channelFor(channels, languages), channelFor([], languages)]).toEqual([channel, undefined]);
});
