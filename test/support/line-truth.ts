import type { ScriptedMatch } from '../../src/matches/model/script.js';
import type { MatchEvent, MatchState } from '../../src/wire/matches.js';
import type { FactSheet } from '../../src/writing/model/fact-sheet.js';

const ENGLISH = [
  'nil',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const HINDI = ['शून्य', 'एक', 'दो', 'तीन', 'चार', 'पाँच', 'छह', 'सात', 'आठ', 'नौ', 'दस', 'ग्यारह', 'बारह'];

export type ReadLanguage = 'en' | 'hi';

/** A line, and what the record had at a moment when it may have been true. */
export interface Reading {
  readonly match: ScriptedMatch;
  readonly language: ReadLanguage;
  readonly text: string;
  readonly state: MatchState;
  /** What stood by then, as it was told last. */
  readonly facts: readonly MatchEvent[];
  /** All that was ever told of what the line is about; nothing where it is about how things stand. */
  readonly about: readonly MatchEvent[];
}

/** A number as it is said, or written. */
export function countOf(language: ReadLanguage, word: string): number | null {
  if (/^\d+$/.test(word)) return Number(word);
  const at = (language === 'hi' ? HINDI : ENGLISH).indexOf(word.toLowerCase());
  return at < 0 ? null : at;
}

/** What a line says that its sheet does not hold, as far as a reader without a grammar can see it. */
export function faultsIn(sheet: FactSheet, text: string): string[] {
  const { earlier: _, ...now } = sheet;
  const held = JSON.stringify(now);
  const { home, away, standing } = sheet;
  const language = sheet.language === 'hi' ? 'hi' : 'en';
  const pairs = [standing.score, ...(standing.shootout === null ? [] : [kicksIn(standing.shootout)])];
  const faults = [
    ...(/[<>*_#{}[\]|~]|\s\s|undefined|null/.test(text) ? ['markup'] : []),
    ...strangersIn(language, held, text),
    ...numbersIn(sheet, held, text),
    ...(sheet.sport === 'football' ? scoresIn({ language, home, away, pairs }, text) : []),
  ];
  return faults.map((fault) => `${fault}: ${text}`);
}

// Beside names only the first word of a sentence has a capital letter, and Hindi has no Latin word but names.
export function strangersIn(language: ReadLanguage, held: string, text: string): string[] {
  const known = new Set(held.match(/\p{L}+/gu));
  const words = language === 'hi' ? text.match(/[A-Za-z]+/g) : text.match(/(?<![.!?] )(?<!^)\b\p{Lu}\p{L}*/gu);
  return (words ?? []).filter((word) => !known.has(word)).map((word) => `stranger ${word}`);
}

function numbersIn({ standing }: FactSheet, held: string, text: string): string[] {
  const known = new Set(held.match(/\d+/g));
  const minute = standing.minute?.minute ?? 0;
  return (text.match(/\d+/g) ?? [])
    .filter((number) => !known.has(number) && Number(number) !== minute)
    .map((number) => `number ${number}`);
}

interface Pair {
  readonly home: number;
  readonly away: number;
}

export interface WithScores {
  readonly language: ReadLanguage;
  readonly home: { readonly name: string };
  readonly away: { readonly name: string };
  /** The score, and that of a shootout. */
  readonly pairs: readonly Pair[];
}

/** Every pair of figures, and every pair of names with figures, against the score or the shootout. */
export function scoresIn({ home, away, pairs, language }: WithScores, text: string): string[] {
  const valueOf = (word: string): number => countOf(language, word) ?? -1;
  const isTrue = (of: Pair): boolean => pairs.some((pair) => pair.home === of.home && pair.away === of.away);
  const faults: string[] = [];
  const word = '([\\p{L}\\p{M}]+)';
  for (const [said, one = '', other = ''] of text.matchAll(new RegExp(`${word}–${word}`, 'gu'))) {
    const high = valueOf(one);
    const low = other.toLowerCase() === 'all' ? high : valueOf(other);
    if (high < 0 || low < 0) continue;
    if (!isTrue({ home: high, away: low }) && !isTrue({ home: low, away: high })) faults.push(`score ${said}`);
  }
  const full = new RegExp(`${home.name} ${word}, ${away.name} ${word}`, 'gu');
  for (const [said, one = '', other = ''] of text.matchAll(full)) {
    const isScore = valueOf(one) >= 0 && valueOf(other) >= 0;
    if (isScore && !isTrue({ home: valueOf(one), away: valueOf(other) })) faults.push(`score ${said}`);
  }
  const ahead =
    language === 'hi'
      ? new RegExp(`(${home.name}|${away.name}) ${word}–${word} से आगे`, 'gu')
      : new RegExp(`${word}–${word} to (${home.name}|${away.name})`, 'giu');
  for (const [said, ...groups] of text.matchAll(ahead)) {
    const [more, fewer, name] = language === 'hi' ? [groups[1], groups[2], groups[0]] : groups;
    const [high, low] = [valueOf(more ?? ''), valueOf(fewer ?? '')];
    if (!isTrue(name === home.name ? { home: high, away: low } : { home: low, away: high }))
      faults.push(`score ${said}`);
  }
  return faults;
}

function kicksIn({ home, away }: NonNullable<FactSheet['standing']['shootout']>): Pair {
  return { home: home.made, away: away.made };
}
