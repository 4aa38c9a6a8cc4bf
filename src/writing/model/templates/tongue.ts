import type { Side, Sport } from '../../../wire/sports.js';
import type { Minute } from '../fact-sheet.js';
import type { PhraseBook } from './phrase.js';

/** Masculine, feminine, or before a postposition: languages that know no such thing have one word for all. */
export type Form = 'm' | 'f' | 'oblique';

export interface Names {
  readonly home: string;
  readonly away: string;
}

export type Score = Readonly<Record<Side, number>>;

/** How a language says what a sheet holds in numbers, and its phrases. */
export interface Tongue {
  readonly books: Partial<Record<Sport, PhraseBook>>;
  /** For sports without a book of their own. */
  readonly common: PhraseBook;
  /** What a sentence ends with. */
  readonly stop: string;
  cardinal(value: number): string;
  ordinal(value: number, form: Form): string;
  /** When something happened: in the sixty-third minute. */
  minute(minute: Minute): string;
  /** Who is ahead and by what: two–one to Rivermouth. */
  score(names: Names, score: Score): string;
  /** Both sides with their goals, the home side first. */
  full(names: Names, score: Score): string;
  /** Of an innings. */
  total(runs: number, wickets: number): string;
  /** Of a bowler. */
  figures(wickets: number, runs: number): string;
  /** A side with its total. */
  totalOf(side: string, total: string): string;
  overs(overs: string): string;
  wickets(value: number): string;
  runs(value: number): string;
  balls(value: number): string;
  fours(value: number): string;
  sixes(value: number): string;
  goals(value: number): string;
  minutes(value: number): string;
  /** Somebody of whom the shirt alone is known. */
  shirt(number: number, side: string | null): string;
  list(items: readonly string[]): string;
}
