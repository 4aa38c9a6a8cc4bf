import type { Delivery, EventContent } from '../../src/wire/matches.js';
import type { Scene } from './football-scenes.js';

const START: EventContent = {
  type: 'innings_start',
  segment: 'INN1',
  side: 'home',
  participants: [
    { role: 'batter', name: 'Ivy Marsh' },
    { role: 'non_striker', name: 'Oren Oak' },
  ],
};
const CHASE: EventContent = { ...START, segment: 'INN2', target: { runs: 30, overs: 20 } };

interface Made extends Partial<Delivery> {
  readonly fielder?: string;
  readonly batterName?: string;
}

/** The nth ball of an innings without extras, from 1, by Rafi Stone to Ivy Marsh. */
function ball(nth: number, { fielder, batterName = 'Ivy Marsh', ...more }: Made = {}): EventContent {
  const delivery = { innings: 1, over: Math.floor((nth - 1) / 6), ball: (nth - 1) % 6 };
  return {
    type: 'delivery',
    segment: 'INN1',
    side: 'home',
    participants: [
      { role: 'batter', name: batterName },
      { role: 'bowler', name: 'Rafi Stone' },
      { role: 'non_striker', name: batterName === 'Oren Oak' ? 'Ivy Marsh' : 'Oren Oak' },
      ...(fielder === undefined ? [] : [{ role: 'fielder', name: fielder }]),
    ],
    delivery: { ...delivery, runs: { batter: 0, extras: 0 }, ...more },
  };
}

function hit(nth: number, runs: number): EventContent {
  return ball(nth, { runs: { batter: runs, extras: 0 }, ...(runs === 4 || runs === 6 ? { boundary: runs } : {}) });
}

function out(nth: number, kind: string, fielder?: string): EventContent {
  return ball(nth, { wickets: [{ kind, out: 'Ivy Marsh' }], ...(fielder === undefined ? {} : { fielder }) });
}

function sixes(count: number): EventContent[] {
  return Array.from({ length: count }, (_, at) => hit(at + 1, 6));
}

const over: EventContent = {
  type: 'over_end',
  segment: 'INN1',
  side: 'home',
  participants: [{ role: 'bowler', name: 'Rafi Stone', side: 'away' }],
};

export const CRICKET_SCENES: readonly Scene[] = [
  { name: 'the toss', tellings: [{ type: 'toss', side: 'away', subtype: 'field' }] },
  { name: 'an innings begins', tellings: [START] },
  { name: 'a chase begins', tellings: [CHASE] },
  { name: 'a dot', tellings: [START, ball(1)] },
  { name: 'a fifth dot', tellings: [START, ball(1), ball(2), ball(3), ball(4), ball(5)] },
  { name: 'a single', tellings: [START, hit(1, 1)] },
  { name: 'two', tellings: [START, hit(1, 2)] },
  { name: 'three', tellings: [START, hit(1, 3)] },
  { name: 'five, run', tellings: [START, hit(1, 5)] },
  { name: 'a four', tellings: [START, hit(1, 4)] },
  { name: 'a third six running', tellings: [START, ...sixes(3)] },
  { name: 'a fifty', tellings: [START, ...sixes(9)] },
  { name: 'a wide', tellings: [START, ball(1, { runs: { batter: 0, extras: 1 }, extras: { wides: 1 } })] },
  {
    name: 'a no-ball hit for four',
    tellings: [START, ball(1, { runs: { batter: 4, extras: 1 }, extras: { noballs: 1 }, boundary: 4 })],
  },
  { name: 'leg byes', tellings: [START, ball(1, { runs: { batter: 0, extras: 2 }, extras: { legbyes: 2 } })] },
  { name: 'byes', tellings: [START, ball(1, { runs: { batter: 0, extras: 4 }, extras: { byes: 4 }, boundary: 4 })] },
  { name: 'bowled', tellings: [START, hit(1, 4), out(2, 'bowled')] },
  { name: 'caught', tellings: [START, hit(1, 4), out(2, 'caught', 'Lena Fenn')] },
  { name: 'caught for nought', tellings: [START, out(1, 'caught', 'Lena Fenn')] },
  { name: 'caught and bowled', tellings: [START, out(1, 'caught_and_bowled')] },
  { name: 'leg before', tellings: [START, hit(1, 2), out(2, 'lbw')] },
  { name: 'run out', tellings: [START, out(1, 'run_out', 'Lena Fenn')] },
  { name: 'stumped', tellings: [START, hit(1, 1), out(2, 'stumped', 'Lena Fenn')] },
  { name: 'hit wicket', tellings: [START, out(1, 'hit_wicket')] },
  { name: 'out as nobody is', tellings: [START, out(1, 'obstructing_field')] },
  { name: 'retired hurt', tellings: [START, hit(1, 1), out(2, 'retired_hurt')] },
  {
    name: 'a second wicket within twelve balls',
    tellings: [START, out(1, 'bowled'), ball(2), { ...out(3, 'bowled') }],
  },
  { name: 'a wicket that is checked', tellings: [START, { unsure: out(1, 'lbw') }] },
  { name: 'a wicket that stands', tellings: [START, { unsure: out(1, 'lbw') }, { confirm: 2 }] },
  {
    name: 'a wicket that was none',
    tellings: [START, hit(1, 4), { unsure: out(2, 'lbw') }, { revise: 3, as: ball(2) }],
  },
  { name: 'no wicket that was one', tellings: [START, ball(1), { revise: 2, as: out(1, 'lbw') }] },
  { name: 'four that was six', tellings: [START, hit(1, 4), { revise: 2, as: hit(1, 6) }] },
  { name: 'a ball that was none', tellings: [START, hit(1, 4), hit(2, 4), { retract: 3 }] },
  { name: 'the end of an over', tellings: [START, hit(1, 4), hit(2, 1), ball(3), ball(4), hit(5, 2), ball(6), over] },
  { name: 'a maiden', tellings: [START, ball(1), ball(2), ball(3), ball(4), ball(5), ball(6), over] },
  { name: 'a review', tellings: [START, { type: 'review_start', side: 'home' }] },
  { name: 'a review that is over', tellings: [START, { type: 'review_end', subtype: 'not_out', side: 'home' }] },
  { name: 'balls before a wicket', tellings: [START, ball(1), hit(2, 1), hit(3, 1), out(4, 'bowled')], last: 4 },
  { name: 'a powerplay', tellings: [START, { type: 'powerplay', subtype: 'start', side: 'home' }] },
  { name: 'an innings ends', tellings: [START, hit(1, 4), { type: 'innings_end', side: 'home' }] },
  {
    name: 'the end',
    tellings: [
      START,
      hit(1, 4),
      { type: 'match_end', finish: { method: 'regulation', result: 'win', winner: 'home' } },
    ],
  },
];
