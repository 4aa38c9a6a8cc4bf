import type { Counted } from '../../../writing/model/fact-sheet.js';
import type { CricketFacts } from './cricket-facts.js';
import type { NumberSpan } from './numbers.js';
import { unitOf, type Reading } from './reading.js';
import { talliedOf } from './tallies.js';

// “दो ओवर चार गेंद”: overs and balls.
function ballsBeside(reading: Reading, { to }: NumberSpan): number {
  const next = reading.numbers.find(({ from }) => from === to + 2);
  return next !== undefined && unitOf(reading, next) === 'ball' ? next.value : Number.NaN;
}

/** Overs that are done, the one under way, how many there are, and how many are left. */
export function isOver(reading: Reading, { now, oversMax, bowlers }: CricketFacts, number: NumberSpan): boolean {
  const { value, written, isOrdinal } = number;
  const last = now.at(-1);
  if (last === undefined) return oversMax === value;
  const done = Math.floor(last.balls / 6);
  if (isOrdinal)
    return (
      last.over.number === value ||
      last.over.wickets >= value ||
      reading.sheet.threads.some((thread) => 'count' in thread && thread.count === value)
    );
  const isWhole = last.balls % 6 === 0;
  const left = oversMax === null ? null : oversMax - done;
  const isPowerplay = reading.happenings.some((one) => one.tags.some(({ idea }) => idea.startsWith('powerplay')));
  return (
    last.overs === written ||
    [last, ...bowlers].some(({ overs }) => overs === `${value}.${ballsBeside(reading, number)}`) ||
    bowlers.some(({ overs, balls }) => overs === written || balls === value * 6) ||
    (isWhole && done === value) ||
    last.over.number === value ||
    value === oversMax ||
    (isPowerplay && value === 6) ||
    (left !== null && isWhole && left === value) ||
    (value === 20 && done === 20) ||
    (last.balls === 0 && value === 20)
  );
}

const TALLIED: Readonly<Record<string, readonly (readonly Counted[])[]>> = {
  four: [['four']],
  six: [['six']],
  boundary: [['four', 'six']],
  dot: [['dot']],
  extra: [['wide']],
};

export function isCount(reading: Reading, facts: CricketFacts, number: NumberSpan): boolean {
  const { value } = number;
  const unit = unitOf(reading, number) ?? '';
  const { threads, moments } = reading.sheet;
  if (threads.some((thread) => 'count' in thread && thread.count === value)) return true;
  const last = facts.now.at(-1);
  if (
    unit === 'wicket' &&
    (last?.wickets === value || last?.over.wickets === value || facts.bowlers.some(({ wickets }) => wickets === value))
  )
    return true;
  if (unit === 'four' && facts.batters.some(({ fours }) => fours === value)) return true;
  if (unit === 'six' && facts.batters.some(({ sixes }) => sixes === value)) return true;
  if (unit === 'extra' && last?.extras === value) return true;
  if (reading.isQuiet && talliedOf(reading.sheet.tallies, TALLIED[unit] ?? []).includes(value)) return true;
  if (unit === 'catch' || unit === 'six' || unit === 'four' || unit === 'boundary')
    return lately(reading, unit).includes(value);
  return moments.length === value && moments.length > 1;
}

/** How often somebody of this line did it, or it was in this over, as far as it was told. */
function lately({ sheet }: Reading, unit: string): number[] {
  const balls = [...sheet.earlier, ...sheet.moments].filter(({ delivery }) => delivery !== null);
  const last = balls.at(-1)?.delivery;
  const isOne = ({ delivery }: (typeof balls)[number]): boolean =>
    unit === 'catch'
      ? (delivery?.wickets ?? []).some(({ kind }) => kind.startsWith('caught'))
      : delivery?.boundary === (unit === 'six' ? 6 : unit === 'four' ? 4 : delivery?.boundary) &&
        delivery?.boundary !== undefined;
  const inOver = balls
    .filter(({ delivery }) => delivery?.innings === last?.innings && delivery?.over === last?.over)
    .filter(isOne).length;
  const catchers = balls.at(-1)?.delivery?.wickets?.flatMap(({ fielders = [] }) => fielders) ?? [];
  const caught = balls.filter(({ delivery }) =>
    delivery?.wickets?.some(({ fielders = [] }) => fielders.some((name) => catchers.includes(name))),
  ).length;
  return unit === 'catch' ? [caught] : [inOver];
}

export function isBallCount(reading: Reading, facts: CricketFacts, { value }: NumberSpan): boolean {
  const spans = reading.sheet.threads.flatMap((thread) =>
    thread.kind === 'spell' ? [thread.within.value, thread.count] : thread.kind === 'since' ? [thread.value] : [],
  );
  const waits = reading.sheet.waits.map((wait) => wait.value);
  return (
    spans.includes(value) ||
    (reading.isQuiet && waits.includes(value)) ||
    facts.batters.some(({ balls }) => balls === value) ||
    facts.now.some(
      ({ needs, partnership, over }) => needs?.balls === value || partnership.balls === value || over.balls === value,
    )
  );
}
