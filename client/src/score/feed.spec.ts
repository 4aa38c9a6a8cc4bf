import { describe, expect, it } from '@jest/globals';
import type { EventContent } from '../../../src/wire/matches.js';
import { eventOf } from '../../../test/support/match-events.js';
import { announcementOf } from './announcing.js';
import { rowsOf } from './feed.js';

const GOAL: EventContent = { type: 'goal', side: 'home' };
const SCORED: EventContent = { ...GOAL, participants: [{ role: 'scorer', name: 'Ann' }] };
const CORNER: EventContent = { type: 'corner', side: 'away' };
const ONE = { home: 1, away: 0 };
const GOAL_TOLD = eventOf(1, GOAL, { status: 'provisional', score: ONE });

const shown = (events: Parameters<typeof rowsOf>[0]): unknown[] =>
  rowsOf(events).map(({ event, standing, isCorrection }) => [event.seq, standing, isCorrection]);

describe('what happened, row by row', () => {
  it('[PG38] stands newest first, without what nobody saw', () => {
    expect(shown([eventOf(1, CORNER), eventOf(2, { type: 'clock' }), eventOf(3, CORNER)])).toEqual([
      [3, 'plain', false],
      [1, 'plain', false],
    ]);
  });

  it('[PG38] is marked while it may be taken back, and not any more once it is confirmed', () => {
    expect(shown([GOAL_TOLD])).toEqual([[1, 'provisional', false]]);
    const confirmed = eventOf(2, GOAL, { fact: 1, op: 'confirm', score: ONE });
    expect(shown([GOAL_TOLD, confirmed])).toEqual([[1, 'plain', false]]);
  });

  it('[PG38] what is taken back is so where it stood, and is told anew', () => {
    const undone = eventOf(3, GOAL, { fact: 1, op: 'retract', status: 'retracted' });
    expect(shown([GOAL_TOLD, eventOf(2, CORNER, { score: ONE }), undone])).toEqual([
      [3, 'taken-back', true],
      [2, 'plain', false],
      [1, 'taken-back', false],
    ]);
  });

  it('[PG38] a name that comes late is filled in, another one mends its row, and another side is told anew', () => {
    const named = eventOf(2, SCORED, { fact: 1, op: 'revise', score: ONE });
    expect(shown([GOAL_TOLD, named])).toEqual([[1, 'plain', false]]);
    expect(rowsOf([GOAL_TOLD, named])[0]).toMatchObject({ event: { content: SCORED }, before: undefined });
    const other: EventContent = { ...GOAL, participants: [{ role: 'scorer', name: 'Bea' }] };
    const renamed = eventOf(2, other, { fact: 1, op: 'revise', score: ONE });
    const first = eventOf(1, SCORED, { score: ONE });
    expect(shown([first, renamed])).toEqual([[1, 'corrected', false]]);
    expect(rowsOf([first, renamed])[0]).toMatchObject({ event: { content: other }, before: { content: SCORED } });
    const turned = eventOf(2, { ...GOAL, side: 'away' }, { fact: 1, op: 'revise', score: { home: 0, away: 1 } });
    expect(shown([GOAL_TOLD, turned])).toEqual([
      [2, 'corrected', true],
      [1, 'corrected', false],
    ]);
  });
});

describe('what is read out', () => {
  const teams = {
    sport: 'football',
    home: { name: 'Alders', short: 'ALD' },
    away: { name: 'Birches', short: 'BIR' },
  } as const;

  it('[PG42] is the newest goal, and nothing that was there before, nor a corner after it', () => {
    const events = [eventOf(1, GOAL), eventOf(2, SCORED), eventOf(3, CORNER)];
    expect(announcementOf(teams, events, 0)).toBe('Goal, Alders: Ann');
    expect(announcementOf(teams, events, 2)).toBe('');
  });

  it('[PG42] is a wicket, and a goal that is taken back', () => {
    const wickets = [{ kind: 'bowled', out: 'Bea' }];
    const delivery = { innings: 1, over: 0, ball: 0, runs: { batter: 0, extras: 0 }, wickets };
    const cricket = { ...teams, sport: 'cricket' } as const;
    expect(announcementOf(cricket, [eventOf(1, { type: 'delivery', delivery })], 0)).toBe('Wicket: Bea (bowled)');
    const undone = eventOf(2, GOAL, { fact: 1, op: 'retract', status: 'retracted' });
    expect(announcementOf(teams, [GOAL_TOLD, undone], 1)).toBe('Taken back: Goal, Alders');
  });

  it('[PG42] is not told twice when it is only confirmed', () => {
    const confirmed = eventOf(2, GOAL, { fact: 1, op: 'confirm' });
    expect(announcementOf(teams, [GOAL_TOLD, confirmed], 1)).toBe('');
  });
});
