import { describe, expect, it } from '@jest/globals';
import type { MatchCard } from '../../../src/wire/match-doors.js';
import type { Finish, InningsScore, MatchState } from '../../../src/wire/matches.js';
import type { Lifecycle, Sport } from '../../../src/wire/sports.js';
import { stateWith } from '../../../test/support/match-events.js';
import { finishWords, stateWords } from './state-words.js';

const NOW = Date.parse('2026-03-14T12:00:00Z');
const teams = { home: { name: 'Alders', short: 'ALD' }, away: { name: 'Birches', short: 'BIR' } };

function words(sport: Sport, state: Partial<MatchState>, startsAt = '2026-03-14T15:00:00Z'): string {
  return stateWords({ ...teams, sport, startsAt, state: stateWith(state) }, { now: NOW, timeZone: 'Europe/London' });
}

const clock = {
  sec: 2_700,
  addedSec: 0,
  running: true,
  direction: 'up',
  asOf: NOW - 1_050_000,
  untilSec: 5_400,
} as const;

describe('how a match stands, in words', () => {
  it.each<[string, Sport, Lifecycle, string | null]>([
    ['Half-time', 'football', 'break', 'H1'],
    ['End of normal time', 'football', 'break', 'H2'],
    ['Penalties', 'football', 'live', 'PENS'],
    ['Innings break', 'cricket', 'break', 'INN1'],
    ['Innings 2', 'cricket', 'live', 'INN2'],
    ['Super over', 'cricket', 'live', 'SUPER1'],
    ['Quarter 3', 'basketball', 'live', 'Q3'],
    ['End of quarter 3', 'basketball', 'break', 'Q3'],
    ['Overtime', 'hockey', 'live', 'OT1'],
    ['Under way', 'football', 'live', null],
    ['Full time', 'football', 'finished', 'POST'],
    ['Final', 'basketball', 'finished', 'POST'],
    ['Play is interrupted', 'cricket', 'interrupted', 'INN1'],
    ['Postponed', 'football', 'postponed', null],
    ['No result', 'cricket', 'no_result', 'INN1'],
  ])('[PG34] %s: %s, %s in %s', (said, sport, lifecycle, segment) => {
    expect(words(sport, { lifecycle, segment })).toBe(said);
  });

  it('[PG34] a running half of football has its minute', () => {
    expect(words('football', { segment: 'H2', clock })).toBe('2nd half 63′');
  });

  it.each([
    ['2026-03-14T15:00:00Z', 'Today 15:00'],
    ['2026-03-15T00:30:00Z', 'Tomorrow 00:30'],
    ['2026-03-21T15:00:00Z', 'Sat 21 Mar 15:00'],
    ['2026-03-13T15:00:00Z', 'Fri 13 Mar 15:00'],
    // Summer time has begun in London.
    ['2026-03-30T15:00:00Z', 'Mon 30 Mar 16:00'],
  ])('[PG34] one that begins at %s: %s', (startsAt, said) => {
    expect(words('football', { lifecycle: 'scheduled' }, startsAt)).toBe(said);
  });
});

const innings = (side: 'home' | 'away', runs: number, wickets: number): InningsScore => {
  return { innings: 1, side, runs, wickets, balls: 120, overs: '20.0', extras: 0, isSuper: false, target: null };
};

function finished(sport: Sport, finish: Finish, score: Partial<MatchState['score']> = {}): string | undefined {
  const state = stateWith({ lifecycle: 'finished', finish });
  const match: Pick<MatchCard, 'sport' | 'startsAt' | 'home' | 'away' | 'state'> = {
    ...teams,
    sport,
    startsAt: '2026-03-14T15:00:00Z',
    state: { ...state, score: { ...state.score, ...score } },
  };
  return finishWords(match);
}

describe('how a match ended, in words', () => {
  it.each<[string, Sport, Finish, Partial<MatchState['score']>]>([
    ['Alders won', 'football', { method: 'regulation', result: 'win', winner: 'home' }, {}],
    ['A draw', 'football', { method: 'regulation', result: 'draw' }, {}],
    ['A tie', 'cricket', { method: 'regulation', result: 'tie' }, {}],
    ['No result', 'cricket', { method: 'regulation', result: 'none' }, {}],
    ['Birches won in overtime', 'hockey', { method: 'overtime', result: 'win', winner: 'away' }, {}],
    [
      'Birches won 4–3 on penalties',
      'football',
      { method: 'penalties', result: 'win', winner: 'away' },
      { shootout: { home: 3, away: 4 } },
    ],
    [
      'Birches won by 4 wickets',
      'cricket',
      { method: 'regulation', result: 'win', winner: 'away' },
      { home: 150, away: 151, innings: [innings('home', 150, 8), innings('away', 151, 6)] },
    ],
    [
      'Alders won by 1 run',
      'cricket',
      { method: 'regulation', result: 'win', winner: 'home' },
      { home: 150, away: 149, innings: [innings('home', 150, 8), innings('away', 149, 9)] },
    ],
    ['Alders won (rain rule)', 'cricket', { method: 'dls', result: 'win', winner: 'home' }, {}],
  ])('[PG34] %s: %s %j', (said, sport, finish, score) => {
    expect(finished(sport, finish, score)).toBe(said);
  });

  it('[PG34] nothing is said of one that has not ended', () => {
    expect(finishWords({ ...teams, sport: 'football', startsAt: '', state: stateWith() })).toBeUndefined();
  });
});
