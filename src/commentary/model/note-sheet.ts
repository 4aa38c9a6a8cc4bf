import type { FactSheet, SheetSide, Standing } from '../../writing/model/fact-sheet.js';
import type { ToldMatch } from './story/known.js';
import { plainMatch } from './story/plain-told.js';

const NOBODY: SheetSide = { name: '', short: '', players: [] };
const NO_STANDING: Standing = {
  segment: null,
  minute: null,
  score: { home: 0, away: 0 },
  shootout: null,
  innings: [],
  finish: null,
};

/**
 * What may be spoken of in a note beside what it says itself: whose match it is, and nothing of what happens in it. When a
 * note sounds is its channel’s affair, and by then a score may be another.
 */
export function noteSheet(match: ToldMatch | undefined, language: string): FactSheet {
  const plain = match === undefined ? undefined : plainMatch(match);
  return {
    sport: plain?.sport ?? 'football',
    language,
    competition: plain?.competition ?? null,
    venue: plain?.info.venue ?? null,
    home: plain?.home ?? NOBODY,
    away: plain?.away ?? NOBODY,
    moments: [],
    standing: NO_STANDING,
    isTimeless: true,
    threads: [],
    tallies: [],
    waits: [],
    cards: [],
    earlier: [],
    note: null,
  };
}
