import { isRefusal } from '../../../kernel/outcome.js';
import { EMPTY_BOOK, type Book, type Fact, type Fixture } from '../facts.js';
import { decide } from '../record.js';
import type { ScriptLine } from '../script.js';
import { NOTHING } from '../tally.js';
import { PROBLEMS_MAX, type Problem } from './problems.js';

/** What a line of a file says, and its number as editors count. */
export interface NumberedLine<Content> {
  readonly number: number;
  readonly content: Content;
}

/** Which lines a match would not take as it goes on from one to the next, and why. */
export function refusedLines(fixture: Fixture, lines: readonly NumberedLine<ScriptLine>[]): Problem[] {
  const problems: Problem[] = [];
  const told = new Map<string, Told>();
  let book: Book = EMPTY_BOOK;
  let before = 0;
  for (const line of lines) {
    const taken = take(fixture, book, told.get(line.content.key), { ...line, before });
    if ('what' in taken) problems.push(taken);
    else {
      told.set(line.content.key, taken);
      book = taken.book;
    }
    before = Math.max(before, line.content.afterMs);
    if (problems.length > PROBLEMS_MAX) break;
  }
  return problems;
}

interface Told {
  readonly number: number;
  readonly fact: Fact;
  readonly book: Book;
}

function take(
  fixture: Fixture,
  book: Book,
  known: Told | undefined,
  { number, content: line, before }: NumberedLine<ScriptLine> & { readonly before: number },
): Told | Problem {
  const place = `line ${number}`;
  if (line.afterMs < before) return { place: `${place}, at`, what: 'it is earlier than the line before' };
  if (line.op === 'add' && known !== undefined) {
    return { place: `${place}, key`, what: `line ${known.number} has the same` };
  }
  if (line.op !== 'add' && known === undefined) {
    return { place: `${place}, key`, what: `no line before has it, so there is nothing to ${line.op}` };
  }
  const outcome = decide(fixture, book, known?.fact, {
    ...line,
    id: line.key,
    occurredAt: line.afterMs,
    source: 'file',
  });
  if (isRefusal(outcome)) return { place, what: outcome.detail.replace(/\.$/, '') };
  if ('known' in outcome) return { number, fact: outcome.known, book };
  // What events add up to is no reason to refuse one, and would be added up for nothing.
  return { number: known?.number ?? number, fact: outcome.fact, book: { ...outcome.book, tally: NOTHING } };
}
