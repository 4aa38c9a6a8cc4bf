import { filled, type Phrase, type PhraseBook, type Slots } from './phrase.js';
import type { Memory } from './memory.js';

/** One thing that a line may say, in a sentence of its own. */
export interface Part {
  /** Where in the book its phrases are: those of the first keys tell most. */
  readonly keys: readonly string[];
  readonly slots: Slots;
  /** What is dropped first where there is no room: the least. */
  readonly weight: number;
  /** A slot that its phrase has to have, where it would not be clear otherwise what it speaks of. */
  readonly names?: string;
  /** The line is not said without it. */
  readonly isMust?: boolean;
  /** For so many lines it is not told again, in whatever words. */
  readonly restLines?: number;
  /** The slots that hold what it tells. Another sentence with one of them makes it needless. */
  readonly tells?: readonly string[];
}

export interface Composing {
  readonly book: PhraseBook;
  readonly memory: Memory;
  readonly seed: number;
  readonly wordsMax: number;
  /** As often the opening of a line may have been heard among the last ones. */
  readonly openedMax: number;
  /** So many runs of four words of a sentence may have been heard. */
  readonly repeatsMax: number;
  /** Beside what must be said. */
  readonly extrasMax: number;
  readonly isExcited: boolean;
  /** In place of what shouts. */
  readonly stop: string;
  /** What each part can be said with, once it was looked at. */
  readonly found: Map<Part, readonly Candidate[]>;
}

/** A first phrase tells more than a more general one, unless that one is fresher. */
const GENERAL_COST = 3;
const REPEAT_COST = 6;
const OPENED_COST = 5;
const CHANCE_COST = 4;
/** From here on a part is said wherever there is room. */
const ALWAYS_WEIGHT = 85;

/** A sentence that says a part. */
export interface Candidate {
  readonly sentence: string;
  readonly slots: readonly string[];
  /** But for how it begins. */
  readonly cost: number;
  readonly opened: number;
  readonly repeats: number;
  readonly isSaid: boolean;
  readonly linesAgo: number;
  readonly words: number;
}

/** The sentences of a line, in the order of its parts. Nothing: what must be said cannot be, in words that are not worn. */
export function composed(parts: readonly Part[], how: Composing): readonly string[] | undefined {
  const chosen = new Map<Part, Candidate>();
  let left = how.wordsMax;
  let extras = how.extrasMax;
  for (const part of byWeight(parts)) {
    const isExtra = part.isMust !== true && part.weight < ALWAYS_WEIGHT;
    if (isExtra && extras === 0) continue;
    if (isTold(part, [...chosen.values()])) continue;
    const owed = owedTo(parts, chosen, part, how);
    const best = bestOf(part, { how, wordsMax: left - owed, isFirst: part === parts[0] });
    if (best === undefined) {
      if (part.isMust === true) return undefined;
      continue;
    }
    chosen.set(part, best);
    left -= best.words;
    if (isExtra) extras -= 1;
  }
  const sentences = parts.flatMap((part) => chosen.get(part)?.sentence ?? []);
  return sentences.length === 0 ? undefined : sentences;
}

// What is not said yet and must be keeps its room.
function byWeight(parts: readonly Part[]): readonly Part[] {
  return parts.toSorted((one, other) => other.weight - one.weight);
}

function isTold({ tells }: Part, chosen: readonly Candidate[]): boolean {
  return tells !== undefined && chosen.some(({ slots }) => tells.some((slot) => slots.includes(slot)));
}

// What has to come yet needs room too, as little as it can do with.
function owedTo(parts: readonly Part[], chosen: ReadonlyMap<Part, Candidate>, now: Part, how: Composing): number {
  const said = [...chosen.values()];
  const due = parts.filter((part) => part.isMust === true && part !== now && !chosen.has(part) && !isTold(part, said));
  const least = due.map((part) =>
    Math.min(...candidatesOf(part, how).map(({ words, isSaid }) => (isSaid ? Infinity : words))),
  );
  return least.reduce((all, words) => all + (Number.isFinite(words) ? words : 0), 0);
}

interface Room {
  readonly how: Composing;
  readonly wordsMax: number;
  readonly isFirst: boolean;
}

function bestOf(part: Part, { how, wordsMax, isFirst }: Room): Candidate | undefined {
  let best: Candidate | undefined;
  let least = Infinity;
  for (const one of candidatesOf(part, how)) {
    if (one.isSaid || one.words > wordsMax || one.repeats > how.repeatsMax || (isFirst && one.opened > how.openedMax))
      continue;
    const cost = one.cost + (isFirst ? one.opened * OPENED_COST : 0);
    if (cost < least) [best, least] = [one, cost];
  }
  return best;
}

/** Whether it was told lately, whatever words were taken for it. */
export function isResting(part: Part, how: Composing): boolean {
  const { restLines = 0 } = part;
  return candidatesOf(part, how).some(({ linesAgo }) => linesAgo <= restLines);
}

function candidatesOf(part: Part, how: Composing): readonly Candidate[] {
  const known = how.found.get(part);
  if (known !== undefined) return known;
  const { keys, names } = part;
  const found = keys.flatMap((key, rank) =>
    (how.book[key] ?? [])
      .filter((phrase) => names === undefined || phrase.slots.includes(names))
      .flatMap((phrase) => candidateOf(phrase, part.slots, rank, how)),
  );
  how.found.set(part, found);
  return found;
}

function candidateOf(phrase: Phrase, slots: Slots, rank: number, how: Composing): readonly Candidate[] {
  const { memory, seed, isExcited, stop } = how;
  const words = filled(phrase, slots);
  if (words === undefined) return [];
  const sentence = sentenceOf(isExcited ? words : words.replaceAll('!', stop));
  const heard = memory.heard(sentence);
  const cost = rank * GENERAL_COST + heard.repeats * REPEAT_COST + chanceOf(sentence, seed) * CHANCE_COST;
  return [{ sentence, slots: phrase.slots, cost, ...heard, words: sentence.split(/[\s–-]+/).length }];
}

function sentenceOf(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** From 0 up to 1, the same for the same words and seed (FNV-1a). */
export function chanceOf(words: string, seed: number): number {
  let mixed = (0x811c9dc5 ^ seed) >>> 0;
  for (let at = 0; at < words.length; at += 1) mixed = Math.imul(mixed ^ words.charCodeAt(at), 0x01000193) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 0;
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 32;
}
