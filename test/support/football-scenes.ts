import type { EventContent } from '../../src/wire/matches.js';
import type { Side } from '../../src/wire/sports.js';
import type { Telling } from './told-sheets.js';

/** Something told of a match, and how many of the last tellings a line is about. */
export interface Scene {
  readonly name: string;
  readonly tellings: readonly Telling[];
  readonly last?: number;
}

const H1: EventContent = { type: 'segment_start', segment: 'H1' };

export function of(type: string, side: Side | undefined, roles: Readonly<Record<string, string>> = {}): EventContent {
  const participants = Object.entries(roles).map(([role, name]) => ({ role, name }));
  return {
    type,
    segment: 'H1',
    ...(side === undefined ? {} : { side }),
    ...(participants.length === 0 ? {} : { participants }),
  };
}

function at(sec: number, content: EventContent, addedSec?: number): EventContent {
  return { ...content, clock: { sec, ...(addedSec === undefined ? {} : { addedSec }) } };
}

function kind(subtype: string, content: EventContent): EventContent {
  return { ...content, subtype };
}

const ivy = of('goal', 'home', { scorer: 'Ivy Marsh' });
const oak = of('goal', 'home', { scorer: 'Oren Oak' });
const stone = of('goal', 'away', { scorer: 'Rafi Stone' });
const nobody = of('goal', 'home');
const own: EventContent = {
  ...kind('own_goal', of('goal', 'home')),
  participants: [{ role: 'scorer', name: 'Lena Fenn', side: 'away' }],
};
const shirt: EventContent = { ...of('yellow', 'away'), participants: [{ role: 'player', number: 7 }] };
const corner = of('corner', 'home', { taker: 'Oren Oak' });
const kick = (side: Side, made: boolean, taker?: string): EventContent => ({
  ...of('shootout_kick', side, taker === undefined ? {} : { taker }),
  segment: 'PENS',
  made,
});
const win: EventContent = { type: 'match_end', finish: { method: 'regulation', result: 'win', winner: 'home' } };

export const FOOTBALL_SCENES: readonly Scene[] = [
  { name: 'the first goal', tellings: [H1, at(3_740, kind('header', { ...ivy }))] },
  { name: 'a goal with an assist', tellings: [H1, of('goal', 'home', { scorer: 'Ivy Marsh', assist: 'Oren Oak' })] },
  { name: 'a goal of nobody known', tellings: [H1, nobody] },
  { name: 'an own goal', tellings: [H1, own] },
  { name: 'an own goal of nobody known', tellings: [H1, kind('own_goal', nobody)] },
  { name: 'a goal from the spot', tellings: [H1, stone, kind('penalty', ivy)] },
  { name: 'an equaliser in added time', tellings: [H1, stone, at(2_700, ivy, 65)] },
  { name: 'a goal that takes the lead', tellings: [H1, stone, oak, ivy] },
  { name: 'a goal that makes it smaller', tellings: [H1, stone, stone, ivy] },
  { name: 'a second by the same', tellings: [H1, ivy, ivy] },
  { name: 'a third by the same', tellings: [H1, ivy, ivy, ivy] },
  { name: 'a goal after long', tellings: [H1, at(300, stone), at(2_640, ivy)] },
  { name: 'a goal that is checked', tellings: [H1, { unsure: ivy }] },
  { name: 'a goal of nobody that is checked', tellings: [H1, { unsure: nobody }] },
  { name: 'a goal that stands', tellings: [H1, { unsure: ivy }, { confirm: 2 }] },
  { name: 'a goal that does not', tellings: [H1, stone, { unsure: ivy }, { retract: 3 }] },
  { name: 'a goal taken back late', tellings: [H1, ivy, { retract: 2 }] },
  { name: 'a name that comes late', tellings: [H1, nobody, { revise: 2, as: ivy }] },
  {
    name: 'a name that comes while it is checked',
    tellings: [H1, { unsure: nobody }, { revise: 2, as: ivy, unsure: true }],
  },
  { name: 'another scorer', tellings: [H1, ivy, { revise: 2, as: oak }] },
  { name: 'the other side', tellings: [H1, ivy, { revise: 2, as: stone }] },
  { name: 'it was an own goal', tellings: [H1, ivy, { revise: 2, as: own }] },
  { name: 'a possible goal', tellings: [H1, of('possible_goal', 'away')] },
  { name: 'a penalty', tellings: [H1, of('penalty_awarded', 'home', { fouled: 'Ivy Marsh' })] },
  { name: 'a penalty that is missed', tellings: [H1, of('penalty_missed', 'home', { taker: 'Ivy Marsh' })] },
  {
    name: 'a penalty that is saved',
    tellings: [H1, stone, of('penalty_saved', 'home', { taker: 'Ivy Marsh', keeper: 'Lena Fenn' })],
  },
  { name: 'a red card', tellings: [H1, of('red', 'away', { player: 'Rafi Stone' })] },
  {
    name: 'a second yellow card',
    tellings: [H1, of('yellow', 'home', { player: 'Oren Oak' }), of('second_yellow', 'home', { player: 'Oren Oak' })],
  },
  { name: 'a red card that is checked', tellings: [H1, { unsure: of('red', 'away', { player: 'Rafi Stone' }) }] },
  { name: 'a yellow card for a shirt', tellings: [H1, shirt] },
  {
    name: 'a yellow card for somebody else',
    tellings: [
      H1,
      of('yellow', 'home', { player: 'Oren Oak' }),
      { revise: 2, as: of('yellow', 'home', { player: 'Ivy Marsh' }) },
    ],
  },
  {
    name: 'a yellow card that was red',
    tellings: [
      H1,
      of('yellow', 'home', { player: 'Oren Oak' }),
      { revise: 2, as: of('red', 'home', { player: 'Oren Oak' }) },
    ],
  },
  { name: 'a corner that was none', tellings: [H1, corner, { retract: 2 }] },
  { name: 'a third corner in four minutes', tellings: [H1, at(100, corner), at(200, corner), at(330, corner)] },
  { name: 'a change', tellings: [H1, of('substitution', 'home', { in: 'Tam Reed', out: 'Oren Oak' })] },
  { name: 'a change of nobody known', tellings: [H1, of('substitution', 'home')] },
  {
    name: 'a shot and a save',
    tellings: [
      H1,
      kind('on', of('shot', 'home', { shooter: 'Ivy Marsh' })),
      of('save', 'away', { keeper: 'Lena Fenn', shooter: 'Ivy Marsh' }),
    ],
    last: 2,
  },
  { name: 'a shot at the frame', tellings: [H1, kind('woodwork', of('shot', 'away', { shooter: 'Rafi Stone' }))] },
  { name: 'a shot by whom nobody knows', tellings: [H1, of('shot', 'away')] },
  {
    name: 'corners and a card before a goal',
    tellings: [H1, corner, corner, of('yellow', 'away', { player: 'Rafi Stone' }), ivy],
    last: 4,
  },
  { name: 'two goals in one line', tellings: [H1, stone, ivy], last: 2 },
  { name: 'a goal taken back as another falls', tellings: [H1, { unsure: stone }, { retract: 2 }, ivy], last: 2 },
  { name: 'a foul', tellings: [H1, of('foul', 'away', { player: 'Rafi Stone', fouled: 'Ivy Marsh' })] },
  {
    name: 'an offside, again',
    tellings: [H1, of('offside', 'away', { player: 'Rafi Stone' }), of('offside', 'away', { player: 'Rafi Stone' })],
  },
  { name: 'an injury', tellings: [H1, of('injury', 'home', { player: 'Ivy Marsh' })] },
  { name: 'a check', tellings: [H1, { unsure: ivy }, kind('goal', of('var_start', 'home'))] },
  { name: 'added time', tellings: [H1, { type: 'added_time', segment: 'H1', clock: { sec: 2_700, addedSec: 240 } }] },
  { name: 'half-time', tellings: [H1, ivy, { type: 'segment_end', segment: 'H1' }] },
  { name: 'the second half', tellings: [H1, ivy, { type: 'segment_start', segment: 'H2' }] },
  { name: 'a kick that is in', tellings: [kick('home', true, 'Ivy Marsh')] },
  { name: 'a kick that is not', tellings: [kick('home', true), kick('away', false, 'Rafi Stone')] },
  { name: 'the end, won', tellings: [H1, ivy, win] },
  {
    name: 'the end, level',
    tellings: [H1, ivy, stone, { type: 'match_end', finish: { method: 'regulation', result: 'draw' } }],
  },
  {
    name: 'the end, by kicks',
    tellings: [
      kick('home', true),
      kick('away', false),
      { type: 'match_end', finish: { method: 'penalties', result: 'win', winner: 'home' } },
    ],
  },
  { name: 'play stops', tellings: [H1, { type: 'delay_start' }] },
];
