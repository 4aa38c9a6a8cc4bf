import type { Side } from '../../../wire/sports.js';
import type { Finding } from './finding.js';
import type { NameSpan } from './names.js';
import type { NumberSpan } from './numbers.js';
import {
  clauseAt,
  finding,
  isInClause,
  isInLine,
  keyAfter,
  keyBefore,
  sentenceAt,
  type Place,
  type Reading,
} from './reading.js';
import { scoresOf, type ScoreState } from './tallies.js';
import { isHyphen } from './tokens.js';

export interface JudgedScores {
  readonly findings: readonly Finding[];
  /** Numbers of which it is known that they are scores. */
  readonly taken: ReadonlySet<NumberSpan>;
  /** Sides that were named with their score. */
  readonly sides: ReadonlySet<NameSpan>;
}

/** Higher ones are no score of football. */
const SCORE_MAX = 40;
const UNEVEN = new Set(['down', 'up', 'behind', 'ahead', 'clear', 'adrift']);
const ALIKE = new Set(['all', 'apiece', 'each', 'बराबर']);

/** Scores are those of the match, the right way round and at the right time. */
export function judgeScores(reading: Reading): JudgedScores {
  const findings: Finding[] = [];
  const taken = new Set<NumberSpan>();
  const sides = new Set<NameSpan>();
  const states = scoresOf(reading.sheet);
  for (const { first, second, place, named, isEach } of scoresIn(reading)) {
    taken.add(first);
    if (second !== undefined) taken.add(second);
    for (const name of [...named, ...namedAfter(reading, place)]) sides.add(name);
    const [one, other] = [first.value, isEach ? first.value : (second?.value ?? 0)];
    const mayBe = states.filter((state) => isTellable(reading, state, place));
    const isTrue =
      named.length === 2
        ? mayBe.some((state) => isOf(state, named, [one, other]))
        : isPair(reading, mayBe, { one, other, place });
    // “And not three-one”: that is what it was.
    const isDenied = keyBefore(reading, first.from) === 'not';
    const wasTold = states.some(
      ({ home, away, isNow }) =>
        !isNow && Math.max(home, away) === Math.max(one, other) && Math.min(home, away) === Math.min(one, other),
    );
    if (isDenied ? isTrue || !wasTold : !isTrue)
      findings.push(finding(reading, 'score', `the score ${one}–${other} is not on the sheet`, place));
  }
  return { findings, taken, sides };
}

interface SaidScore {
  readonly first: NumberSpan;
  readonly second?: NumberSpan;
  readonly place: Place;
  /** Both sides, where each is named with its own. */
  readonly named: readonly NameSpan[];
  readonly isEach: boolean;
}

function scoresIn(reading: Reading): readonly SaidScore[] {
  const { numbers, tokens } = reading;
  const found: SaidScore[] = [];
  const done = new Set<NumberSpan>();
  for (const [at, first] of numbers.entries()) {
    if (done.has(first) || first.isOrdinal || !(first.value <= SCORE_MAX)) continue;
    const next = numbers[at + 1];
    const own = sideBefore(reading, first);
    const other = next === undefined ? undefined : sideBefore(reading, next);
    if (own !== undefined && other !== undefined && next !== undefined && isShortGap(reading, first, other, next)) {
      found.push({ first, second: next, place: { from: own.from, to: next.to }, named: [own, other], isEach: false });
      done.add(next);
      continue;
    }
    if (isAlike(reading, first)) {
      found.push({ first, place: first, named: [], isEach: true });
      continue;
    }
    if (next === undefined || next.isOrdinal || !(next.value <= SCORE_MAX) || !isPairOf(reading, first, next)) continue;
    found.push({ first, second: next, place: { from: first.from, to: next.to }, named: [], isEach: false });
    done.add(next);
  }
  return found.filter(({ place }) => tokens[place.from] !== undefined);
}

// “Rovers 2, Vale 1”: a side’s name right before the number.
function sideBefore({ names, tokens }: Reading, number: NumberSpan): NameSpan | undefined {
  const name = names.findLast(({ to }) => to < number.from);
  if (name === undefined || !name.named.some(({ kind }) => kind === 'side')) return undefined;
  return tokens.slice(name.to + 1, number.from).every((token) => isHyphen(token)) ? name : undefined;
}

function isShortGap({ tokens }: Reading, first: NumberSpan, other: NameSpan, next: NumberSpan): boolean {
  const between = tokens.slice(first.to + 1, other.from);
  return (
    other.from > first.to &&
    between.length <= 2 &&
    between.every(({ kind, key }) => kind === 'mark' || key === 'and' || key === 'the' || key === 'और') &&
    next.from > other.to
  );
}

function isAlike(reading: Reading, number: NumberSpan): boolean {
  const next = reading.tokens[number.to + 1];
  const to = next !== undefined && isHyphen(next) ? number.to + 1 : number.to;
  const after = keyAfter(reading, to);
  if (ALIKE.has(after)) return !(after === 'all' && keyAfter(reading, to, 2) === 'over');
  return ['goal', 'goals', 'penalties', 'kicks'].includes(after) && ALIKE.has(keyAfter(reading, to, 2));
}

// “two one”, “2-1”, “two goals to one”; not “one two minutes”.
function isPairOf(reading: Reading, first: NumberSpan, next: NumberSpan): boolean {
  const { tokens, units } = reading;
  const between = tokens.slice(first.to + 1, next.from);
  if (between.length > 2) return false;
  const isTight = between.every((token) => isHyphen(token) || token.text === ':');
  const keys = between.filter(({ kind }) => kind === 'word').map(({ key }) => key);
  const isAgainst = keys.join(' ') === 'to' || keys.join(' ') === 'goals to';
  if (!isTight && !isAgainst) return false;
  const unit = units.find(({ from }) => from === next.to + 1);
  const isOther = unit?.tags.some(({ idea }) => ['minute', 'corner', 'men', 'shot', 'change'].includes(idea)) === true;
  return !isOther;
}

// A score that was may be told where the words say that it was.
function isTellable(reading: Reading, { isNow, isShootout }: ScoreState, place: Place): boolean {
  const { happenings } = reading;
  if (isShootout)
    return (
      isNow &&
      (isInLine('shootout', happenings) || isInLine('penalty', happenings) || reading.sheet.standing.segment === 'PENS')
    );
  if (isNow) return true;
  return (
    keyBefore(reading, place.from) === 'from' || isInClause(reading, place.from, 'was') || isTurned(reading, place)
  );
}

// “Three-two down, and now level.”
function isTurned({ tokens }: Reading, { to }: Place): boolean {
  return (
    ['down', 'up', 'behind'].includes(tokens[to + 1]?.key ?? '') && tokens.slice(to).some(({ key }) => key === 'now')
  );
}

function isOf(state: ScoreState, named: readonly NameSpan[], [one, other]: readonly [number, number]): boolean {
  const side = named[0]?.named.find(({ kind }) => kind === 'side');
  const second = named[1]?.named.find(({ kind }) => kind === 'side');
  if (side?.kind !== 'side' || second?.kind !== 'side' || side.side === second.side) return false;
  return state[side.side] === one && state[second.side] === other;
}

/** A pair without names: the home side’s first, or the leader’s where the leader is spoken of or nobody is. */
function isPair(
  reading: Reading,
  states: readonly ScoreState[],
  { one, other, place }: { one: number; other: number; place: Place },
): boolean {
  if (one === other && UNEVEN.has(keyAfter(reading, place.to))) return false;
  if (one === other) return states.some(({ home, away }) => home === one && away === one);
  const subject = subjectSide(reading, place);
  const isBehind =
    ['down', 'behind', 'adrift'].includes(keyAfter(reading, place.to)) ||
    isInClause(reading, place.from, 'trail', reading.happenings) ||
    isInClause(reading, place.from, 'lose', reading.happenings);
  return states.some(({ home, away }) => {
    const leader: Side | undefined = home === away ? undefined : home > away ? 'home' : 'away';
    if (Math.max(home, away) !== Math.max(one, other) || Math.min(home, away) !== Math.min(one, other)) return false;
    if (subject !== undefined && isBehind) return leader !== subject;
    if (subject !== undefined && isTo(reading, place)) return leader === subject;
    if (home === one) return true;
    return subject === undefined || leader === subject;
  });
}

// “Two–one to Rovers.”
function namedAfter(reading: Reading, { from, to }: Place): readonly NameSpan[] {
  if (!isTo(reading, { from, to })) return [];
  return reading.names.filter((name) => name.from > to && name.from - to <= 3);
}

function isTo(reading: Reading, { to }: Place): boolean {
  return ['to', 'for'].includes(keyAfter(reading, to));
}

/** Of whom a score is said: who is named in its clause, or else in the line. */
function subjectSide(reading: Reading, place: Place): Side | undefined {
  const sided = reading.names.filter(({ named }) => named.every(({ kind }) => kind !== 'other'));
  const inClause = sided.filter(({ from }) => clauseAt(reading, from) === clauseAt(reading, place.from));
  const after = inClause.find(({ from }) => from > place.to);
  const earlier = sided.findLast(
    ({ to, from }) => to < place.from && sentenceAt(reading, from) === sentenceAt(reading, place.from),
  );
  const near = isTo(reading, place) ? (after ?? inClause.at(-1)) : (inClause.at(-1) ?? earlier ?? sided.at(-1));
  const [named] = near?.named ?? [];
  return named === undefined || named.kind === 'other' ? undefined : (named.side ?? undefined);
}
