import { remembered } from '../remembered.js';

/** What a channel has said lately, as far as it matters for what to say next. */
export interface Memory {
  heard(sentence: string): Heard;
  /** Anywhere, in whatever sentence. */
  hasMentioned(name: string): boolean;
}

/** What of a sentence was said before. */
export interface Heard {
  readonly isSaid: boolean;
  /** How many lines ago it was said last; the last line is one ago. */
  readonly linesAgo: number;
  /** In how many of the last lines the first three words were these. */
  readonly opened: number;
  /** How many of its runs of four words. */
  readonly repeats: number;
}

/** So many lines back an opening is remembered. */
const OPENINGS_LINES = 50;
const OPENING_WORDS = 3;
const RUN_WORDS = 4;
/** The lines of a few matches. */
const LINES_REMEMBERED = 10_000;

export function memoryOf(said: readonly string[]): Memory {
  const lines = said.map(readLine);
  const { lastAt, runs } = gatheredFrom(lines);
  const openings = new Map<string, number>();
  for (const { opening } of lines.slice(-OPENINGS_LINES)) {
    openings.set(opening, (openings.get(opening) ?? 0) + 1);
  }
  // Seldom asked for, and as long as all that was said.
  const row = once(() => lines.map(({ sentences }) => inRow(sentences)).join(''));
  const text = once(() => ` ${lines.map((line) => line.text).join(' ')} `);
  return {
    heard(sentence) {
      const words = wordsOf(sentence);
      // A name with a point in it makes two of one.
      const parts = sentence.slice(0, -1).includes('.') ? sentencesOf(sentence) : [words.join(' ')];
      return {
        isSaid: parts.length === 1 ? lastAt.has(parts[0] ?? '') : row().includes(inRow(parts)),
        linesAgo: said.length - (lastAt.get(parts[0] ?? '') ?? -Infinity),
        opened: openings.get(openingOf(words)) ?? 0,
        repeats: runsOf(words).filter((run) => runs.has(run)).length,
      };
    },
    hasMentioned: (name) => text().includes(` ${plain(name)} `),
  };
}

// Without lists in between: this is done for each line over all that were said before it.
function gatheredFrom(lines: readonly Line[]): { readonly lastAt: Map<string, number>; readonly runs: Set<string> } {
  const lastAt = new Map<string, number>();
  const runs = new Set<string>();
  for (const [at, line] of lines.entries()) {
    for (const sentence of line.sentences) lastAt.set(sentence, at);
    for (const run of line.runs) runs.add(run);
  }
  return { lastAt, runs };
}

function once(make: () => string): () => string {
  let made: string | undefined;
  return () => (made ??= make());
}

interface Line {
  readonly sentences: readonly string[];
  readonly opening: string;
  readonly runs: readonly string[];
  readonly text: string;
}

const readLine = remembered((line): Line => {
  const words = wordsOf(line);
  return { sentences: sentencesOf(line), opening: openingOf(words), runs: runsOf(words), text: words.join(' ') };
}, LINES_REMEMBERED);

/** Lower case and without signs. */
function sentencesOf(line: string): string[] {
  return line
    .split(/[.!?।…]+(?:\s+|$)/)
    .map(plain)
    .filter((sentence) => sentence !== '');
}

/** What is between two marks is a sentence. */
function inRow(sentences: readonly string[]): string {
  return sentences.map((sentence) => `|${sentence}|`).join('');
}

function plain(text: string): string {
  return wordsOf(text).join(' ');
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}’'–-]+/gu) ?? [];
}

function openingOf(words: readonly string[]): string {
  return words.slice(0, OPENING_WORDS).join(' ');
}

function runsOf(words: readonly string[]): string[] {
  return words.slice(RUN_WORDS - 1).map((_, at) => words.slice(at, at + RUN_WORDS).join(' '));
}
