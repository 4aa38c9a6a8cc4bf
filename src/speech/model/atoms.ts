import { primaryTag, soundMs } from './expected.js';
import { NO_PRONUNCIATIONS, pronounce, type Pronunciations } from './pronounce.js';
import { staysOpen, type Span } from './sentences.js';

/** What is not split: a word, or the words of one pronunciation. */
export interface Atom extends Span {
  readonly soundMs: number;
  readonly joint: Joint;
}

/** How good a place it is to stop after an atom. */
export type Joint = 3 | 2 | 1 | 0 | -1;
const CLAUSE = 3;
const COMMA = 2;
const CONJUNCTION = 1;
const GLUED = -1;

const CONJUNCTIONS: Readonly<Record<string, ReadonlySet<string>>> = {
  en: setOf('and but or nor so yet while as because when where which who whose if although though before after until'),
  hi: setOf('और लेकिन मगर पर परंतु या क्योंकि जबकि कि तो जब जो इसलिए ताकि'),
  es: setOf('y e pero o u mientras porque cuando que quien donde aunque si como'),
  fr: setOf('et mais ou car donc ni or tandis pendant parce quand qui que où si comme'),
  pt: setOf('e mas ou enquanto porque quando que quem onde embora se como pois'),
  de: setOf('und aber oder denn sondern weil während dass wenn als ob obwohl nachdem bevor bis'),
};

export interface AtomOptions {
  readonly language: string;
  readonly pronunciations?: Pronunciations;
  /** A single word that takes longer than this is cut all the same. */
  readonly soundMsMax: number;
}

/** No language has such a word, so it is cut into small parts wherever that falls. */
const CUT_LETTERS = 8;
/** A number may take this much longer as a whole than its parts do. */
const CUT_MARGIN = 1.7;

export function atomsOf(text: string, sentence: Span, options: AtomOptions): readonly Atom[] {
  const { language, pronunciations = NO_PRONUNCIATIONS, soundMsMax } = options;
  const said = (from: number, to: number): number =>
    soundMs(pronounce(text.slice(from, to), pronunciations).spoken, language);
  const words = joinReplaced(wordsIn(text, sentence), pronounced(text, sentence, pronunciations));
  return words.flatMap((word, at) => {
    const next = words[at + 1];
    const ms = said(word.start, next?.start ?? word.end);
    if (ms > soundMsMax)
      return cutWord(text, word).map((part) => ({
        ...part,
        soundMs: CUT_MARGIN * said(part.start, part.end),
        joint: 0,
      }));
    const joint = jointBetween(text.slice(word.start, word.end), next && text.slice(next.start, next.end), language);
    return [{ ...word, soundMs: ms, joint }];
  });
}

// A long dash parts words also where no space stands around it.
function wordsIn(text: string, { start, end }: Span): Span[] {
  return Array.from(text.slice(start, end).matchAll(/[^\s—]+—*|—+/gu), ({ 0: word, index }) => ({
    start: start + index,
    end: start + index + word.length,
  }));
}

function pronounced(text: string, { start, end }: Span, pronunciations: Pronunciations): Span[] {
  return pronounce(text.slice(start, end), pronunciations).replacements.map(({ shown }) => ({
    start: start + shown.start,
    end: start + shown.end,
  }));
}

function joinReplaced(words: readonly Span[], replaced: readonly Span[]): Span[] {
  const joined: Span[] = [];
  let at = 0;
  for (const word of words) {
    const last = joined.at(-1);
    while ((replaced[at]?.end ?? Number.POSITIVE_INFINITY) <= word.start) at += 1;
    if (last !== undefined && (replaced[at]?.start ?? Number.POSITIVE_INFINITY) < last.end) {
      joined[joined.length - 1] = { start: last.start, end: word.end };
    } else joined.push(word);
  }
  return joined;
}

function cutWord(text: string, { start, end }: Span): Span[] {
  const letters = Array.from(new Intl.Segmenter().segment(text.slice(start, end)), ({ index }) => start + index);
  return letters
    .filter((_letter, at) => at % CUT_LETTERS === 0)
    .map((from, part) => ({ start: from, end: letters[(part + 1) * CUT_LETTERS] ?? end }));
}

function jointBetween(word: string, next: string | undefined, language: string): Joint {
  if (next === undefined) return CLAUSE;
  if (isGlued(word, next) || staysOpen(word, next, language)) return GLUED;
  if (/(?:[.!?…।॥;:]["'”“’»)]{0,3}|[–—-])$/u.test(word)) return CLAUSE;
  if (/^[–—(«“¿¡-]/u.test(next)) return CLAUSE;
  if (/[,،、)]["'”’»]{0,3}$/u.test(word)) return COMMA;
  return CONJUNCTIONS[primaryTag(language)]?.has(next.toLowerCase()) === true ? CONJUNCTION : 0;
}

// 2 – 1, 54 312, and the signs that French sets apart.
function isGlued(word: string, next: string): boolean {
  if (/^[!?;:»%–—-]/u.test(next) && /^[^\p{L}\p{N}]+$/u.test(next))
    return !/^[–—-]/u.test(next) || /\p{Nd}$/u.test(word);
  if (/^[«¿¡–—-]+$/u.test(word)) return true;
  return /\p{Nd}$/u.test(word) && /^\p{Nd}{3}(?!\p{Nd})/u.test(next);
}

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.normalize('NFKC').split(' '));
}
