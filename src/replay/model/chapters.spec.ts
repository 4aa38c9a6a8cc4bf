import { describe, expect, test } from '@jest/globals';
import { eventOf } from '../../../test/support/match-events.js';
import type { MatchEvent } from '../../wire/matches.js';
import { chaptersOf, type Chaptered } from './chapters.js';

const GOAL = { type: 'goal', side: 'home', segment: 'H1' } as const;
/** Three requests of a second each, one after the other; the last is of two chunks. */
const PARTS: Chaptered['parts'] = [
  { of: { startsAt: 10_000, frames: 50, request: 'a', silenced: false }, from: 0, frames: 50 },
  { of: null, from: 50, frames: 10 },
  { of: { startsAt: 20_000, frames: 50, request: 'b', silenced: false }, from: 60, frames: 50 },
  { of: { startsAt: 21_200, frames: 50, request: 'b', silenced: false }, from: 110, frames: 50 },
];

function chapters(events: readonly MatchEvent[], lines: Chaptered['lines'] = [], parts = PARTS): [number, string][] {
  return chaptersOf({ events, lines, parts }).chapters.map(({ startTime, title }) => [startTime, title]);
}

describe('chapters', () => {
  test('[RP9] stand where the first word of an event is heard, and are called as it was told', () => {
    const events = [eventOf(1, { type: 'corner', side: 'home' }), eventOf(2, GOAL)];
    const line = { event: 2, text: 'Goal for Alders! Number nine.', request: 'b' };
    expect(chapters(events, [{ event: 1, text: 'Corner.', request: 'a' }, line])).toEqual([[1.44, 'Goal for Alders!']]);
  });

  test('[RP9] of what nobody spoke they stand at what was heard next, and have a name of their own', () => {
    expect(chapters([eventOf(2, GOAL, { recordedAt: 15_000 })])).toEqual([[1.44, 'Goal']]);
    expect(chapters([eventOf(2, GOAL, { recordedAt: 15_000 })], [{ event: 2, text: 'Goal!', request: null }])).toEqual([
      [1.44, 'Goal'],
    ]);
    expect(chapters([eventOf(2, GOAL, { recordedAt: 30_000 })])).toEqual([]);
  });

  test('[RP9] what was taken back is none, and what was put right is one, where it was told first', () => {
    const goal = eventOf(2, GOAL, { recordedAt: 5_000 });
    const retracted = eventOf(3, GOAL, { fact: 2, op: 'retract', status: 'retracted' });
    expect(chapters([goal, retracted])).toEqual([]);
    const card = eventOf(1, { type: 'yellow', side: 'home' }, { recordedAt: 5_000 });
    const red = eventOf(4, { type: 'red', side: 'home' }, { fact: 1, op: 'revise' });
    expect(chapters([card, red])).toEqual([[0, 'Red card']]);
  });

  test('[RP23] do not say what was withdrawn, and stay where it was heard', () => {
    const parts = PARTS.map(({ of, ...part }) => ({ ...part, of: of && { ...of, silenced: of.request === 'b' } }));
    const line = { event: 2, text: 'Goal for Alders! Number nine.', request: 'b' };
    expect(chapters([eventOf(2, GOAL)], [line], parts)).toEqual([[1.44, 'Goal']]);
  });

  test('[RP9] a wicket is one, a ball without is none, and a long line is cut', () => {
    const delivery = {
      innings: 1,
      over: 0,
      ball: 1,
      batter: 'A',
      bowler: 'B',
      runs: { batter: 0, extras: 0, total: 0 },
    };
    const out = { ...delivery, wickets: [{ kind: 'bowled', out: 'A' }] };
    const balls = [delivery, out].map((ball, nth) =>
      eventOf(nth + 1, { type: 'delivery', side: 'home', delivery: ball } as never, { recordedAt: 1 }),
    );
    expect(chapters(balls)).toEqual([[0, 'Wicket']]);
    const [[, title] = [0, '']] = chapters(balls, [{ event: 2, text: `${'long '.repeat(40)}.`, request: 'a' }]);
    expect(title.length).toBeLessThanOrEqual(80);
    expect(title).toMatch(/^long long .*…$/);
  });
});
