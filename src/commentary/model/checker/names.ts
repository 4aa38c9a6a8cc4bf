import type { FactSheet, Person } from '../../../writing/model/fact-sheet.js';
import type { Side } from '../../../wire/sports.js';
import { isHyphen, tokensOf, type Token } from './tokens.js';

/** Somebody or something that a name stands for. */
export type Named =
  | { readonly kind: 'player'; readonly side: Side | null; readonly name: string }
  | { readonly kind: 'side'; readonly side: Side }
  | { readonly kind: 'other' };

/** A name in a line, by the places of its tokens, and all it may stand for. */
export interface NameSpan {
  readonly from: number;
  readonly to: number;
  readonly named: readonly Named[];
  readonly isPossessive: boolean;
}

interface Alias {
  readonly keys: readonly string[];
  readonly named: Named;
  /** A name in full stands above a part of one. */
  readonly weight: number;
  /** A word that may begin any sentence. */
  readonly isCommon: boolean;
}
export type NameBook = ReadonlyMap<string, readonly Alias[]>;

const SHORT_MIN = 2;
const JOINTS_MAX = 3;
/** Words that stand in the names of many sides and by themselves name none. */
const COMMON_PARTS = new Set([
  'fc',
  'afc',
  'cf',
  'sc',
  'cc',
  'club',
  'the',
  'of',
  'and',
  'women',
  'men',
  'xi',
  'new',
  'old',
]);

/** All names of a sheet, by the first word of each. */
export function nameBookOf(sheet: FactSheet, isWord: (key: string) => boolean): NameBook {
  const aliases: Alias[] = [];
  const add = (name: string, named: Named, weight: number): void => {
    const keys = wordsIn(name);
    const isCommon = keys.length === 1 && isWord(keys[0] ?? '');
    if (keys.length > 0) aliases.push({ keys, named, weight: weight + keys.length, isCommon });
  };
  for (const side of ['home', 'away'] as const) addSide(sheet, side, add);
  // Most of them are in the line-ups, and are told of again and again.
  const known = new Set(
    (['home', 'away'] as const).flatMap((side) => sheet[side].players.map(({ name }) => `${side} ${name}`)),
  );
  for (const { name, side } of everyone(sheet)) {
    if (name === null || known.has(`${side} ${name}`)) continue;
    known.add(`${side} ${name}`);
    addPlayer({ name, side }, add);
  }
  for (const name of [sheet.competition, sheet.venue]) {
    if (name === null) continue;
    add(name, { kind: 'other' }, 2);
    for (const part of name.split(',')) add(part, { kind: 'other' }, 1);
  }
  for (const token of tokensOf(sheet.note ?? '')) {
    if (token.isCapital) add(token.text, { kind: 'other' }, 0);
  }
  const book = new Map<string, Alias[]>();
  for (const alias of aliases) {
    const [first = ''] = alias.keys;
    book.set(first, [...(book.get(first) ?? []), alias]);
  }
  return book;
}

type Add = (name: string, named: Named, weight: number) => void;

function addSide(sheet: FactSheet, side: Side, add: Add): void {
  const { name, short } = sheet[side];
  const named: Named = { kind: 'side', side };
  const other = wordsIn(sheet[side === 'home' ? 'away' : 'home'].name);
  add(name, named, 3);
  if (short.length >= SHORT_MIN) add(short, named, 2);
  const words = wordsIn(name);
  for (const [at, word] of words.entries()) {
    // What both have in their names tells nobody which is meant.
    if (words.length === 1 || word.length < 3 || COMMON_PARTS.has(word) || other.includes(word)) continue;
    add(words.slice(at).join(' '), named, 1);
    add(words.slice(0, at + 1).join(' '), named, 1);
    add(word, named, 1);
  }
  for (const { name: player } of sheet[side].players) addPlayer({ name: player, side }, add);
}

function addPlayer({ name, side }: { name: string; side: Side | null }, add: Add): void {
  const named: Named = { kind: 'player', side, name };
  add(name, named, 3);
  const words = wordsIn(name);
  const [first = '', ...rest] = words;
  const last = rest.at(-1);
  if (last === undefined) return;
  // A player who is called Number 9 is not called 9.
  if (/\p{L}/u.test(last)) {
    add(last, named, 1);
    if (rest.length > 1) add(rest.join(' '), named, 2);
    add(`${first.charAt(0)} ${last}`, named, 2);
  }
  if (first.length > 2 && /\p{L}/u.test(last)) add(first, named, 0);
}

/** Whoever takes part in what the sheet tells, in the line-ups or not. */
export function everyone(sheet: FactSheet): readonly Pick<Person, 'name' | 'side'>[] {
  const told = [...sheet.moments, ...sheet.earlier].flatMap(({ people, told: before, delivery, side }) => [
    ...people,
    ...(before?.people ?? []),
    ...(delivery?.wickets ?? []).flatMap(({ out }) => (out === undefined ? [] : [{ name: out, side }])),
    ...(delivery?.wickets ?? []).flatMap(({ fielders = [] }) =>
      fielders.map((name) => ({ name, side: side === 'home' ? ('away' as const) : ('home' as const) })),
    ),
  ]);
  const standing = sheet.standing.innings.flatMap(({ side, batters, bowler }) => [
    ...batters.map(({ name }) => ({ name, side })),
    ...(bowler === null ? [] : [{ name: bowler.name, side: side === null ? null : opposite(side) }]),
  ]);
  return [...told, ...standing];
}

export function opposite(side: Side): Side {
  return side === 'home' ? 'away' : 'home';
}

function wordsIn(name: string): string[] {
  return tokensOf(name).flatMap(({ kind, key }) => (kind === 'mark' ? [] : [key]));
}

/** The names in a line, the longest from the left. */
export function namesIn(tokens: readonly Token[], book: NameBook): readonly NameSpan[] {
  const found: NameSpan[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const span = nameAt(tokens, at, book);
    if (span === undefined) continue;
    found.push(span);
    at = span.to;
  }
  return found;
}

function nameAt(tokens: readonly Token[], at: number, book: NameBook): NameSpan | undefined {
  const first = tokens[at];
  if (first === undefined || first.kind === 'mark') return undefined;
  let best: { to: number; weight: number; named: Named[] } | undefined;
  for (const { keys, named, weight, isCommon } of book.get(first.key) ?? []) {
    if (isCommon && first.isFirst && named.kind !== 'side') continue;
    const to = endOf(tokens, at, keys);
    // Only somebody who is written in small letters may be said in them.
    if (to === undefined || (!first.isCapital && /^\p{Script=Latin}/u.test(first.text))) continue;
    if (best === undefined || to > best.to || (to === best.to && weight > best.weight))
      best = { to, weight, named: [named] };
    else if (to === best.to && weight === best.weight && !best.named.some((one) => isSame(one, named)))
      best.named.push(named);
  }
  if (best === undefined) return undefined;
  return { from: at, to: best.to, named: best.named, isPossessive: tokens[best.to]?.isPossessive === true };
}

function endOf(tokens: readonly Token[], from: number, keys: readonly string[]): number | undefined {
  let at = from;
  for (const [nth, key] of keys.entries()) {
    if (nth > 0)
      at += Math.max(
        0,
        tokens.slice(at, at + JOINTS_MAX).findIndex((token) => !isJoint(token)),
      );
    if (tokens[at]?.key !== key) return undefined;
    at += 1;
  }
  return at - 1;
}

// “J. Gill” and “Smith-Jones”.
function isJoint(token: Token): boolean {
  return isHyphen(token) || token.text === '.';
}

function isSame(one: Named, other: Named): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
