import type { Milestone, Moment, Thread } from '../../../writing/model/fact-sheet.js';
import type { MatchEvent } from '../../../wire/matches.js';
import { ballsIn, batterIn, isBowlersWicket, totalOf, wicketsIn, type Ball } from './innings.js';

const DOTS_MIN = 4;
const BOUNDARIES_MIN = 2;
const WICKETS_WITHIN_BALLS = 12;
/** Balls without what is waited for, after which it is worth a word. */
const BOUNDARY_AFTER_BALLS = 12;
const WICKET_AFTER_BALLS = 30;
const RUNS: readonly (readonly [number, Milestone])[] = [
  [50, 'fifty'],
  [100, 'hundred'],
  [150, 'hundred_and_fifty'],
  [200, 'double_hundred'],
];
const WICKETS: readonly (readonly [number, Milestone])[] = [
  [3, 'three_wickets'],
  [5, 'five_wickets'],
];

/** What follows from the balls of a match, for those that a line is about. */
export function cricketThreads(facts: readonly MatchEvent[], moments: readonly Moment[]): readonly Thread[] {
  const balls = ballsIn(facts);
  return moments.flatMap((moment) => {
    const { type, news, delivery, side } = moment;
    if (type !== 'delivery' || delivery === null || side === null || news === 'changed') return [];
    const at = balls.findIndex(({ delivery: one }) => isAt(one, delivery));
    if (at < 0) return [];
    const own = balls.slice(0, at + 1).filter(({ delivery: one }) => one.innings === delivery.innings);
    return [
      ...milestonesOf(own, side),
      ...teamOf(moment, side),
      ...pairOf(own, side),
      ...spellsOf(own, side),
      ...sinceOf(own, side),
    ];
  });
}

type Place = Pick<Ball['delivery'], 'innings' | 'over' | 'ball'>;

function isAt(one: Place, other: Place): boolean {
  return one.innings === other.innings && one.over === other.over && one.ball === other.ball;
}

type Side = NonNullable<Moment['side']>;

/** `own` are the balls of the innings up to the one that is told. */
function milestonesOf(own: readonly Ball[], side: Side): Thread[] {
  const last = own.at(-1);
  if (last === undefined) return [];
  const before = own.slice(0, -1);
  const { batter, bowler } = last;
  const other: Side = side === 'home' ? 'away' : 'home';
  const threads: Thread[] = [];
  if (batter !== null) {
    const [was, is] = [batterIn(before, batter).runs, batterIn(own, batter).runs];
    for (const what of passed(RUNS, was, is)) threads.push({ kind: 'milestone', what, side, who: batter, value: is });
  }
  if (bowler !== null && isBowlersWicket(last.delivery)) {
    const taken = own.filter((ball) => ball.bowler === bowler && isBowlersWicket(ball.delivery)).length;
    for (const what of passed(WICKETS, taken - 1, taken))
      threads.push({ kind: 'milestone', what, side: other, who: bowler, value: taken });
    if (isHatTrick(own.filter((ball) => ball.bowler === bowler)))
      threads.push({ kind: 'milestone', what: 'wicket_hat_trick', side: other, who: bowler, value: 3 });
  }
  return threads;
}

// Penalty runs are of the side’s sum and of no ball.
function teamOf({ before, after, delivery }: Moment, side: Side): Thread[] {
  const [was, is] = [before, after].map(
    ({ innings }) => innings.find((one) => one.innings === delivery?.innings)?.runs ?? 0,
  );
  const value = reached(was ?? 0, is ?? 0);
  if (value === 0) return [];
  return [{ kind: 'milestone', what: value % 100 === 0 ? 'team_hundred' : 'team_fifty', side, who: null, value }];
}

// Of the first pair it is the side’s own fifty.
function pairOf(own: readonly Ball[], side: Side): Thread[] {
  const together = own.slice(own.findLastIndex(({ delivery }) => wicketsIn(delivery) > 0) + 1);
  if (together.length === 0 || together.length === own.length) return [];
  const value = reached(runsOf(together.slice(0, -1)), runsOf(together));
  if (value === 0) return [];
  const what = value % 100 === 0 ? 'partnership_hundred' : 'partnership_fifty';
  return [{ kind: 'milestone', what, side, who: null, value }];
}

function runsOf(balls: readonly Ball[]): number {
  return balls.reduce((all, { delivery }) => all + totalOf(delivery), 0);
}

/** The last fifty that was passed; 0 where none was. */
function reached(was: number, is: number): number {
  return Math.floor(is / 50) > Math.floor(was / 50) ? Math.floor(is / 50) * 50 : 0;
}

function passed(marks: readonly (readonly [number, Milestone])[], was: number, is: number): Milestone[] {
  return marks.filter(([mark]) => was < mark && is >= mark).map(([, what]) => what);
}

function isHatTrick(bowled: readonly Ball[]): boolean {
  const lately = bowled.slice(-3);
  return lately.length === 3 && lately.every(({ delivery }) => isBowlersWicket(delivery));
}

function spellsOf(own: readonly Ball[], side: Side): Thread[] {
  const dots = lastRun(own, ({ delivery }) => totalOf(delivery) === 0 && wicketsIn(delivery) === 0);
  const boundaries = lastRun(own, ({ delivery }) => delivery.boundary !== undefined);
  const other: Side = side === 'home' ? 'away' : 'home';
  const threads: Thread[] = [];
  if (dots >= DOTS_MIN)
    threads.push({ kind: 'spell', what: 'dot', side: other, count: dots, within: { unit: 'balls', value: dots } });
  const hits = own.slice(own.length - boundaries);
  const what = hits[0]?.delivery.boundary === 6 ? 'six' : 'four';
  const isAlike = hits.every(({ delivery }) => delivery.boundary === hits[0]?.delivery.boundary);
  if (boundaries >= BOUNDARIES_MIN && isAlike)
    threads.push({ kind: 'spell', what, side, count: boundaries, within: { unit: 'balls', value: boundaries } });
  return [...threads, ...wicketsTogether(own, other)];
}

function wicketsTogether(own: readonly Ball[], side: Side): Thread[] {
  const last = own.at(-1);
  if (last === undefined || wicketsIn(last.delivery) === 0) return [];
  const lately = own.slice(-WICKETS_WITHIN_BALLS);
  const first = lately.findIndex(({ delivery }) => wicketsIn(delivery) > 0);
  const count = lately.reduce((all, { delivery }) => all + wicketsIn(delivery), 0);
  if (count < 2) return [];
  return [{ kind: 'spell', what: 'wicket', side, count, within: { unit: 'balls', value: lately.length - first } }];
}

function sinceOf(own: readonly Ball[], side: Side): Thread[] {
  const last = own.at(-1);
  if (last === undefined) return [];
  const before = own.slice(0, -1);
  if (last.delivery.boundary !== undefined) {
    const value = lastRun(before, ({ delivery }) => delivery.boundary === undefined);
    if (value < BOUNDARY_AFTER_BALLS || value === before.length) return [];
    return [{ kind: 'since', what: last.delivery.boundary === 6 ? 'six' : 'four', side, unit: 'balls', value }];
  }
  if (wicketsIn(last.delivery) === 0) return [];
  const value = lastRun(before, ({ delivery }) => wicketsIn(delivery) === 0);
  if (value < WICKET_AFTER_BALLS || value === before.length) return [];
  return [{ kind: 'since', what: 'wicket', side: side === 'home' ? 'away' : 'home', unit: 'balls', value }];
}

/** How many of the last ones in a row are so. */
function lastRun(balls: readonly Ball[], isSo: (ball: Ball) => boolean): number {
  return balls.length - 1 - balls.findLastIndex((ball) => !isSo(ball));
}
