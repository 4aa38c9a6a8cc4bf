import { HALF_HOUR_MS, type SpokenLine } from './spoken-match.js';

type Line = Pick<SpokenLine, 'atMs' | 'text'>;

const RUN_WORDS = 4;
const OPENING_WORDS = 3;
const OPENING_LINES = 50;

export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu, ''))
    .filter((word) => word !== '');
}

/** Sentences that came back within half an hour. */
export function repeatedSentences(lines: readonly Line[]): string[] {
  const last = new Map<string, number>();
  return lines.flatMap(({ atMs, text }) =>
    text.split(/(?<=[.!?।])\s+/).flatMap((sentence) => {
      const words = wordsOf(sentence).join(' ');
      const before = last.get(words);
      last.set(words, atMs);
      return before !== undefined && atMs - before <= HALF_HOUR_MS ? [sentence] : [];
    }),
  );
}

/** Of all runs of four words in these lines, how many are different ones. */
export function distinctRuns(lines: readonly Line[]): number {
  const runs = lines.flatMap(({ text }) => {
    const words = wordsOf(text);
    return words.slice(RUN_WORDS - 1).map((_, at) => words.slice(at, at + RUN_WORDS).join(' '));
  });
  return runs.length === 0 ? 1 : new Set(runs).size / runs.length;
}

/** The same in the half hour in which it is least. */
export function distinctRunsInHalfHour(lines: readonly Line[]): number {
  const windows = lines.map(({ atMs }) => lines.filter((one) => one.atMs <= atMs && one.atMs > atMs - HALF_HOUR_MS));
  return Math.min(1, ...windows.map(distinctRuns));
}

/** How often an opening is heard among fifty lines, where it is heard most. */
export function mostOpened(lines: readonly Line[]): number {
  const openings = lines.map(({ text }) => wordsOf(text).slice(0, OPENING_WORDS).join(' '));
  return Math.max(
    0,
    ...openings.map(
      (opening, at) =>
        openings.slice(Math.max(0, at - OPENING_LINES + 1), at + 1).filter((one) => one === opening).length,
    ),
  );
}
