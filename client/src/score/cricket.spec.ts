import { describe, expect, it } from '@jest/globals';
import type { Delivery, InningsScore } from '../../../src/wire/matches.js';
import { eventOf, stateWith } from '../../../test/support/match-events.js';
import { chaseWords } from './chase.js';
import { ballWords, thisOver } from './over.js';
import { scoreLine, sideScore } from './score-words.js';

const teams = { home: { name: 'Alders', short: 'ALD' }, away: { name: 'Birches', short: 'BIR' } };
const innings = (known: Partial<InningsScore>): InningsScore => {
  const none = { innings: 1, side: 'home', runs: 0, wickets: 0, balls: 0, overs: '0.0', extras: 0 } as const;
  return { ...none, isSuper: false, target: null, ...known };
};
const ball = (place: number, known: Partial<Delivery>, over = 3): Delivery => {
  return { innings: 1, over, ball: place, runs: { batter: 0, extras: 0 }, ...known };
};
const FIRST = innings({ runs: 154, wickets: 6, balls: 120, overs: '20.0' });
const CHASE = innings({
  innings: 2,
  side: 'away',
  runs: 132,
  wickets: 10,
  balls: 106,
  overs: '17.4',
  target: { runs: 155, overs: 20 },
});
const score = { ...stateWith().score, home: 154, away: 132, innings: [FIRST, CHASE] };

describe('the score of cricket', () => {
  it('[PG35] has runs, wickets and overs, and no wickets where all are out', () => {
    const state = stateWith({ score });
    expect(sideScore('cricket', state, 'home')).toBe('154/6 (20)');
    expect(sideScore('cricket', state, 'away')).toBe('132 (17.4)');
    expect(scoreLine({ sport: 'cricket', ...teams, state })).toBe('ALD 154/6 (20), BIR 132 (17.4)');
  });

  it('[PG35] of two innings each has both', () => {
    const both = [FIRST, innings({ innings: 3, runs: 12, wickets: 1, overs: '4.0' })];
    expect(sideScore('cricket', stateWith({ score: { ...score, innings: both } }), 'home')).toBe(
      '154/6 (20) & 12/1 (4)',
    );
  });

  // By hand: 155 less 132 is 23, and 120 balls less 106 are 14.
  it('[PG35] tells what is needed, and from how many balls', () => {
    expect(chaseWords(stateWith({ score }), {})).toBe('Target 155 · 23 to win from 14 balls');
    const open = { ...score, innings: [FIRST, { ...CHASE, target: { runs: 133 } }] };
    expect(chaseWords(stateWith({ score: open }), {})).toBe('Target 133 · 1 to win');
    expect(chaseWords(stateWith({ score: { ...score, innings: [FIRST] } }), {})).toBeUndefined();
  });
});

describe('an over of cricket', () => {
  it('[PG35] has its balls in their order, as they are known by now', () => {
    const told: readonly Delivery[] = [
      ball(0, { runs: { batter: 6, extras: 0 } }, 2),
      ball(0, {}),
      ball(1, { runs: { batter: 4, extras: 0 }, boundary: 4 }),
      ball(3, { runs: { batter: 0, extras: 1 }, extras: { wides: 1 } }),
      ball(2, { wickets: [{ kind: 'bowled', out: 'Ann' }] }),
      ball(4, { runs: { batter: 0, extras: 2 }, extras: { legbyes: 2 } }),
    ];
    const events = told.map((delivery, at) => eventOf(at + 1, { type: 'delivery', delivery }));
    expect(thisOver(events).map(({ mark }) => mark)).toEqual(['•', '4', 'W', 'wd', '2lb']);
    const mended = eventOf(7, { type: 'delivery', delivery: ball(2, {}) }, { fact: 5, op: 'revise' });
    const undone = eventOf(8, events[5]?.content ?? { type: 'note' }, { fact: 6, op: 'retract', status: 'retracted' });
    expect(thisOver([...events, mended, undone]).map(({ mark }) => mark)).toEqual(['•', '4', '•', 'wd']);
  });

  it.each<[string, Partial<Delivery>]>([
    ['No run', {}],
    ['1 run', { runs: { batter: 1, extras: 0 } }],
    ['Six', { runs: { batter: 6, extras: 0 }, boundary: 6 }],
    ['Wide, 2 runs', { runs: { batter: 0, extras: 2 }, extras: { wides: 2 } }],
    ['Wicket: Ann (run out)', { wickets: [{ kind: 'run_out', out: 'Ann' }] }],
  ])('[PG35] has a ball that is told as “%s”', (said, known) => {
    expect(ballWords(ball(0, known))).toBe(said);
  });
});
