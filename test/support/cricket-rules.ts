import type { ScriptedMatch, ScriptLine } from '../../src/matches/model/script.js';
import type { Delivery, EventContent } from '../../src/wire/matches.js';
import { knownAfter } from './told-script.js';

/** The laws of cricket, as a scorer with a pencil would check them: nothing here knows how matches are made up. */
export type CricketRule = 'overs' | 'bowlers' | 'ends' | 'out' | 'innings' | 'reviews';
export interface Fault {
  readonly rule: CricketRule;
  readonly what: string;
}

export interface Ball extends Delivery {
  readonly batter: string;
  readonly bowler: string;
  readonly nonStriker: string;
}

interface Turn {
  readonly number: number;
  readonly segment: string;
  readonly target: number | undefined;
  readonly balls: readonly Ball[];
  /** The overs that were said to be over. */
  readonly overEnds: number;
}

export function cricketFaults(match: ScriptedMatch): readonly Fault[] {
  const turns = turnsIn(match);
  return [
    ...turns.flatMap((turn) => [
      ...oversOf(turn).map((what) => ({ rule: 'overs' as const, what })),
      ...bowlersOf(turn).map((what) => ({ rule: 'bowlers' as const, what })),
      ...endsOf(turn).map((what) => ({ rule: 'ends' as const, what })),
      ...outOf(turn).map((what) => ({ rule: 'out' as const, what })),
      ...inningsOf(turn).map((what) => ({ rule: 'innings' as const, what })),
    ]),
    ...chasesOf(turns).map((what) => ({ rule: 'innings' as const, what })),
    ...reviewsOf(match.lines).map((what) => ({ rule: 'reviews' as const, what })),
  ];
}

/** Every innings as it stands in the end, in its order: all from its start to the next. */
export function turnsIn({ lines }: ScriptedMatch): readonly Turn[] {
  const known = [...knownAfter(lines).values()];
  const starts = known.flatMap(({ type }, at) => (type === 'innings_start' ? [at] : []));
  return starts.map((from, at): Turn => {
    const own = known.slice(from, starts[at + 1]);
    return {
      number: at + 1,
      segment: own[0]?.segment ?? '',
      target: own[0]?.target?.runs,
      balls: own.flatMap(ballOf),
      overEnds: own.filter(({ type }) => type === 'over_end').length,
    };
  });
}

function ballOf({ type, delivery, participants = [] }: EventContent): readonly Ball[] {
  if (type !== 'delivery' || delivery === undefined) return [];
  const named = (role: string): string => participants.find((one) => one.role === role)?.name ?? '';
  return [{ ...delivery, batter: named('batter'), bowler: named('bowler'), nonStriker: named('non_striker') }];
}

export function runsOff({ runs }: Delivery): number {
  return runs.batter + runs.extras;
}

function counts({ extras }: Delivery): boolean {
  return !extras?.wides && !extras?.noballs;
}

function lastOverOf({ segment }: Turn): number {
  return segment.startsWith('SUPER') ? 0 : 19;
}

function oversOf({ number, balls, overEnds, segment }: Turn): string[] {
  const part = number <= 2 ? `INN${number}` : `SUPER${Math.ceil(number / 2) - 1}`;
  const faults = segment === part ? [] : [`innings ${number} in ${segment}`];
  let [over, ball, legal] = [0, 0, 0];
  for (const one of balls) {
    if (legal === 6) [over, ball, legal] = [over + 1, 0, 0];
    if (one.innings !== number) faults.push(`ball of innings ${one.innings} in ${segment}`);
    if (one.over !== over || one.ball !== ball) faults.push(`${one.over}.${one.ball} in place of ${over}.${ball}`);
    ball += 1;
    legal += counts(one) ? 1 : 0;
  }
  const complete = over + (legal === 6 ? 1 : 0);
  if (overEnds !== complete) faults.push(`${overEnds} of ${complete} overs end`);
  return faults;
}

function bowlersOf({ balls, segment }: Turn): string[] {
  const byOver = new Map(balls.map((ball) => [ball.over, ball.bowler]));
  const bowlers = [...byOver.values()];
  const faults = balls
    .filter((ball) => byOver.get(ball.over) !== ball.bowler)
    .map((ball) => `two in over ${ball.over}`);
  const twice = bowlers.filter((name, at) => name === bowlers[at - 1]).map((name) => `${name} bowls on`);
  const tooMany = new Set(bowlers.filter((name) => bowlers.filter((other) => other === name).length > 4));
  return [...faults, ...twice, ...[...tooMany].map((name) => `${name} bowls too much in ${segment}`)];
}

/** Who faces is told by how often the two ran past each other since the ball before. */
function endsOf({ balls }: Turn): string[] {
  return balls.flatMap((ball, at) => {
    const before = balls[at - 1];
    if (before === undefined) return [];
    const { runs, extras = {}, boundary, wickets = [] } = before;
    const ran =
      (boundary === undefined ? runs.batter : 0) +
      (extras.byes ?? 0) +
      (extras.legbyes ?? 0) +
      Math.max((extras.wides ?? 0) - 1, 0) +
      (wickets[0]?.kind === 'run_out' ? 1 : 0);
    const crossings = ran + (ball.over === before.over ? 0 : 1);
    const pair = [before.batter, before.nonStriker].map((name) => (name === wickets[0]?.out ? null : name));
    const [facing, waiting] = crossings % 2 === 0 ? pair : pair.toReversed();
    const isRight = [
      [facing, ball.batter],
      [waiting, ball.nonStriker],
    ].every(([expected, name]) => expected === name || expected === null);
    return isRight ? [] : [`${ball.batter} faces ${ball.over}.${ball.ball}`];
  });
}

function outOf({ balls, segment }: Turn): string[] {
  const out = new Set<string>();
  const faults: string[] = [];
  let isFreeHit = false;
  for (const ball of balls) {
    const wicket = ball.wickets?.[0];
    const pair = [ball.batter, ball.nonStriker];
    if (pair.some((name) => out.has(name) || name === '') || pair[0] === pair[1])
      faults.push(`${pair.join()} in ${segment}`);
    if (wicket !== undefined && !pair.includes(wicket.out ?? '')) faults.push(`${wicket.out} is out and was not in`);
    const isSafe = isFreeHit || ball.extras?.noballs !== undefined;
    if (wicket !== undefined && isSafe && wicket.kind !== 'run_out') faults.push(`${wicket.kind} off a free hit`);
    if (wicket?.out !== undefined) out.add(wicket.out);
    isFreeHit = ball.extras?.noballs !== undefined || (isFreeHit && !counts(ball));
  }
  return faults;
}

function inningsOf(turn: Turn): string[] {
  const { balls, target = Infinity, segment } = turn;
  const wicketsMax = segment.startsWith('SUPER') ? 2 : 10;
  const faults: string[] = [];
  let [runs, wickets, legal] = [0, 0, 0];
  const isOver = (): boolean => runs >= target || wickets >= wicketsMax || legal === 6 * (lastOverOf(turn) + 1);
  for (const ball of balls) {
    if (isOver()) faults.push(`${segment} goes on at ${runs}/${wickets}`);
    runs += runsOff(ball);
    wickets += ball.wickets?.length ?? 0;
    legal += counts(ball) ? 1 : 0;
    const isRope = ball.boundary !== undefined || ball.extras?.wides === 5 || ball.runs.extras === 4;
    if (runs > target && !isRope) faults.push(`${runs} where ${target} were enough`);
    if (runs >= target && ball.wickets !== undefined) faults.push('a wicket after it was won');
  }
  if (!isOver()) faults.push(`${segment} ends at ${runs}/${wickets} after ${legal} balls`);
  return faults;
}

function chasesOf(turns: readonly Turn[]): string[] {
  return turns.flatMap(({ target, segment }, at) => {
    const before = turns[at - 1]?.balls.reduce((runs, ball) => runs + runsOff(ball), 0) ?? 0;
    const expected = at % 2 === 0 ? undefined : before + 1;
    return target === expected ? [] : [`${segment} is to reach ${target}`];
  });
}

/** What is not sure stays so until the review of it has ended, and no ball is bowled meanwhile. */
function reviewsOf(lines: readonly ScriptLine[]): string[] {
  const faults: string[] = [];
  let [open, decision, isUnderWay]: [string | null, string, boolean] = [null, '', false];
  for (const line of lines) {
    const content = 'content' in line ? line.content : undefined;
    if (line.op === 'confirm' || line.op === 'revise') {
      const isRight = line.key === open && !isUnderWay && decision === (line.op === 'confirm' ? 'out' : 'not_out');
      if (!isRight) faults.push(`${line.op} of ${line.key} after ${decision}`);
      open = null;
    } else if (content?.type === 'review_start') isUnderWay = true;
    else if (content?.type === 'review_end') [isUnderWay, decision] = [false, content.subtype ?? ''];
    else if (isUnderWay || open !== null) faults.push(`${line.key} during a review`);
    if (line.op === 'add' && line.provisional) open = line.key;
  }
  return open === null && !isUnderWay ? faults : [...faults, 'a review has no end'];
}
