import type { Batter, Bowler, InningsStanding } from '../../../writing/model/fact-sheet.js';
import type { NumberSpan } from './numbers.js';
import type { NumberPair } from './pairs.js';
import { clauseAt, has, isInClause, unitOf, type Reading } from './reading.js';

/** Innings as they stand with what is told, and as they stood before it. */
export interface CricketFacts {
  readonly now: readonly InningsStanding[];
  readonly before: readonly InningsStanding[];
  readonly batters: readonly Batter[];
  readonly bowlers: readonly Bowler[];
  readonly oversMax: number | null;
}

export function sayOfCricket({ sheet, names, isQuiet }: Reading): CricketFacts {
  const now = [...sheet.standing.innings, ...sheet.moments.flatMap(({ after }) => after.innings)];
  const before = [
    ...sheet.moments.flatMap(({ before: was }) => was.innings.at(-1) ?? []),
    ...sheet.earlier.flatMap(({ after }) => after.innings.at(-1) ?? []),
  ];
  const latest = [
    ...sheet.moments.flatMap(({ after }) => after.innings.at(-1) ?? []),
    ...sheet.standing.innings.slice(-1),
  ];
  const needs = sheet.standing.innings.at(-1);
  // Of who is not on now anybody may be told of by name, when it is quiet.
  const carded = isQuiet ? sheet.cards : [];
  const named = new Set(
    names.flatMap((one) => one.named.flatMap((each) => (each.kind === 'player' ? [each.name] : []))),
  );
  const isNamed = ({ name }: { readonly name: string }): boolean => named.has(name);
  return {
    now,
    before,
    batters: [...latest.flatMap(({ batters }) => batters), ...carded.flatMap(({ batters }) => batters.filter(isNamed))],
    bowlers: [
      ...latest.flatMap(({ bowler }) => bowler ?? []),
      ...carded.flatMap(({ bowlers }) => bowlers.filter(isNamed)),
    ],
    oversMax:
      needs?.needs?.balls === null || needs?.needs === undefined || needs.needs === null
        ? null
        : Math.round((needs.balls + needs.needs.balls) / 6),
  };
}

// Of an innings, or of a bowler: wickets first.
export function isScore(reading: Reading, facts: CricketFacts, pair: NumberPair): boolean {
  const [one, other, number] = [pair.one.value, pair.other?.value ?? 0, pair.one];
  const isTotal = (innings: InningsStanding): boolean => innings.runs === one && innings.wickets === other;
  const isPast = isInClause(reading, number.from, 'was');
  const owner = ownerOf(reading, number);
  const side = sideIn(reading, number);
  const fits = (innings: InningsStanding): boolean =>
    isTotal(innings) && (side === undefined || innings.side === null || innings.side === side);
  return (
    facts.now.some(fits) ||
    (isPast && facts.before.some(fits)) ||
    facts.bowlers.some(
      ({ name, wickets, runs }) => wickets === one && runs === other && (owner.length === 0 || owner.includes(name)),
    )
  );
}

/** The side of which the clause speaks, if it speaks of one. */
function sideIn(reading: Reading, number: NumberSpan): string | undefined {
  const sides = reading.names
    .filter(({ from, to }) => to < number.from && clauseAt(reading, from) === clauseAt(reading, number.from))
    .flatMap(({ named }) => named.flatMap((one) => (one.kind === 'side' ? [one.side] : [])));
  return new Set(sides).size === 1 ? sides[0] : undefined;
}

// Runs from balls: what is needed, a batter’s, a pair’s, or what a spell was.
export function isOff(reading: Reading, facts: CricketFacts, pair: NumberPair): boolean {
  const [one, other, number] = [pair.one.value, pair.other?.value ?? 0, pair.one];
  const balls = pair.other !== undefined && unitOf(reading, pair.other) === 'over' ? other * 6 : other;
  if (facts.now.some(({ needs }) => needs?.runs === one && needs.balls === balls))
    return isOfBatting(reading, facts, number);
  if (isNeed(reading, number)) return false;
  const spells = reading.sheet.threads.some(
    (thread) => thread.kind === 'spell' && thread.count === one && thread.within.value === other,
  );
  const pairs = [...facts.now, ...facts.before].map(({ partnership }) => partnership);
  const isBatter = facts.batters.some((batter) => batter.runs === one && batter.balls === other);
  const isPair = pairs.some((together) => together.runs === one && together.balls === other);
  const isTwoInTwo = one === other && reading.sheet.moments.length === one;
  return spells || isBatter || isPair || isTwoInTwo || isAtMilestone(facts, one, other);
}

// “His fifty from 43 balls”: as many as he has faced.
function isAtMilestone(facts: CricketFacts, one: number, balls: number): boolean {
  const isMark = one === 50 || one === 100;
  return isMark && facts.batters.some((batter) => batter.balls === balls && batter.runs >= one);
}

/** Who needs runs is who bats. */
export function isOfBatting(reading: Reading, { now }: CricketFacts, number: NumberSpan): boolean {
  const side = sideIn(reading, number);
  const batting = now.findLast(({ needs }) => needs !== null)?.side ?? null;
  return side === undefined || batting === null || side === batting;
}

export function isNeed(reading: Reading, number: NumberSpan): boolean {
  const clause = clauseAt(reading, number.from);
  return reading.units.some((unit) => {
    if (has(unit, 'spare') && clauseAt(reading, unit.from) === clause) return true;
    if (!has(unit, 'need') || clauseAt(reading, unit.from) !== clause) return false;
    // “Need ten”, “ten needed”: of “two leaves four to get” the two are not.
    return unit.to < number.from || !reading.numbers.some(({ from }) => from > number.to && from < unit.from);
  });
}

/** Whose number it may be: who is named last before it. */
export function ownerOf(reading: Reading, number: NumberSpan): readonly string[] {
  const name = reading.names.findLast(
    ({ to, from }) => to < number.from && clauseAt(reading, from) === clauseAt(reading, number.from),
  );
  return name?.named.flatMap((one) => (one.kind === 'player' ? [one.name] : [])) ?? [];
}
