import type { Span } from './sentences.js';
import type { WordTiming } from './tokens.js';

/** A place in the text that is shown, and what is said there instead: a place in the text that is spoken. */
export interface Replacement {
  readonly shown: Span;
  readonly spoken: Span;
}

/** A text as people see it, and as an engine gets it. Only pronunciations make the two differ. */
export interface SpokenText {
  readonly text: string;
  readonly spoken: string;
  /** In order, not overlapping. */
  readonly replacements: readonly Replacement[];
}

/** How words are said, ready to be looked up. */
export interface Pronunciations {
  readonly sayAs: ReadonlyMap<string, string>;
  /** The longest entry, in words and signs. */
  readonly wordsMax: number;
}

export const NO_PRONUNCIATIONS: Pronunciations = { sayAs: new Map(), wordsMax: 0 };

// Words as Unicode counts them, a number with its points as one; every sign by itself.
const WORDS = /\p{Nd}+(?:[.,:–-]\p{Nd}+)+(?!\p{L})|[\p{L}\p{M}\p{N}\u200C\u200D]+|[^\s\p{L}\p{M}\p{N}]/gu;

/** Word → say as. Of an entry that stands in several lists the last counts: the channel's after the installation's. */
export function pronunciations(...lists: readonly Readonly<Record<string, string>>[]): Pronunciations {
  const sayAs = new Map<string, string>();
  let wordsMax = 0;
  for (const [word, said] of lists.flatMap((list) => Object.entries(list))) {
    const words = wordsOf(word);
    if (words.length === 0) continue;
    sayAs.set(keyOf(words), said);
    wordsMax = Math.max(wordsMax, words.length);
  }
  return { sayAs, wordsMax };
}

/** Replaces whole words, whatever their case, the longest entry first. What is put in is not looked up again. */
export function pronounce(text: string, { sayAs, wordsMax }: Pronunciations): SpokenText {
  const words = wordsOf(text);
  const replacements: Replacement[] = [];
  let spoken = '';
  let copied = 0;
  for (let at = 0; at < words.length;) {
    const found = longestAt(words, at, { sayAs, wordsMax });
    if (found !== undefined) {
      spoken += text.slice(copied, found.shown.start);
      const start = spoken.length;
      spoken += found.said;
      replacements.push({ shown: found.shown, spoken: { start, end: spoken.length } });
      copied = found.shown.end;
    }
    at += found?.words ?? 1;
  }
  return { text, spoken: spoken + text.slice(copied), replacements };
}

/** Where in the shown text it stands what is spoken there: of a replacement always the whole. */
export function shownSpan({ replacements }: SpokenText, spoken: Span): Span {
  let start = spoken.start;
  let end = spoken.end;
  for (const replacement of replacements) {
    if (spoken.start >= replacement.spoken.end) start = spoken.start + replacement.shown.end - replacement.spoken.end;
    else if (spoken.start >= replacement.spoken.start) start = replacement.shown.start;
    if (spoken.end >= replacement.spoken.end) end = spoken.end + replacement.shown.end - replacement.spoken.end;
    else if (spoken.end > replacement.spoken.start) end = replacement.shown.end;
  }
  return { start, end };
}

/** The timings of spoken words as timings of shown ones. Several words said for one become one. */
export function shownWords(text: SpokenText, words: readonly WordTiming[]): WordTiming[] {
  const shown: WordTiming[] = [];
  for (const word of words) {
    const span = shownSpan(text, word);
    const last = shown.at(-1);
    if (last === undefined || span.start >= last.end) shown.push({ ...span, startMs: word.startMs, endMs: word.endMs });
    else shown[shown.length - 1] = { ...last, end: Math.max(last.end, span.end), endMs: word.endMs };
  }
  return shown;
}

interface Word extends Span {
  readonly key: string;
}

function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(WORDS), ({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    key: word.toLowerCase().replace('’', "'"),
  }));
}

function keyOf(words: readonly Word[]): string {
  return words.map((word) => word.key).join(' ');
}

interface Found {
  readonly shown: Span;
  readonly said: string;
  readonly words: number;
}

function longestAt(words: readonly Word[], at: number, { sayAs, wordsMax }: Pronunciations): Found | undefined {
  for (let count = Math.min(wordsMax, words.length - at); count > 0; count -= 1) {
    const run = words.slice(at, at + count);
    const said = sayAs.get(keyOf(run));
    const [first, last] = [run[0], run.at(-1)];
    if (said !== undefined && first !== undefined && last !== undefined) {
      return { shown: { start: first.start, end: last.end }, said, words: count };
    }
  }
  return undefined;
}
