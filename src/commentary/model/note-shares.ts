import { plainNote as plainSentences, unsaidOf } from '../../radio/model/plain-note.js';
import { NOTE_MAX, plainNote } from './plain-names.js';

/** As much of a note as a sheet holds. */
export interface Share {
  /** As a writer is told it. Nothing: no writer may be told, and it is said as its host wrote it. */
  readonly told: string | null;
  /** The same where nobody writes. */
  readonly plainly: readonly string[];
}

/** What of a host’s note was not said yet, in its order, in shares. */
export function sharesOf(note: string, language: string, written: readonly string[]): readonly Share[] {
  const shares: Share[] = [];
  for (const sentence of unsaidOf(plainSentences(note, language), written)) {
    const told = sentence.length > NOTE_MAX ? null : plainNote(sentence);
    const last = shares.at(-1);
    const joined = last === undefined || last.told === null || told === null ? undefined : `${last.told} ${told}`;
    if (last === undefined || joined === undefined || joined.length > NOTE_MAX)
      shares.push({ told, plainly: [sentence] });
    else shares.splice(-1, 1, { told: joined, plainly: [...last.plainly, sentence] });
  }
  return shares;
}
