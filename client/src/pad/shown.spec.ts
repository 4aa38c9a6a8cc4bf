import { describe, expect, test } from '@jest/globals';
import { eventOf } from '../../../test/support/match-events.js';
import type { EventContent } from '../../../src/wire/matches.js';
import { stateBy } from '../follow/seen-at.js';
import { factsOf, lastTold, placed, withWaiting } from './shown.js';
import { newTelling, type Telling } from './telling.js';

const FOOTBALL = { sport: 'football', info: {} } as const;
const START = eventOf(1, { type: 'segment_start', segment: 'H1' }, { occurredAt: 10_000 });
const GOAL: EventContent = { type: 'goal', side: 'home', segment: 'H1' };
const OWN = '0192f000-0000-7000-8000-0000000000aa';
let keys = 0;

function telling(fact: string, what: Telling['what']): Telling {
  keys += 1;
  return newTelling({ key: `key-${keys}`, fact, place: keys, happenedAt: 5_000 }, what);
}

const adding = (content: EventContent): Telling => telling(OWN, { op: 'add', key: 'own', content });
const score = (events: readonly ReturnType<typeof eventOf>[]) => {
  const { home, away } = stateBy(FOOTBALL, events).score;
  return `${home}–${away}`;
};

describe('the record with what waits', () => {
  test('[PG55] counts what waits, at the server’s time', () => {
    const shown = withWaiting([START], [adding(GOAL)], 60_000);
    expect(shown.map(({ seq, fact, occurredAt }) => [seq, fact === OWN, occurredAt])).toEqual([
      [1, false, 10_000],
      [2, true, 65_000],
    ]);
    expect(score(shown)).toBe('1–0');
  });

  test('[PG55] counts nothing twice whose answer is not here yet', () => {
    const arrived = { ...eventOf(2, GOAL), fact: OWN };
    expect(score(withWaiting([START, arrived], [adding(GOAL)], 0))).toBe('1–0');
    // Somebody else has put it right meanwhile.
    const mended = { ...eventOf(3, { ...GOAL, side: 'away' }, { op: 'revise' }), fact: OWN };
    expect(score(withWaiting([START, arrived, mended], [adding(GOAL)], 0))).toBe('0–1');
  });

  test('[PG55] counts corrections that wait, of what is known and of what waits', () => {
    const known = eventOf(2, GOAL);
    const other = telling(known.fact, { op: 'revise', content: { ...GOAL, side: 'away' } });
    expect(score(withWaiting([START, known], [other], 0))).toBe('0–1');
    expect(score(withWaiting([START], [adding(GOAL), telling(OWN, { op: 'retract' })], 0))).toBe('0–0');
    expect(withWaiting([START], [telling(OWN, { op: 'retract' })], 0)).toEqual([START]);
  });

  test('[PG55] does not count what the server did not take', () => {
    const refused: Telling = { ...adding(GOAL), state: { at: 'refused', says: 'No.' } };
    expect(withWaiting([START], [refused], 0)).toEqual([START]);
  });

  test('[PG55] has each thing once, in the order it was first told, and the newest first where it is listed', () => {
    const mended = eventOf(3, { ...GOAL, side: 'away' }, { fact: 1, op: 'revise' });
    const facts = factsOf([eventOf(1, GOAL), eventOf(2, { type: 'corner', side: 'home' }), mended]);
    expect(facts.map(({ seq, content }) => [seq, content.side])).toEqual([
      [3, 'away'],
      [2, 'home'],
    ]);
    expect(lastTold(facts, 1).map(({ seq }) => seq)).toEqual([2]);
  });
});

const at = (now: number, events = [START]) =>
  placed({ type: 'corner', side: 'home' }, { fixture: FOOTBALL, events, now });

describe('where in the match it happens', () => {
  test('[PG66] is told with the part and the clock, as of when it changed to that second', () => {
    // The half began at 10 s: at 73.7 s the clock has shown 1:03 for 0.7 s.
    expect(at(73_700)).toEqual({
      content: { type: 'corner', side: 'home', segment: 'H1', clock: { sec: 63 } },
      agoMs: 700,
    });
  });

  test('[PG66] is told beyond the regular end as what was added', () => {
    expect(at(10_000 + 2_790_250).content.clock).toEqual({ sec: 2_700, addedSec: 90 });
    expect(at(10_000 + 2_790_250).agoMs).toBe(250);
  });

  test('[PG66] does not drift by what others told of the clock', () => {
    const late = eventOf(2, { type: 'shot', side: 'away', segment: 'H1', clock: { sec: 20 } }, { occurredAt: 32_000 });
    expect(at(40_000, [START, late]).content.clock).toEqual({ sec: 30 });
  });

  test('[PG66] goes by a clock that was set', () => {
    const set = eventOf(
      2,
      { type: 'clock', segment: 'H1', clock: { sec: 600, running: true } },
      { occurredAt: 20_000 },
    );
    expect(at(25_000, [START, set]).content.clock).toEqual({ sec: 605 });
  });

  test('[PG66] is nowhere before the start and after the end, and what moves the match says its own', () => {
    expect(at(5_000, [])).toEqual({ content: { type: 'corner', side: 'home' }, agoMs: 0 });
    const over = eventOf(2, { type: 'match_end' }, { occurredAt: 90_000 });
    expect(at(95_000, [START, over]).content).toEqual({ type: 'corner', side: 'home' });
    const end: EventContent = { type: 'segment_end', segment: 'H1' };
    expect(placed(end, { fixture: FOOTBALL, events: [START], now: 20_400 })).toEqual({ content: end, agoMs: 0 });
  });
});
