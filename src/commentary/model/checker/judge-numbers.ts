import type { Side } from '../../../wire/sports.js';
import type { Finding } from './finding.js';
import type { Named } from './names.js';
import type { NumberSpan } from './numbers.js';
import { isNotedNumber } from './noted.js';
import { isQuoted } from './quoted.js';
import { sayOfCricket } from './cricket-facts.js';
import { isCricketNumber } from './cricket-numbers.js';
import {
  clauseAt,
  finding,
  has,
  isHit,
  isInClause,
  isInSentence,
  keyAfter,
  keyBefore,
  placesOf,
  sentenceAt,
  unitOf,
  type Reading,
} from './reading.js';
import { goalsIn, talliesOf, type Tallies, type Whose } from './tallies.js';

/** Kinds that are counted, by the unit that stands beside the number. */
const COUNTED = ['corner', 'shot', 'save', 'foul', 'offside', 'card', 'change', 'penalty'];

/** Every number is of the thing it is said of. */
export function judgeNumbers(reading: Reading, taken: ReadonlySet<NumberSpan>): readonly Finding[] {
  const inPeriods = placesOf(reading.periods);
  const tallies = talliesOf(reading.sheet);
  const facts = sayOfCricket(reading);
  return reading.numbers.flatMap((number) => {
    if (taken.has(number) || isQuoted(reading.quoted, number) || inPeriods.has(number.from) || isIdle(reading, number))
      return [];
    const isTimeless = reading.sheet.isTimeless === true;
    if (isShirt(reading, number) && !isTimeless) return judgedShirt(reading, number);
    const isTrue = isTimeless
      ? isNotedNumber(reading, number)
      : reading.sheet.sport === 'cricket'
        ? isCricketNumber(reading, facts, number)
        : isFootballNumber(reading, tallies, number);
    return isTrue ? [] : [finding(reading, 'number', `${number.written} is not on the sheet`, number)];
  });
}

/** “These two have put on fifty.” */
const PAIRS = new Set(['these', 'those', 'the']);
const POINTERS = new Set([
  'this',
  'that',
  'another',
  'the',
  'no',
  'each',
  'which',
  'every',
  'any',
  'good',
  'big',
  'has',
  'have',
  'puts',
  'put',
  'pulls',
  'pulled',
  'pull',
  'only',
  'other',
  'just',
  'had',
  'for',
]);

/** “That one”, “one of”, “has one blocked”: it counts nothing. What is first is first of something that a phrase tells. */
function isIdle(reading: Reading, number: NumberSpan): boolean {
  const { value, isWord, isOrdinal, from, to } = number;
  if (isOrdinal && value === 1 && isInClause(reading, from, 'wish')) return true;
  if (isOrdinal && value === 1) return unitOf(reading, number) !== 'goal' || goalsIn(reading.sheet).has(1);
  // In Hindi one is an article as well.
  if (isWord && value === 1 && unitOf(reading, number) === 'men') return true;
  if (!isWord || isOrdinal) return false;
  if (value === 2 && PAIRS.has(keyBefore(reading, from)) && [undefined, 'together'].includes(unitOf(reading, number)))
    return true;
  if (reading.happenings.some((one) => one.from <= from && one.to >= to && has(one, 'milestone100'))) return true;
  if (value === 1)
    return POINTERS.has(keyBefore(reading, from)) || keyAfter(reading, to) === 'of' || keyAfter(reading, to) === 'more';
  // Four and six are what a ball was, where they count nothing; that is judged elsewhere.
  return (
    isHit(reading, number) ||
    (value === 0 && reading.happenings.some((one) => one.from <= from && one.to >= to && has(one, 'duck')))
  );
}

const SHIRTS = new Set(['number', 'no', 'shirt', 'नंबर']);

const KINDS = new Set(['save', 'corner', 'goal', 'wicket', 'shot', 'foul', 'over', 'card', 'penalty', 'change']);

// “Save number three” is the third.
function isShirt(reading: Reading, { from }: NumberSpan): boolean {
  if (KINDS.has(keyBefore(reading, from, 2))) return false;
  return (
    SHIRTS.has(keyBefore(reading, from)) ||
    (keyBefore(reading, from) === '.' && SHIRTS.has(keyBefore(reading, from, 2)))
  );
}

// “Number 9” takes part in what is told; where a name follows, it is the same player.
function judgedShirt(reading: Reading, number: NumberSpan): readonly Finding[] {
  const { sheet, names } = reading;
  const roster = (['home', 'away'] as const).flatMap((side) =>
    sheet[side].players.map((player) => ({ ...player, side })),
  );
  const wearers = roster.filter((player) => player.number === number.value).map(({ name }) => name);
  const told = [...sheet.moments, ...(reading.isQuiet ? sheet.earlier : [])].flatMap(({ people }) => people);
  const beside = names.find(
    ({ from, named }) => from > number.to && from - number.to <= 2 && named.some(({ kind }) => kind === 'player'),
  );
  const isSame =
    beside === undefined ||
    beside.named.some(
      (named) =>
        named.kind === 'player' &&
        (wearers.includes(named.name) || told.some((one) => one.name === named.name && one.number === number.value)),
    );
  const takesPart = told.some(
    (one) => one.number === number.value || (one.name !== null && wearers.includes(one.name)),
  );
  return isSame && takesPart
    ? []
    : [finding(reading, 'number', `number ${number.written} takes no part in what is told`, number)];
}

function isFootballNumber(reading: Reading, tallies: Tallies, number: NumberSpan): boolean {
  const { value, from } = number;
  const unit = unitOf(reading, number);
  const isPast = reading.isQuiet || isInClause(reading, from, 'past');
  const isMinute = (): boolean => tallies.minutes.now.has(value) || (isPast && tallies.minutes.past.has(value));
  if (unit === 'odd') return false;
  if (unit === 'minute') {
    const isAdded = isInClause(reading, from, 'addedTime', reading.happenings);
    // “Eight minutes after the ninety.”
    return isAdded ? tallies.added.has(value) || reading.sheet.standing.minute?.minute === value : isMinute();
  }
  if (unit === 'men') return tallies.players.has(value);
  if (unit === 'short') return tallies.missing.has(value);
  if (unit === 'margin' || unit === 'down') return goalsIn(reading.sheet).has(value) || tallies.missing.has(value);
  if (unit === 'goal') return goalsIn(reading.sheet).has(value);
  if (unit !== undefined && COUNTED.includes(unit)) return tallies.of(unit, whoseIs(reading, number)).has(value);
  if (unit === 'half') return value <= 2;
  return isBareFootball(reading, tallies, number, isMinute);
}

/** In a quiet moment a count is of whom its clause names: a player, or else one side. Of two with one name it is the named side’s. */
function whoseIs(reading: Reading, { from }: NumberSpan): Whose | undefined {
  if (!reading.isQuiet) return undefined;
  const [clause, sentence] = [clauseAt(reading, from), sentenceAt(reading, from)];
  const named = namedIn(reading, (at) => clauseAt(reading, at) === clause);
  const players = named.flatMap((one) => (one.kind === 'player' ? [one] : []));
  const own = sidesOf(namedIn(reading, (at) => sentenceAt(reading, at) === sentence));
  const ofOwn = players.filter(({ side }) => side === null || (own.length === 1 && side === own[0]));
  const sides = sidesOf(named);
  return { players: ofOwn.length > 0 ? ofOwn : players, sides: sides.length === 1 ? sides : [] };
}

function namedIn({ names }: Reading, isThere: (at: number) => boolean): readonly Named[] {
  return names.filter(({ from }) => isThere(from)).flatMap(({ named }) => named);
}

function sidesOf(named: readonly Named[]): readonly Side[] {
  return [...new Set(named.flatMap((one) => (one.kind === 'side' ? [one.side] : [])))];
}

/** What is counted, as it is called where it happens. */
const KINDS_OF: Readonly<Record<string, string>> = { onTarget: 'shot', yellow: 'card', red: 'card' };

// “Of the shots by Rovers, three came from Ash”, “has been offside twice”.
function isOfKindBeside(reading: Reading, tallies: Tallies, number: NumberSpan): boolean {
  const sentence = sentenceAt(reading, number.from);
  const kinds = [...reading.units, ...reading.happenings]
    .filter(({ from }) => sentenceAt(reading, from) === sentence)
    .flatMap(({ tags }) => tags.map(({ idea }) => KINDS_OF[idea] ?? idea));
  return kinds.some((kind) => COUNTED.includes(kind) && tallies.of(kind, whoseIs(reading, number)).has(number.value));
}

// Without a unit it is a minute, what a side or a player has scored, how many are left, or what is counted in a thread.
function isBareFootball(reading: Reading, tallies: Tallies, number: NumberSpan, isMinute: () => boolean): boolean {
  const { value, isOrdinal, from } = number;
  const isAdded = isInSentence(reading, from, 'addedTime', reading.happenings);
  if (isAdded && tallies.added.has(value)) return true;
  if (keyAfter(reading, number.to) === '+' || keyBefore(reading, from) === '+') return isMinute();
  const threads = reading.sheet.threads.flatMap((thread) => ('count' in thread ? [thread.count] : []));
  const told = new Map<string, number>();
  for (const { type } of reading.sheet.moments) told.set(type, (told.get(type) ?? 0) + 1);
  if (isOrdinal)
    return goalsIn(reading.sheet).has(value) || threads.includes(value) || isOfHappening(reading, tallies, value);
  if (reading.isQuiet && isOfKindBeside(reading, tallies, number)) return true;
  return (
    isMinute() ||
    goalsIn(reading.sheet).has(value) ||
    tallies.players.has(value) ||
    threads.includes(value) ||
    [...told.values()].includes(value)
  );
}

// “The second”, of what the line is about.
function isOfHappening({ sheet }: Reading, tallies: Tallies, value: number): boolean {
  const kinds: Readonly<Record<string, string>> = {
    corner: 'corner',
    yellow: 'card',
    second_yellow: 'card',
    red: 'card',
    save: 'save',
    shot: 'shot',
    foul: 'foul',
    offside: 'offside',
    substitution: 'change',
  };
  return sheet.moments.some(({ type }) => tallies.of(kinds[type] ?? type).has(value));
}
