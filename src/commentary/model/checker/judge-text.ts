import { remembered } from '../../../writing/model/remembered.js';
import type { Bounds, Finding, Rule } from './finding.js';
import { keyOf } from './tokens.js';

const SECRET_RUN = 6;
/** Of so many lines back a sentence is remembered: half an hour of them. */
const SAID_LATELY = 300;
/** The lines of a few matches. */
const LINES_REMEMBERED = 10_000;
/** What no voice can say and no line needs. Every alternative is of one character, or of a bounded run. */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/[<>{}[\]\\`|~^*_#=]/u, 'markup'],
  [/&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,10});/iu, 'an entity'],
  [/%[0-9a-f]{2}/iu, 'an encoding'],
  [/\p{Cc}/u, 'a control character'],
  // Joiners are judged apart.
  [/(?![\u200c\u200d])\p{Cf}|\p{Zl}|\p{Zp}|\p{Co}/u, 'an invisible character'],
  [
    /\u034f|\u115f|\u1160|\u17b4|\u17b5|[\u180b-\u180e]|\u3164|\p{Variation_Selector}|\uffa0/u,
    'an invisible character',
  ],
  [/[\u{e0000}-\u{e0fff}]|[\u{1d400}-\u{1d7ff}]|[\u{1f000}-\u{1faff}]/u, 'a character for no voice'],
  [/\ud83d|\ufffd/u, 'half a character'],
];
const ADDRESSES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:https?|ftp|www|mailto|javascript|data)[:.]/iu, 'an address of the web'],
  [/[\p{L}\p{N}]@[\p{L}\p{N}]/u, 'an e-mail address'],
  [/(?:^|\s)@[\p{L}\p{N}]/u, 'an account'],
  [
    /\p{L}\.(?:com|org|net|io|co|uk|in|tv|gg|xyz|info|biz|app|dev|ru|de|me|ly|example|test)\b/iu,
    'an address of the web',
  ],
  [/(?:\d[\s().-]{0,2}){7,}/u, 'a telephone number'],
  [/[A-Za-z0-9+/]{24,}={0,2}/u, 'something encoded'],
  [/\b[0-9a-f]{16,}\b/iu, 'something encoded'],
  [/\p{L}[\p{L}\p{M}]*[\u0400-\u04ff\u0370-\u03ff][\p{L}\p{M}]*/u, 'letters of another script'],
];
// Joiners are needed in Devanagari, between two of its letters, and nowhere else.
const JOINER = /(?<![\u0900-\u097f])[\u200c\u200d]|[\u200c\u200d](?![\u0900-\u097f])/u;

/** What can be seen without knowing what the words mean. */
export function judgeText(text: string, { wordsMax, said, secrets = [] }: Bounds): readonly Finding[] {
  return [
    ...found(MARKS, text, 'markup'),
    ...found([[JOINER, 'an invisible character']], text, 'markup'),
    ...found(ADDRESSES, text, 'claim'),
    ...lengthOf(text, wordsMax),
    ...repeats(text, said),
    ...leaks(text, secrets),
  ];
}

function found(patterns: readonly (readonly [RegExp, string])[], text: string, rule: Rule): readonly Finding[] {
  return patterns.flatMap(([pattern, what]) => {
    const match = pattern.exec(text);
    return match === null
      ? []
      : [{ rule, says: `it holds ${what}`, start: match.index, end: match.index + match[0].length }];
  });
}

function lengthOf(text: string, wordsMax: number): readonly Finding[] {
  const words = wordsIn(text);
  if (words.length === 0) return [{ rule: 'length', says: 'it says nothing', start: 0, end: text.length }];
  if (words.length <= wordsMax) return [];
  return [{ rule: 'length', says: `${words.length} words, and ${wordsMax} fit`, start: 0, end: text.length }];
}

/** The same sentence as one that was said, whatever its case and marks. */
function repeats(text: string, all: readonly string[]): readonly Finding[] {
  const said = all.slice(-SAID_LATELY).map(readLine);
  const before = new Set(said.flatMap(({ ofNote }) => ofNote));
  const whole = wordsIn(text).join(' ');
  if (said.some((line) => line.whole === whole))
    return [{ rule: 'repeat', says: 'it was said', start: 0, end: text.length }];
  return sentencesIn(text).flatMap(({ words, start, end }): Finding[] =>
    before.has(words) ? [{ rule: 'repeat', says: 'it was said', start, end }] : [],
  );
}

/** A sentence as short as “Goal for Rovers!” may come again beside something new. */
const WORDS_OF_NOTE = 4;

const readLine = remembered((line) => {
  const whole = wordsIn(line).join(' ');
  const all = [whole, ...sentencesIn(line).map(({ words }) => words)];
  return { whole, ofNote: all.filter((words) => words.split(' ').length >= WORDS_OF_NOTE) };
}, LINES_REMEMBERED);

function sentencesIn(
  text: string,
): readonly { readonly words: string; readonly start: number; readonly end: number }[] {
  return [...text.matchAll(/[^.!?।]+/gu)].map(({ 0: sentence, index }) => {
    return { words: wordsIn(sentence).join(' '), start: index, end: index + sentence.length };
  });
}

function leaks(text: string, secrets: readonly string[]): readonly Finding[] {
  if (secrets.length === 0) return [];
  const runs = new Set(secrets.flatMap(runsOfSecret));
  const leaked = runsIn(wordsIn(text)).some((run) => runs.has(run));
  return leaked ? [{ rule: 'leak', says: 'it says what writers were told', start: 0, end: text.length }] : [];
}

const runsOfSecret = remembered((secret) => runsIn(wordsIn(secret)), 100);

function runsIn(words: readonly string[]): string[] {
  return words
    .slice(0, Math.max(0, words.length - SECRET_RUN + 1))
    .map((_, at) => words.slice(at, at + SECRET_RUN).join(' '));
}

export function wordsIn(text: string): string[] {
  return (text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’]*/gu) ?? []).map((word) => keyOf(word));
}
