import type { FactSheet } from '../fact-sheet.js';

/** What a line is asked for: of a task of the port, all that templates look at. */
export interface LineTask {
  readonly sheet: FactSheet;
  readonly voice: 'play' | 'colour';
  readonly style: 'calm' | 'excited' | 'grave';
  readonly wordsMax: number;
  readonly said: readonly string[];
  readonly seed: number;
}
