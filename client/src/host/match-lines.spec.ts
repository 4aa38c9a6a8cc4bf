import { describe, expect, it } from '@jest/globals';
import type { Line } from '../../../src/wire/match-doors.js';
import type { EventContent } from '../../../src/wire/matches.js';
import { eventOf, lineOf } from '../../../test/support/match-events.js';
import { rowsOf } from '../score/feed.js';
import { linesByRow, standingOf } from './match-lines.js';

const GOAL: EventContent = { type: 'goal', side: 'home' };
const line = (event: number, text: string, known: Partial<Line> = {}) =>
  lineOf(event, { channel: 'ours', text, ...known });

describe('lines of a match', () => {
  // A goal, a corner, the goal with its scorer, the goal taken back.
  const events = [
    eventOf(1, GOAL, { score: { home: 1, away: 0 } }),
    eventOf(2, { type: 'corner', side: 'away' }, { score: { home: 1, away: 0 } }),
    eventOf(
      3,
      { ...GOAL, participants: [{ role: 'scorer', name: 'Ann' }] },
      {
        fact: 1,
        op: 'revise',
        revision: 1,
        score: { home: 1, away: 0 },
      },
    ),
    eventOf(4, GOAL, { fact: 1, op: 'retract', status: 'retracted', revision: 2 }),
  ];

  it('[HO33] stand at what they are about, and a correction’s at the correction', () => {
    const rows = rowsOf(events);
    expect(rows.map(({ event }) => event.seq)).toEqual([4, 2, 1]);
    const lines = [line(1, 'Goal!'), line(2, 'Corner.'), line(3, 'It was Ann.'), line(4, 'No goal.')];
    const texts = [...linesByRow({ rows, events, lines }, 'ours')].map(([at, all]) => [
      at,
      all.map(({ text }) => text),
    ]);
    expect(texts).toEqual([
      [1, ['Goal!', 'It was Ann.']],
      [2, ['Corner.']],
      [4, ['No goal.']],
    ]);
  });

  it('[HO33] of other channels are not this host’s', () => {
    const lines = [line(2, 'Córner.', { channel: 'theirs' }), line(2, 'Corner.')];
    const found = linesByRow({ rows: rowsOf(events), events, lines }, 'ours');
    expect([...found.values()].flat().map(({ text }) => text)).toEqual(['Corner.']);
  });

  it.each([
    ['asked', null, 'asked for'],
    ['ready', null, 'ready'],
    ['said', null, 'said'],
    ['dropped', 'late', 'not said: it was told too late'],
    ['dropped', 'gone', 'not said: nobody knows of it any more'],
    ['dropped', 'displaced', 'not said: something more urgent took its place'],
    ['dropped', 'host', 'not said: by a host'],
    ['dropped', 'radio.channel-closed', 'not said: The channel is closed.'],
    ['dropped', 'what-nobody-knows', 'not said: The server did not take it.'],
    ['dropped', 'merged', 'not said: it was told with something that weighs more'],
    ['dropped', 'minor', 'not said: other things mattered more'],
    ['dropped', 'superseded', 'not said: more was known before it could be said'],
    ['dropped', null, 'not said'],
  ] as const)('[HO33] %s, %s: “%s”', (state, reason, words) => {
    expect(standingOf({ state, reason, lagMs: null })).toBe(words);
  });

  it('[HO33] how late the first word of a line was', () => {
    expect(standingOf({ state: 'said', reason: null, lagMs: 2_149 })).toBe('said, 2.1 s after it was told');
    expect(standingOf({ state: 'ready', reason: null, lagMs: 960 })).toBe('ready, 1.0 s after it was told');
  });
});
