import type { FactSheet } from '../../../writing/model/fact-sheet.js';
import { ENGLISH } from './en/english.js';
import type { Bounds, Finding } from './finding.js';
import { HINDI } from './hi/hindi.js';
import { judgeHappenings } from './judge-happenings.js';
import { judgePlayers, judgeUnknownNames } from './judge-names.js';
import { judgeNumbers } from './judge-numbers.js';
import { judgeClaims, judgeHedges, judgePeriods } from './judge-rest.js';
import { judgeScores } from './judge-scores.js';
import { judgeSides } from './judge-sides.js';
import { judgeText } from './judge-text.js';
import type { Language } from './language.js';
import { readingOf } from './reading.js';

const LANGUAGES: Readonly<Record<string, Language>> = { en: ENGLISH, hi: HINDI };
/** What is longer is no line, and is not read to its end. */
const LENGTH_MAX = 2_000;

/** Whether lines of that language can be checked: a tag such as en or hi-IN. */
export function isChecked(language: string): boolean {
  return languageOf(language) !== undefined;
}

/** All that is wrong with a line, by what its sheet holds. What is in another language than its sheet’s is nothing but wrong. */
export function check(text: string, sheet: FactSheet, bounds: Bounds): readonly Finding[] {
  const language = languageOf(sheet.language);
  if (language === undefined)
    return [{ rule: 'claim', says: 'nobody can check this language', start: 0, end: text.length }];
  if (text.length > LENGTH_MAX) return [{ rule: 'length', says: 'it is far too long', start: 0, end: text.length }];
  const seen = judgeText(text, bounds);
  const reading = readingOf(text, sheet, language);
  const happenings = judgeHappenings(reading);
  const scores =
    sheet.sport === 'football'
      ? judgeScores(reading)
      : { findings: [], taken: new Set<never>(), sides: new Set<never>() };
  return [
    ...seen,
    ...judgeUnknownNames(reading),
    ...happenings.findings,
    ...scores.findings,
    ...judgePlayers(reading, happenings.attached),
    ...judgeSides(reading, happenings.attached, scores.sides),
    ...judgeNumbers(reading, scores.taken),
    ...judgePeriods(reading),
    ...judgeHedges(reading),
    ...judgeClaims(reading),
  ].toSorted((one, other) => one.start - other.start);
}

function languageOf(tag: string): Language | undefined {
  const [primary = ''] = tag.toLowerCase().split('-');
  return Object.hasOwn(LANGUAGES, primary) ? LANGUAGES[primary] : undefined;
}
