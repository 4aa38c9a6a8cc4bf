import { describe, expect, it } from '@jest/globals';
import { eventOf } from '../../../../test/support/match-events.js';
import type { FactSheet, Tally } from '../../../writing/model/fact-sheet.js';
import type { Delivery, EventContent, MatchEvent } from '../../../wire/matches.js';
import type { ToldMatch } from './known.js';
import { sheetOf, storyOf } from './story.js';

const football: ToldMatch = {
  sport: 'football',
  competition: null,
  info: {},
  home: { name: 'Rivermouth', short: 'RIV', players: [] },
  away: { name: 'Harbour Vale', short: 'HAR', players: [] },
};
const cricket: ToldMatch = { ...football, sport: 'cricket', info: { overs: 20 } };

function sheetAfter(match: ToldMatch, events: readonly MatchEvent[]): FactSheet {
  return sheetOf(storyOf(match, events), { language: 'en', moments: [] });
}

function told(...contents: readonly EventContent[]): MatchEvent[] {
  return contents.map((content, nth) => eventOf(nth + 1, content));
}

function tallied({ tallies }: FactSheet, what: Tally['what']): unknown[] {
  return tallies
    .filter((one) => one.what === what)
    .map(({ side, who, inMatch, inPart }) => [side, who, inMatch, inPart]);
}

const start = (segment: string): EventContent => ({ type: 'segment_start', segment });
const shotBy = (name: string, segment: string, sec: number): EventContent => ({
  type: 'shot',
  subtype: 'on',
  side: 'home',
  segment,
  clock: { sec },
  participants: [{ role: 'shooter', name }],
});
const foul = (sec: number): EventContent => ({ type: 'foul', side: 'away', segment: 'H2', clock: { sec } });

function ball(nth: number, runs: number, more: Partial<Delivery> = {}): EventContent {
  const delivery: Delivery = {
    innings: 1,
    over: Math.floor(nth / 6),
    ball: nth % 6,
    runs: { batter: runs, extras: 0 },
    ...(runs === 4 || runs === 6 ? { boundary: runs } : {}),
    ...more,
  };
  const participants = [
    { role: 'batter', name: 'Ivy' },
    { role: 'non_striker', name: 'Oak' },
    { role: 'bowler', name: nth < 6 ? 'Fenn' : 'Stone' },
  ];
  return { type: 'delivery', side: 'home', segment: 'INN1', delivery, participants };
}

const waitsAfter = (dots: number) =>
  sheetAfter(cricket, told(ball(0, 4), ...Array.from({ length: dots }, (_, nth) => ball(nth + 1, 1)))).waits;

describe('what is counted over a whole match', () => {
  it('[CM45] is told of each side and player, in the match and in its part, however long ago it was', () => {
    const fouls = Array.from({ length: 50 }, (_, nth) => foul(3_000 + nth));
    const early = [start('H1'), shotBy('Ivy', 'H1', 60), shotBy('Ivy', 'H1', 90), shotBy('Oak', 'H1', 120)];
    const sheet = sheetAfter(football, told(...early, start('H2'), shotBy('Ivy', 'H2', 2_800), ...fouls));
    expect(tallied(sheet, 'shot')).toEqual([
      ['home', null, 4, 1],
      ['home', 'Ivy', 3, 1],
      ['home', 'Oak', 1, 0],
    ]);
    expect(tallied(sheet, 'foul')).toEqual([['away', null, 50, 50]]);
    expect(tallied(sheet, 'corner')).toEqual([]);
  });

  it('[CM45] what is not sure is not counted, nor what was taken back', () => {
    const unsure = eventOf(2, { type: 'corner', side: 'home', segment: 'H1' }, { status: 'provisional' });
    const corner = eventOf(3, { type: 'corner', side: 'home', segment: 'H1' });
    const gone = eventOf(4, corner.content, { fact: 3, op: 'retract', status: 'retracted' });
    expect(tallied(sheetAfter(football, [unsure, corner]), 'corner')).toEqual([['home', null, 1, 1]]);
    expect(tallied(sheetAfter(football, [unsure, corner, gone]), 'corner')).toEqual([]);
  });

  it('[CM45] for how long there was none is told from five minutes on, and in this half alone', () => {
    const first = [start('H1'), shotBy('Ivy', 'H1', 60), start('H2')];
    expect(sheetAfter(football, told(...first, foul(3_300))).waits).toEqual([]);
    const second = [...first, shotBy('Ivy', 'H2', 2_760)];
    expect(sheetAfter(football, told(...second, foul(3_059))).waits).toEqual([]);
    expect(sheetAfter(football, told(...second, foul(3_060))).waits).toEqual([
      { what: 'shot', unit: 'minutes', value: 5 },
    ]);
  });

  it('[CM45] goals and cards stay in what came before, however much happened since', () => {
    const goal: EventContent = { type: 'goal', side: 'home', segment: 'H1' };
    const fouls = Array.from({ length: 60 }, (_, nth) => foul(3_000 + nth));
    const { earlier } = sheetAfter(football, told(start('H1'), goal, start('H2'), ...fouls));
    expect(earlier.map(({ type }) => type).filter((type) => type !== 'foul')).toEqual(['goal']);
    expect(earlier).toHaveLength(41);
  });

  it('[CM45] of an innings it is told who has batted and bowled, and how', () => {
    const wicket = { wickets: [{ kind: 'bowled' as const, out: 'Ivy' }] };
    const balls = [
      ball(0, 4),
      ball(1, 0),
      ball(2, 6),
      ball(3, 1),
      ball(4, 0),
      ball(5, 0),
      ball(6, 2),
      ball(7, 0, wicket),
    ];
    const sheet = sheetAfter(cricket, told({ type: 'innings_start', side: 'home', segment: 'INN1' }, ...balls));
    expect(sheet.cards).toEqual([
      {
        innings: 1,
        side: 'home',
        batters: [
          { name: 'Ivy', runs: 13, balls: 8, fours: 1, sixes: 1, isOut: true },
          { name: 'Oak', runs: 0, balls: 0, fours: 0, sixes: 0, isOut: false },
        ],
        bowlers: [
          { name: 'Fenn', runs: 11, wickets: 0, balls: 6, overs: '1.0' },
          { name: 'Stone', runs: 2, wickets: 1, balls: 2, overs: '0.2' },
        ],
      },
    ]);
    expect(tallied(sheet, 'dot')).toEqual([
      ['away', null, 3, 3],
      ['away', 'Fenn', 3, 3],
    ]);
    expect(tallied(sheet, 'wicket')).toEqual([
      ['away', null, 1, 1],
      ['away', 'Stone', 1, 1],
    ]);
    expect(tallied(sheet, 'six')).toEqual([
      ['home', null, 1, 1],
      ['home', 'Ivy', 1, 1],
    ]);
  });

  it('[CM45] balls since the last boundary are told from eight on', () => {
    expect(waitsAfter(7)).toEqual([]);
    expect(waitsAfter(8)).toEqual([{ what: 'boundary', unit: 'balls', value: 8 }]);
  });
});
