import type { Line } from './places.js';

/** The lines that have every word that was typed, in any order, whatever its case and accents; all where nothing was. */
export function findLines(lines: readonly Line[], typed: string): readonly Line[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  return words.length === 0 ? lines : lines.filter(({ body }) => words.every((word) => plain(body).includes(word)));
}

function plain(text: string): string {
  // What Latin letters wear is taken off; vowel signs of other scripts are letters of their own.
  return text
    .normalize('NFD')
    .replace(/\p{Script=Inherited}/gu, '')
    .normalize('NFC')
    .toLowerCase();
}
