import type { FactSheet } from '../../../writing/model/fact-sheet.js';
import { evidenceOf } from './evidence.js';
import type { Evidence } from './happening.js';
import type { Finding, Rule } from './finding.js';
import type { Language } from './language.js';
import { nameBookOf, namesIn, type NameBook, type NameSpan } from './names.js';
import { numbersIn, type NumberSpan } from './numbers.js';
import { pairsIn, type NumberPair } from './pairs.js';
import { phrasesIn, type Phrase } from './patterns.js';
import { quotedIn } from './quoted.js';
import { tokensOf, type Token } from './tokens.js';

/** A line taken apart: what each part of it is. */
export interface Reading {
  readonly sheet: FactSheet;
  readonly language: Language;
  readonly tokens: readonly Token[];
  readonly names: readonly NameSpan[];
  readonly numbers: readonly NumberSpan[];
  readonly pairs: readonly NumberPair[];
  /** What is said to happen. */
  readonly happenings: readonly Phrase[];
  /** What changes how other words are meant. */
  readonly context: readonly Phrase[];
  readonly claims: readonly Phrase[];
  readonly periods: readonly Phrase[];
  readonly units: readonly Phrase[];
  readonly evidence: readonly Evidence[];
  readonly isQuiet: boolean;
  /** What is said in the words of a host’s note. */
  readonly quoted: ReadonlySet<number>;
}

export interface Place {
  readonly from: number;
  readonly to: number;
}

interface Known {
  readonly names: NameBook;
  readonly evidence: readonly Evidence[];
}

/** What a sheet says is the same for every line that is checked by it: each sentence of a writer, and what stands in for it. */
const KNOWN = new WeakMap<FactSheet, Known>();

function knownOf(sheet: FactSheet, language: Language): Known {
  const known = KNOWN.get(sheet) ?? { names: nameBookOf(sheet, language.isWord), evidence: evidenceOf(sheet) };
  KNOWN.set(sheet, known);
  return known;
}

export function readingOf(text: string, sheet: FactSheet, language: Language): Reading {
  const tokens = tokensOf(text);
  const known = knownOf(sheet, language);
  const names = namesIn(tokens, known.names);
  const named = new Set(names.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at)));
  const isFree = (at: number): boolean => !named.has(at);
  const sport = sheet.sport === 'cricket' ? 'cricket' : 'football';
  // What stands for something harmless, such as “at the other end”, stands for nothing else as well.
  const context = phrasesIn(tokens, language.context, isFree);
  const neutral = placesOf(context.filter(({ tags }) => tags.some(({ idea }) => idea === 'neutral')));
  const numbers = numbersIn(tokens, language.numbers, isFree);
  const pairs = sport === 'cricket' ? pairsIn(tokens, numbers) : [];
  // A word of “forty-six” or of “50 for six” is no six.
  const bound = placesOf([
    ...numbers.filter(({ from, to }) => to > from),
    ...pairs.flatMap(({ one, other }) => [one, ...(other === undefined ? [] : [other])]),
  ]);
  const isOpen = (at: number): boolean => isFree(at) && !neutral.has(at) && !bound.has(at);
  return {
    sheet,
    language,
    tokens,
    names,
    numbers,
    pairs,
    happenings: phrasesIn(tokens, language.happenings[sport], isOpen),
    context,
    claims: phrasesIn(tokens, language.claims, isFree),
    periods: phrasesIn(tokens, language.periods, (at) => isFree(at) && !bound.has(at)),
    units: phrasesIn(tokens, language.units, isFree),
    evidence: known.evidence,
    isQuiet: sheet.moments.length === 0,
    quoted: quotedIn(tokens, sheet.note),
  };
}

export function placesOf(phrases: readonly Place[]): ReadonlySet<number> {
  return new Set(phrases.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at)));
}

export function finding({ tokens }: Reading, rule: Rule, says: string, { from, to }: Place): Finding {
  return { rule, says, start: tokens[from]?.start ?? 0, end: tokens[to]?.end ?? 0 };
}

export function clauseAt({ tokens }: Reading, at: number): number {
  return tokens[at]?.clause ?? -1;
}

export function sentenceAt({ tokens }: Reading, at: number): number {
  return tokens[at]?.sentence ?? -1;
}

export function has(phrase: Phrase, idea: string): boolean {
  return phrase.tags.some((tag) => tag.idea === idea);
}

/** Whether something of that meaning stands in the same clause. */
export function isInClause(
  reading: Reading,
  at: number,
  idea: string,
  among: readonly Phrase[] = reading.context,
): boolean {
  const clause = clauseAt(reading, at);
  return among.some((phrase) => has(phrase, idea) && clauseAt(reading, phrase.from) === clause);
}

export function isInSentence(
  reading: Reading,
  at: number,
  idea: string,
  among: readonly Phrase[] = reading.context,
): boolean {
  const sentence = sentenceAt(reading, at);
  return among.some((phrase) => has(phrase, idea) && sentenceAt(reading, phrase.from) === sentence);
}

export function isInLine(idea: string, among: readonly Phrase[]): boolean {
  return among.some((phrase) => has(phrase, idea));
}

/** The words before a place, the nearest first, within its clause. */
export function keyBefore({ tokens }: Reading, at: number, back = 1): string {
  const token = tokens[at - back];
  return token !== undefined && token.clause === tokens[at]?.clause ? token.key : '';
}

export function keyAfter({ tokens }: Reading, at: number, ahead = 1): string {
  const token = tokens[at + ahead];
  return token !== undefined && token.clause === tokens[at]?.clause ? token.key : '';
}

/** What stands beside a number and says of what it is: right after it, or after a word or two. */
export function unitOf(reading: Reading, number: NumberSpan): string | undefined {
  const clause = reading.tokens[number.to]?.clause;
  const unit = reading.units.find(
    ({ from }) =>
      from > number.to &&
      from - number.to <= (number.isOrdinal ? 2 : 3) &&
      reading.tokens[from]?.clause === clause &&
      isStraight(reading, number.to + 1, from),
  );
  return unit?.tags[0]?.idea;
}

const HITS: Readonly<Record<number, readonly string[]>> = { 4: ['four'], 6: ['six'] };
/** What makes a four a number: four balls, four wickets, four needed. */
const COUNTING = new Set([
  'over',
  'ball',
  'wicket',
  'need',
  'spare',
  'hand',
  'run',
  'catch',
  'dot',
  'four',
  'six',
  'boundary',
]);

/** Whether a four or six is what a ball was, and counts nothing. */
export function isHit(reading: Reading, number: NumberSpan): boolean {
  const ideas = HITS[number.value];
  if (ideas === undefined || !number.isWord || number.isOrdinal || reading.sheet.sport !== 'cricket') return false;
  if (reading.pairs.some(({ one, other }) => one === number || other === number)) return false;
  if (COUNTING.has(unitOf(reading, number) ?? '') || isInClause(reading, number.from, 'need', reading.units))
    return false;
  return reading.happenings.some(
    (one) => one.from <= number.from && one.to >= number.to && ideas.some((idea) => has(one, idea)),
  );
}

const TURNS = new Set(['and', 'then', 'of', 'for', 'from', 'off', 'in', 'to', 'और', 'पर']);

/** Nothing between a number and its unit begins something else. */
function isStraight({ tokens, numbers }: Reading, from: number, to: number): boolean {
  return (
    tokens.slice(from, to).every(({ key }) => !TURNS.has(key)) &&
    !numbers.some((other) => other.from >= from && other.to < to)
  );
}
