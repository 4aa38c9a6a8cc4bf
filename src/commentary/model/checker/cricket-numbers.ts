import { isBallCount, isCount, isOver } from './cricket-counts.js';
import { isNeed, isOfBatting, isOff, isScore, ownerOf, type CricketFacts } from './cricket-facts.js';
import type { NumberSpan } from './numbers.js';
import { clauseAt, has, isInClause, isInSentence, keyAfter, keyBefore, unitOf, type Reading } from './reading.js';
import { keyOf } from './tokens.js';

/** Whether a number is what the words around it make it. */
export function isCricketNumber(reading: Reading, facts: CricketFacts, number: NumberSpan): boolean {
  const pair = reading.pairs.find(({ one, other }) => one === number || other === number);
  if (pair?.kind === 'score') return isScore(reading, facts, pair);
  if (pair?.kind === 'off') return isOff(reading, facts, pair);
  const rule = RULES_OF.find(({ when }) => when(reading, number));
  const isTrue = rule === undefined ? isBare(reading, facts, number) : rule.is(reading, facts, number);
  return isTrue || isOfOver(reading, facts, number);
}

// “The over costs him four”, “in this over, five so far”.
function isOfOver(reading: Reading, { now }: CricketFacts, { from, value, isOrdinal }: NumberSpan): boolean {
  if (isOrdinal || isInClause(reading, from, 'need', reading.units)) return false;
  return isInSentence(reading, from, 'overEnd', reading.happenings) && now.some(({ over }) => over.runs === value);
}

interface NumberRule {
  readonly when: (reading: Reading, number: NumberSpan) => boolean;
  readonly is: (reading: Reading, facts: CricketFacts, number: NumberSpan) => boolean;
}

// Wides and the like are counted by themselves.
function isWide(reading: Reading, { to }: NumberSpan): boolean {
  return WIDES.has(keyAfter(reading, to));
}

const WIDES = new Set(['wide', 'wides', keyOf('वाइड')]);
const CONCEDED = keyOf('देकर');
const OVER_WORDS = new Set(['it', 'that', 'this', 'the', 'his', 'her']);
const OFF_WORDS = new Set(['off', 'from']);

// “Ten off it”, “ten runs from that over”.
function isOffTheOver(reading: Reading, { from, to, isOrdinal }: NumberSpan): boolean {
  if (isOrdinal) return false;
  const at = OFF_WORDS.has(keyAfter(reading, to)) ? 1 : OFF_WORDS.has(keyAfter(reading, to, 2)) ? 2 : 0;
  if (at === 0) return false;
  return OVER_WORDS.has(keyAfter(reading, to, at + 1)) || isInClause(reading, from, 'overEnd', reading.happenings);
}

/** The first whose words are there tells of what the number is. */
const RULES_OF: readonly NumberRule[] = [
  { when: isBowlers, is: isFigure },
  {
    when: (reading, number) =>
      isInClause(reading, number.from, 'extra', reading.happenings) &&
      [undefined, 'run', 'extra'].includes(unitOf(reading, number)) &&
      !isWide(reading, number),
    is: (_, { now }, { value }) => now.some(({ extras }) => extras === value),
  },
  { when: isShortOf, is: isShortOfTrue },
  { when: isMarkAhead, is: () => true },
  {
    when: (reading, { from }) =>
      isInClause(reading, from, 'short', reading.units) && !isInClause(reading, from, 'target', reading.units),
    is: isShortOfMark,
  },
  {
    when: (reading, number) => isInClause(reading, number.from, 'rate', reading.units),
    is: (_, { now }, number) => isRate(now.at(-1), number.value),
  },
  { when: (reading, number) => unitOf(reading, number) === 'odd', is: () => false },
  {
    when: (reading, number) =>
      unitOf(reading, number) === 'spare' ||
      (unitOf(reading, number) === 'ball' && isInClause(reading, number.from, 'spare', reading.units)),
    is: (_, { now }, { value }) => now.some(({ needs }) => needs?.balls === value),
  },
  {
    when: (reading, number) =>
      unitOf(reading, number) === 'hand' ||
      (unitOf(reading, number) === 'wicket' && isInClause(reading, number.from, 'hand', reading.units)),
    is: (_, { now }, { value }) => 10 - (now.at(-1)?.wickets ?? 0) === value,
  },
  { when: isMargin, is: isMarginTrue },
  {
    when: (reading, number) =>
      isInClause(reading, number.from, 'target', reading.units) &&
      unitOf(reading, number) !== 'wicket' &&
      unitOf(reading, number) !== 'over',
    is: (_, { now }, { value }) =>
      now.some(({ target, needs }) => target === value || needs?.runs === value) ||
      now.some(({ innings, runs }) => innings === 1 && runs === value),
  },
  {
    when: (reading, number) =>
      isNeed(reading, number) &&
      !number.isOrdinal &&
      !['over', 'ball', 'wicket'].includes(unitOf(reading, number) ?? ''),
    is: (reading, facts, number) =>
      isOfBatting(reading, facts, number) &&
      facts.now.some(
        ({ needs, target, runs, innings }) =>
          needs?.runs === number.value || target === number.value || (innings === 1 && runs + 1 === number.value),
      ),
  },
  { when: (reading, number) => unitOf(reading, number) === 'over' || isAfterOver(reading, number), is: isOver },
  {
    when: (reading, number) =>
      isInClause(reading, number.from, 'together', reading.units) &&
      unitOf(reading, number) !== 'wicket' &&
      !number.isOrdinal,
    is: (reading, { now, before }, { value }) =>
      [...now, ...before].some(({ partnership }) => partnership.runs === value || partnership.balls === value) ||
      reading.sheet.threads.some((thread) => thread.kind === 'milestone' && thread.value === value),
  },
  {
    when: isOffTheOver,
    is: (reading, { now }, { value }) =>
      now.some(({ over }) => over.runs === value) ||
      reading.sheet.moments.some(({ delivery }) => delivery?.runs.batter === value),
  },
  {
    when: (reading, number) =>
      ['wicket', 'four', 'six', 'boundary', 'dot', 'catch', 'times', 'extra'].includes(unitOf(reading, number) ?? ''),
    is: isCount,
  },
  { when: (reading, number) => unitOf(reading, number) === 'ball', is: isBallCount },
];

// “Kerr has gone for ten runs”, “from four overs”: of the bowler who is named.
function isBowlers(reading: Reading, number: NumberSpan): boolean {
  if (keyAfter(reading, number.to, 2) === CONCEDED) return true;
  const owner = ownerOf(reading, number);
  const { standing, moments, cards } = reading.sheet;
  const rested = reading.isQuiet ? cards.flatMap((card) => card.bowlers.map(({ name }) => name)) : [];
  const bowlers = [standing, ...moments.map(({ after }) => after)].flatMap(
    ({ innings }) => innings.at(-1)?.bowler?.name ?? [],
  );
  return owner.some((name) => bowlers.includes(name) || rested.includes(name)) && !number.isOrdinal;
}

function isFigure(reading: Reading, facts: CricketFacts, number: NumberSpan): boolean {
  const { value, written } = number;
  const isOwn = facts.bowlers.some(({ runs, wickets, balls, overs }) => {
    const isWhole = balls % 6 === 0 && balls / 6 === value;
    return runs === value || wickets === value || overs === written || isWhole;
  });
  return (
    isOwn ||
    isBare(reading, facts, number) ||
    isCount(reading, facts, number) ||
    isBallCount(reading, facts, number) ||
    isOver(reading, facts, number)
  );
}

// “One short of fifty.”
function isShortOf(reading: Reading, { to }: NumberSpan): boolean {
  return (
    keyAfter(reading, to) === 'short' &&
    keyAfter(reading, to, 2) === 'of' &&
    reading.numbers.some(({ from }) => from === to + 3)
  );
}

function isShortOfTrue(reading: Reading, { batters, now }: CricketFacts, { to, value }: NumberSpan): boolean {
  const goal = reading.numbers.find(({ from }) => from === to + 3)?.value ?? 0;
  return batters.some(({ runs }) => runs + value === goal) || (now.at(-1)?.runs ?? 0) + value === goal;
}

// “पचास से चार रन दूर”.
function isShortOfMark(reading: Reading, { batters, now }: CricketFacts, number: NumberSpan): boolean {
  const { value } = number;
  const owner = ownerOf(reading, number);
  const own = batters.filter(({ name }) => owner.includes(name)).map(({ runs }) => runs);
  const short = own.length > 0 ? own : [...batters.map(({ runs }) => runs), now.at(-1)?.runs ?? 0];
  return short.some((runs) => (value > runs && value % 50 === 0) || (runs + value) % 50 === 0);
}

// Of what somebody is short is judged with how much that is.
function isMarkAhead(reading: Reading, { from }: NumberSpan): boolean {
  return (
    keyBefore(reading, from) === 'of' &&
    keyBefore(reading, from, 2) === 'short' &&
    reading.numbers.some(({ to }) => to === from - 3)
  );
}

/** Whole runs of an over, so far or from here on: more than that, and not as much as one more. */
function isRate(innings: CricketFacts['now'][number] | undefined, value: number): boolean {
  if (innings === undefined) return false;
  const { runs, balls, needs } = innings;
  const isBetween = (all: number, of: number): boolean => of > 0 && all * 6 > value * of && all * 6 < (value + 1) * of;
  return isBetween(runs, balls) || (needs !== null && isBetween(needs.runs, needs.balls ?? 0));
}

function isMargin(reading: Reading, number: NumberSpan): boolean {
  const isEnd = reading.happenings.some((one) => has(one, 'win') || has(one, 'lose'));
  const isBy = keyBefore(reading, number.from) === 'by' || keyAfter(reading, number.to, 2) === 'से';
  return isEnd && isBy;
}

function isMarginTrue(reading: Reading, { now }: CricketFacts, number: NumberSpan): boolean {
  const last = now.at(-1);
  const { finish } = reading.sheet.standing;
  if (last === undefined || finish?.winner === undefined) return false;
  const isChase = finish.winner === last.side;
  if (unitOf(reading, number) === 'wicket') return isChase && 10 - last.wickets === number.value;
  return !isChase && last.target !== null && last.target - 1 - last.runs === number.value;
}

function isAfterOver(reading: Reading, number: NumberSpan): boolean {
  if (unitOf(reading, number) === 'ball') return false;
  return keyBefore(reading, number.from) === 'after' || keyBefore(reading, number.from) === 'over';
}

/** Without words for it: a batter’s or a bowler’s, what the side has, or what the ball was. */
function isBare(reading: Reading, facts: CricketFacts, number: NumberSpan): boolean {
  const { value, isOrdinal } = number;
  const { sheet } = reading;
  const last = facts.now.at(-1);
  if (isOrdinal)
    return (
      last?.over.number === value ||
      last?.wickets === value ||
      isCount(reading, facts, number) ||
      facts.bowlers.some(({ wickets }) => wickets === value)
    );
  const owner = ownerOf(reading, number);
  const own = facts.batters.filter(({ name }) => owner.includes(name));
  if (own.length > 0) return own.some(({ runs, balls }) => runs === value || balls === value) || isTotalOrBall();
  return facts.batters.some(({ runs, balls }) => runs === value || balls === value) || isTotalOrBall();

  function isTotalOrBall(): boolean {
    const runs = sheet.moments.flatMap(({ delivery }) =>
      delivery === null
        ? []
        : [delivery.runs.batter + delivery.runs.extras, delivery.runs.batter, delivery.runs.extras],
    );
    const marks = sheet.threads.flatMap((thread) =>
      'value' in thread ? [thread.value] : 'count' in thread ? [thread.count] : [],
    );
    const named = reading.names
      .filter(({ from: at }) => clauseAt(reading, at) === clauseAt(reading, number.from))
      .flatMap((name) => name.named.flatMap((one) => (one.kind === 'player' ? [one.name] : [])));
    const isMark = sheet.threads.some(
      (thread) =>
        thread.kind === 'milestone' &&
        MARKS[thread.what] === value &&
        (thread.who === null || named.length === 0 || named.includes(thread.who)),
    );
    const isShortMark = keyBefore(reading, number.from, 2) === 'short';
    if (isMark || (isShortMark && value % 50 === 0)) return true;
    const isState = facts.now.some(
      (one) => one.runs === value || one.partnership.runs === value || one.needs?.runs === value,
    );
    const isPast =
      isInClause(reading, number.from, 'past') &&
      facts.before.some((one) => one.runs === value || one.partnership.runs === value);
    return (
      isState ||
      isPast ||
      runs.includes(value) ||
      marks.includes(value) ||
      facts.bowlers.some(({ wickets }) => wickets === value && unitOf(reading, number) === undefined) ||
      (last?.wickets === value && unitOf(reading, number) === 'down')
    );
  }
}

/** What is reached, whatever it came to. */
const MARKS: Readonly<Record<string, number>> = {
  fifty: 50,
  hundred: 100,
  hundred_and_fifty: 150,
  double_hundred: 200,
  team_fifty: 50,
  team_hundred: 100,
  partnership_fifty: 50,
  partnership_hundred: 100,
};
