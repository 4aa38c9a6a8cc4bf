import type { Token } from './tokens.js';
import { isHyphen, keyOf } from './tokens.js';

/** What a phrase stands for: `goal.a` is the idea `goal`, said of who does it. */
export interface Tag {
  readonly idea: string;
  readonly flags: string;
}

/** A phrase that was found, by the places of its tokens; `to` is the last one. */
export interface Phrase {
  readonly from: number;
  readonly to: number;
  readonly tags: readonly Tag[];
}

interface Pattern {
  /** Each place takes one of several words; null takes up to GAP_MAX words of any kind. */
  readonly places: readonly (ReadonlySet<string> | null)[];
  readonly tag: Tag;
}
export type Patterns = ReadonlyMap<string, readonly Pattern[]>;

const GAP_MAX = 4;

/**
 * Lines of a lexicon: `idea.flags: phrase | phrase`. In a phrase `a/b` takes either word, `a?` may be missing and `_` takes up
 * to four words of any kind.
 */
export function patternsOf(...lexicons: readonly string[]): Patterns {
  const byFirst = new Map<string, Pattern[]>();
  for (const line of lexicons.join('\n').split('\n')) {
    const at = line.indexOf(':');
    if (at < 0) continue;
    const [idea = '', ...flags] = line.slice(0, at).trim().split('.');
    for (const phrase of line.slice(at + 1).split('|')) add(phrase.trim(), { idea, flags: flags.join('.') });
  }
  return byFirst;

  function add(phrase: string, tag: Tag): void {
    if (phrase === '') return;
    for (const places of expanded(phrase.split(/\s+/u))) {
      const [first] = places;
      for (const word of first ?? []) {
        const alike = byFirst.get(word);
        if (alike === undefined) byFirst.set(word, [{ places, tag }]);
        else alike.push({ places, tag });
      }
    }
  }
}

function expanded(words: readonly string[]): (ReadonlySet<string> | null)[][] {
  const [word, ...rest] = words;
  if (word === undefined) return [[]];
  const tails = expanded(rest);
  if (word === '_') return tails.map((tail) => [null, ...tail]);
  const isOptional = word.endsWith('?');
  const place = new Set((isOptional ? word.slice(0, -1) : word).split('/').map(keyOf));
  const withIt = tails.map((tail) => [place, ...tail]);
  return isOptional ? [...withIt, ...tails] : withIt;
}

/** Every word that stands in a phrase. */
export function wordsOf(patterns: Patterns): ReadonlySet<string> {
  const all = [...patterns.values()].flat().flatMap(({ places }) => places.flatMap((place) => [...(place ?? [])]));
  return new Set(all);
}

/** The longest phrases from the left; nothing is part of two. `isFree` says which tokens are no part of a name. */
export function phrasesIn(
  tokens: readonly Token[],
  patterns: Patterns,
  isFree: (at: number) => boolean,
): readonly Phrase[] {
  const found: Phrase[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const phrase = longestAt(tokens, at, patterns, isFree);
    if (phrase === undefined) continue;
    found.push(phrase);
    // A phrase with a gap in it leaves what stands in the gap to others.
    at = phrase.next - 1;
  }
  return found;
}

function longestAt(
  tokens: readonly Token[],
  at: number,
  patterns: Patterns,
  isFree: (at: number) => boolean,
): (Phrase & { readonly next: number }) | undefined {
  const token = tokens[at];
  if (token === undefined || token.kind === 'mark' || !isFree(at)) return undefined;
  let best: { to: number; next: number; tags: Tag[]; weight: number } | undefined;
  for (const { places, tag } of patterns.get(token.key) ?? []) {
    const match = matchFrom(tokens, at, places, isFree);
    if (match === undefined) continue;
    const weight = places.filter((place) => place !== null).length * 100 - (match.to - at);
    if (best === undefined || weight > best.weight) best = { ...match, tags: [tag], weight };
    else if (weight === best.weight) best.tags.push(tag);
  }
  return best === undefined ? undefined : { from: at, to: best.to, next: best.next, tags: best.tags };
}

function matchFrom(
  tokens: readonly Token[],
  from: number,
  places: Pattern['places'],
  isFree: (at: number) => boolean,
): { readonly to: number; readonly next: number } | undefined {
  let at = from;
  let next: number | undefined;
  for (let place = 0; place < places.length; place += 1) {
    const wanted = places[place] ?? null;
    if (wanted === null) {
      next ??= at;
      const found = afterGap(tokens, at, places[place + 1] ?? null, isFree);
      if (found === undefined) return undefined;
      at = found;
      continue;
    }
    if (place > 0) at = pastHyphens(tokens, at);
    const token = tokens[at];
    if (token === undefined || !wanted.has(token.key) || !isFree(at)) return undefined;
    at += 1;
  }
  return { to: at - 1, next: next ?? at };
}

function pastHyphens(tokens: readonly Token[], from: number): number {
  const ahead = tokens.slice(from, from + GAP_MAX).findIndex((token) => !isHyphen(token));
  return from + Math.max(0, ahead);
}

/** Where the next wanted word stands, no further than a gap and in the same clause. */
function afterGap(
  tokens: readonly Token[],
  at: number,
  wanted: ReadonlySet<string> | null,
  isFree: (at: number) => boolean,
): number | undefined {
  const clause = tokens[at]?.clause;
  for (let ahead = at + 1; ahead <= at + GAP_MAX; ahead += 1) {
    const token = tokens[ahead];
    if (token === undefined || token.clause !== clause) return undefined;
    if (wanted?.has(token.key) === true && isFree(ahead)) return ahead;
  }
  return undefined;
}
