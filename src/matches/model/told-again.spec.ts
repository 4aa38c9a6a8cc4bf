import { describe, expect, it } from '@jest/globals';
import { told } from '../../../test/support/told-script.js';
import type { EventContent } from '../../wire/matches.js';
import type { ScriptedMatch, ScriptLine } from './script.js';

const MATCH: Omit<ScriptedMatch, 'lines' | 'sport'> = {
  title: 'Saltmarsh – Ironmere',
  home: { name: 'Saltmarsh', players: [] },
  away: { name: 'Ironmere', players: [] },
  info: {},
};

function line(sec: number, key: string, content: EventContent): ScriptLine {
  return { afterMs: sec * 1_000, key, version: 0, op: 'add', provisional: false, content };
}

function football(...lines: readonly ScriptLine[]): ReturnType<typeof told> {
  return told({ ...MATCH, sport: 'football', lines });
}

const FIRST_HALF = [
  line(0, 'start', { type: 'match_start' }),
  line(60, 'h1', { type: 'segment_start', segment: 'H1' }),
  line(90, 'goal', { type: 'goal', side: 'home' }),
  line(2_800, 'h1-end', { type: 'segment_end', segment: 'H1' }),
];
const SECOND_HALF = [line(3_700, 'h2', { type: 'segment_start', segment: 'H2' })];

describe('what is told', () => {
  it('[MA58] again in a later part is nothing new', () => {
    const again = [line(3_800, 'start', { type: 'match_start' }), line(3_801, 'goal', { type: 'goal', side: 'home' })];
    const became = [...football(...FIRST_HALF, ...SECOND_HALF, ...again)].map((one) => one.became);
    expect(became).toEqual(['entry', 'entry', 'entry', 'entry', 'entry', 'known', 'known']);
  });

  it('[MA58] of another part as a correction stays where it happened', () => {
    const content = { type: 'goal', subtype: 'header', side: 'home' } as const;
    const header: ScriptLine = {
      afterMs: 3_800_000,
      key: 'goal',
      version: 1,
      op: 'revise',
      provisional: false,
      content,
    };
    const last = [...football(...FIRST_HALF, ...SECOND_HALF, header)].at(-1);
    expect(last?.became).toBe('entry');
    expect(last?.state.score.byPart).toEqual({ H1: { home: 1, away: 0 } });
  });

  it('[MA58] for the first time after it was taken back unheard belongs to the part under way', () => {
    const goal = line(3_800, 'late', { type: 'goal', side: 'away' });
    const before: ScriptLine = { afterMs: 3_750_000, key: 'late', version: 0, op: 'retract' };
    const last = [...football(...FIRST_HALF, ...SECOND_HALF, before, { ...goal, version: 1 })].at(-1);
    expect(last?.state.score.byPart).toEqual({ H1: { home: 1, away: 0 }, H2: { home: 0, away: 1 } });
  });

  it('[MA59] of the same moment ends the match after its last part', () => {
    const ends = [
      line(6_700, 'h2-end', { type: 'segment_end', segment: 'H2' }),
      line(6_700, 'end', { type: 'match_end' }),
    ];
    const last = [...football(...FIRST_HALF, ...SECOND_HALF, ...ends)].at(-1);
    expect(last?.state).toMatchObject({ lifecycle: 'finished', segment: 'POST', finish: { winner: 'home' } });
  });

  it('[MA54] of a super over as it begins says who bats and chases', () => {
    const lines = [
      line(0, 'i1', { type: 'innings_start', segment: 'INN1', side: 'home' }),
      line(5_000, 'i2', { type: 'innings_start', segment: 'INN2', side: 'away', target: { runs: 150, overs: 20 } }),
      line(10_000, 's1', { type: 'innings_start', segment: 'SUPER1', side: 'away' }),
      line(10_300, 's1-end', { type: 'innings_end', segment: 'SUPER1' }),
      line(10_600, 's2', { type: 'innings_start', segment: 'SUPER1', side: 'home', target: { runs: 9, overs: 1 } }),
      line(10_700, 's2-less', { type: 'target_revised', segment: 'SUPER1', target: { runs: 7, overs: 1 } }),
      line(11_000, 's3', { type: 'innings_start', segment: 'SUPER2', side: 'home' }),
    ];
    const last = [...told({ ...MATCH, sport: 'cricket', lines })].at(-1);
    expect(
      last?.state.score.innings.map(({ innings, side, isSuper, target }) => [innings, side, isSuper, target?.runs]),
    ).toEqual([
      [1, 'home', false, undefined],
      [2, 'away', false, 150],
      [3, 'away', true, undefined],
      [4, 'home', true, 7],
      [5, 'home', true, undefined],
    ]);
  });

  it('[MA54] of a super over, with its number, is of that innings though nobody told of the one before', () => {
    const delivery = { innings: 4, over: 0, ball: 0, runs: { batter: 0, extras: 0 } };
    const lines = [
      line(0, 'i2', { type: 'innings_start', segment: 'INN2', side: 'away' }),
      line(600, 's2', { type: 'innings_start', segment: 'SUPER1', side: 'home', delivery }),
    ];
    const last = [...told({ ...MATCH, sport: 'cricket', lines })].at(-1);
    expect(last?.state.score.innings.map(({ innings, side }) => [innings, side])).toEqual([
      [2, 'away'],
      [4, 'home'],
    ]);
  });
});
