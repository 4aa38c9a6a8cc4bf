import type { FactSheet, Moment, Standing } from '../../src/writing/model/fact-sheet.js';
import type { WritingTask } from '../../src/writing/writing.port.js';

const NIL_NIL: Standing = {
  segment: 'first_half',
  minute: { minute: 17, added: null },
  score: { home: 0, away: 0 },
  shootout: null,
  innings: [],
  finish: null,
};
const ONE_NIL: Standing = { ...NIL_NIL, score: { home: 1, away: 0 } };

export const GOAL: Moment = {
  seq: 4,
  fact: 'goal-1',
  news: 'happened',
  isSure: true,
  type: 'goal',
  subtype: null,
  side: 'home',
  people: [{ role: 'scorer', name: 'Ada Kerr', number: 9, side: 'home' }],
  made: null,
  delivery: null,
  before: NIL_NIL,
  after: ONE_NIL,
  told: null,
  occurredAt: 1_000_000,
  recordedAt: 1_001_000,
};

export const SHEET: FactSheet = {
  sport: 'football',
  language: 'en',
  competition: 'Northern League',
  venue: 'Mill Lane',
  home: { name: 'Rovers', short: 'ROV', players: [{ name: 'Ada Kerr', number: 9 }] },
  away: { name: 'United', short: 'UTD', players: [{ name: 'Bo Lind', number: 1 }] },
  moments: [GOAL],
  standing: ONE_NIL,
  threads: [{ kind: 'lead', side: 'home', how: 'opens' }],
  tallies: [],
  waits: [],
  cards: [],
  earlier: [],
  note: null,
};

/** A goal to be told, and what the test says of it. */
export function taskOf(task: Partial<WritingTask> = {}, sheet: Partial<FactSheet> = {}): WritingTask {
  return {
    voice: 'play',
    style: 'excited',
    wordsMax: 30,
    said: ['We are under way.'],
    seed: 7,
    ...task,
    sheet: { ...SHEET, ...task.sheet, ...sheet },
  };
}
