import type { NameSpan } from './names.js';
import { numbersIn, type NumberSpan } from './numbers.js';
import { clauseAt, isInSentence, unitOf, type Reading } from './reading.js';
import { tokensOf } from './tokens.js';

/** Units of numbers that are no part of a match’s record. */
const BESIDE = new Set(['odd', 'times', 'from']);

/** Whether a host’s note, of which a line is made, has the number too: of something that is no part of a record. */
export function isNotedNumber(reading: Reading, number: NumberSpan): boolean {
  const { sheet, language, names, pairs } = reading;
  const noted = numbersIn(tokensOf(sheet.note ?? ''), language.numbers, () => true);
  if (!noted.some(({ value }) => value === number.value)) return false;
  const clause = clauseAt(reading, number.from);
  // “Rovers have two”.
  const isTheirs = names.some(
    ({ from, named }) => clauseAt(reading, from) === clause && named.some(({ kind }) => kind !== 'other'),
  );
  const unit = unitOf(reading, number);
  const isPaired = pairs.some(({ one, other }) => one === number || other === number);
  const isBeside = !isPaired && (unit === undefined ? !isTheirs : BESIDE.has(unit));
  return isBeside || isInSentence(reading, number.from, 'history', reading.claims);
}

/** Whether the note of which a line is made names the player too. */
export function isNotedName({ sheet, tokens }: Reading, { to }: NameSpan): boolean {
  if (sheet.isTimeless !== true) return false;
  return tokensOf(sheet.note ?? '').some(({ key }) => key === tokens[to]?.key);
}
