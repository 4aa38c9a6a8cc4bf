import { describe, expect, it } from '@jest/globals';
import { eventOf, lineOf, stateWith } from '../../../test/support/match-events.js';
import { lateRecord } from './late-record.js';
import type { MatchRecord } from './match-record.js';
import { isDue } from './seen-at.js';

const FOOTBALL = { sport: 'football', info: {} } as const;
const GOAL = { type: 'goal', side: 'home', segment: 'H1' } as const;
const line = (event: number, text: string) => lineOf(event, { text });
// Begun at 10 s, a goal at 60 s that is told at 70 s, and over at 90 s.
const WHOLE: MatchRecord = {
  events: [
    eventOf(1, { type: 'segment_start', segment: 'H1' }, { occurredAt: 10_000, recordedAt: 10_000 }),
    eventOf(2, GOAL, { occurredAt: 60_000, recordedAt: 70_000 }),
    eventOf(3, { type: 'match_end' }, { occurredAt: 90_000, recordedAt: 90_000 }),
  ],
  lines: [line(1, 'We are off.'), line(2, 'Goal!'), line(3, 'That is it.')],
  state: stateWith({ seq: 3, lifecycle: 'finished', score: { ...stateWith().score, home: 1 } }),
};

describe('a record that is shown late', () => {
  it.each([
    [9_999, [], 0, 'scheduled', 0],
    [10_000, ['We are off.'], 1, 'live', 0],
    [69_999, ['We are off.'], 1, 'live', 0],
    [70_000, ['We are off.', 'Goal!'], 2, 'live', 1],
    [89_999, ['We are off.', 'Goal!'], 2, 'live', 1],
    [90_000, ['We are off.', 'Goal!', 'That is it.'], 3, 'finished', 1],
  ])('[PG47] at %d ms it has the lines %j and %d events: %s, %d goals', (at, texts, count, lifecycle, home) => {
    const { events, lines, state } = lateRecord(FOOTBALL, WHOLE, at);
    expect(lines.map(({ text }) => text)).toEqual(texts);
    expect(events).toHaveLength(count);
    expect(state).toMatchObject({ seq: count, lifecycle, score: { home, away: 0 } });
  });

  it('[PG49] shows nothing before all of it is there', () => {
    const part = { ...WHOLE, events: WHOLE.events.slice(0, 2), state: undefined };
    expect(lateRecord(FOOTBALL, part, 200_000)).toEqual({ events: [], lines: [], state: undefined });
  });

  // Told at 70 s, it is seen 20 s later.
  it.each([
    [70_000, 20_000, 89_999, false],
    [70_000, 20_000, 90_000, true],
    // Who is not late waits for nothing, also where their clock is behind.
    [70_000, 0, 69_000, true],
    [null, 20_000, 0, true],
  ])('[PG49] what was told at %p is due for who is %d ms late at %d ms: %p', (toldAt, delayMs, now, due) => {
    expect(isDue({ toldAt }, delayMs, now)).toBe(due);
  });
});
