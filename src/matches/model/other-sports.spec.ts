import { expect, test } from '@jest/globals';
import { ToldMatch } from '../../../test/support/told-match.js';
import type { EventContent } from '../../wire/matches.js';
import type { Sport } from '../../wire/sports.js';
import { secondsAt } from './play-clock.js';

function told(sport: Sport, contents: ReadonlyArray<readonly [number, EventContent]>): ToldMatch {
  const lines = contents.map(([afterMs, content], nth) => {
    return { afterMs, key: `k${nth}`, version: 0, op: 'add', provisional: false, content } as const;
  });
  return new ToldMatch({ sport, info: {} }).tell(lines);
}

const start = (segment: string): EventContent => ({ type: 'segment_start', segment });
const end = (segment: string): EventContent => ({ type: 'segment_end', segment });

test.each([
  [
    'basketball',
    [
      start('Q1'),
      { type: 'field_goal', side: 'home', points: 3, made: true },
      { type: 'field_goal', side: 'home', points: 2, made: false },
      { type: 'free_throw', side: 'away', made: true },
      end('Q1'),
      start('Q2'),
      { type: 'field_goal', side: 'away', points: 2, made: true },
    ],
    { home: 3, away: 3, shootout: null, byPart: { Q1: { home: 3, away: 1 }, Q2: { home: 0, away: 2 } } },
  ],
  [
    'hockey',
    [
      start('P1'),
      { type: 'goal', side: 'away' },
      { type: 'penalty_shot', side: 'home', made: true },
      { type: 'shootout_attempt', side: 'home', made: true, segment: 'SO' },
    ],
    { home: 1, away: 1, shootout: { home: 1, away: 0 }, byPart: { P1: { home: 1, away: 1 } } },
  ],
  [
    'baseball',
    [
      start('INN1'),
      { type: 'pitch', side: 'home' },
      { type: 'at_bat_result', side: 'away', points: 2 },
      { type: 'wild_pitch', side: 'away', points: 1 },
    ],
    { home: 0, away: 3, shootout: null, byPart: { INN1: { home: 0, away: 3 } } },
  ],
] as const)('[MA15] %s is counted by the same rules', (sport, contents, score) => {
  expect(
    told(
      sport,
      contents.map((content, nth) => [nth, content]),
    ).state().score,
  ).toEqual({ ...score, innings: [] });
});

const MIN = 60_000;

test.each([
  ['football', [[0, start('H1')]], 10 * MIN, 600],
  ['football', [[0, start('H1')]], 60 * MIN, 2_700],
  [
    'football',
    [
      [0, start('H1')],
      [46 * MIN, end('H1')],
      [61 * MIN, start('H2')],
    ],
    71 * MIN,
    3_300,
  ],
  [
    'football',
    [
      [0, start('H1')],
      [5 * MIN, { type: 'delay_start' }],
      [15 * MIN, { type: 'delay_end' }],
    ],
    16 * MIN,
    360,
  ],
  [
    'football',
    [
      [0, start('H1')],
      [5 * MIN, { type: 'delay_start' }],
    ],
    16 * MIN,
    300,
  ],
  [
    'football',
    [
      [0, start('H1')],
      [5 * MIN, { type: 'clock', clock: { sec: 420 } }],
    ],
    6 * MIN,
    480,
  ],
  [
    'football',
    [
      [0, start('H1')],
      [12_000, { type: 'corner', side: 'home', clock: { sec: 300 } }],
    ],
    14_000,
    302,
  ],
  ['football', [[0, start('ET1')]], MIN, 5_460],
  ['basketball', [[0, start('Q1')]], MIN, 660],
  ['basketball', [[0, start('OT1')]], 6 * MIN, 0],
  ['hockey', [[0, start('P2')]], 2 * MIN, 120],
] as const)('[MA16] the clock of %s after %j at %d ms shows %d s', (sport, contents, now, seconds) => {
  const { clock } = told(sport, contents).state();
  expect(clock === null ? null : secondsAt(clock, now)).toBe(seconds);
});

test('[MA16] cricket has no clock', () => {
  expect(told('cricket', [[0, { type: 'innings_start', segment: 'INN1', side: 'home' }]]).state().clock).toBeNull();
});
