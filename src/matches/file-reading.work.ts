import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import { readMatchFile } from './model/files/read-match-file.js';
import type { ScriptedMatch, ScriptLine } from './model/script.js';

/** What the thread is asked. Lines are of the file that was read last. */
export type Question =
  { readonly kind: 'read'; readonly bytes: Uint8Array } | { readonly kind: 'lines'; readonly from: number };

export interface Answers {
  readonly read: Refusal | { readonly about: Omit<ScriptedMatch, 'lines'>; readonly lines: number };
  readonly lines: readonly ScriptLine[];
}

/** Taken over in one go, the lines of the largest file would hold up who asked for an eighth of a second. */
const LINES_AT_ONCE = 500;

let lines: readonly ScriptLine[] = [];

/** What the thread does: files are read here and nowhere else, so that the main thread never stalls. */
export function work(question: Question): Answers[Question['kind']] {
  return question.kind === 'read' ? read(question.bytes) : linesFrom(question.from);
}

function read(bytes: Uint8Array): Answers['read'] {
  const text = textOf(bytes);
  const match = isRefusal(text) ? text : readMatchFile(text);
  if (isRefusal(match)) return match;
  const { lines: told, ...about } = match;
  lines = told;
  return { about, lines: told.length };
}

function linesFrom(from: number): Answers['lines'] {
  const end = from + LINES_AT_ONCE;
  const some = lines.slice(from, end);
  if (end >= lines.length) lines = [];
  return some;
}

function textOf(bytes: Uint8Array): string | Refusal {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return refuse('matches.file-unreadable', 'The file is not UTF-8.');
    throw error;
  }
}
