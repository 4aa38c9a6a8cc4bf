import { describe, expect, it } from '@jest/globals';
import { eventOf } from '../../../test/support/match-events.js';
import { seenAt, stateBy } from './seen-at.js';

const FOOTBALL = { sport: 'football', info: {} } as const;
const GOAL = { type: 'goal', side: 'home', segment: 'H1' } as const;
const EVENTS = [
  eventOf(1, { type: 'segment_start', segment: 'H1' }, { occurredAt: 0, recordedAt: 2_000 }),
  eventOf(2, GOAL, { occurredAt: 60_000, recordedAt: 70_000 }),
  eventOf(3, GOAL, {
    fact: 2,
    op: 'retract',
    status: 'retracted',
    revision: 1,
    occurredAt: 60_000,
    recordedAt: 95_000,
  }),
];
const delayMs = 20_000;

describe('what is seen later', () => {
  // By hand: told at 70 s and taken back at 95 s; who is 20 s late sees it from 90 s, and the correction from 115 s on.
  it.each([
    [21_999, 0, 'scheduled', 0],
    [22_000, 1, 'live', 0],
    [89_999, 1, 'live', 0],
    [90_000, 2, 'live', 1],
    [114_999, 2, 'live', 1],
    [115_000, 3, 'live', 0],
  ])('[PG41] at %d ms, 20 s late: %d events, %s, %d goals', (now, count, lifecycle, home) => {
    const seen = seenAt(EVENTS, now - delayMs);
    expect(seen).toHaveLength(count);
    expect(stateBy(FOOTBALL, seen)).toMatchObject({ lifecycle, score: { home, away: 0 } });
  });

  it('[PG41] a clock began when it did, however late that is seen', () => {
    const { clock } = stateBy(FOOTBALL, seenAt(EVENTS, 30_000));
    expect(clock).toMatchObject({ sec: 0, running: true, asOf: 0 });
  });
});
