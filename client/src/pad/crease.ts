import type { MatchInfo } from '../../../src/wire/match-doors.js';
import type { Delivery, MatchEvent } from '../../../src/wire/matches.js';
import type { Side } from '../../../src/wire/sports.js';
import { personIn, type Named } from './football.js';

const BALLS_PER_OVER = 6;

/** Who is where between two balls, as far as it is known. */
export interface Places {
  readonly batter?: Named | undefined;
  readonly nonStriker?: Named | undefined;
  readonly bowler?: Named | undefined;
}

/** What the next ball will be. */
export interface Crease extends Places {
  readonly innings: number;
  readonly segment: string;
  /** Who bats. */
  readonly side: Side;
  readonly over: number;
  readonly ball: number;
  /** Balls of this over that count. */
  readonly legal: number;
  /** As many balls as an over has were bowled. */
  readonly isOverDone: boolean;
  /** The last thing that happened in it: who was chosen after it is at the crease. */
  readonly after: string;
}

/** Who was chosen since then: they are told with the next ball. */
export interface Chosen extends Places {
  readonly after: string;
  /** The umpire has counted otherwise. */
  readonly isOverDone?: false;
}

/** The innings under way, as its balls have it: the batters change ends with odd runs and after an over. */
export function creaseOf(facts: readonly MatchEvent[], info: MatchInfo, chosen?: Chosen): Crease | undefined {
  let crease: Crease | undefined;
  for (const event of facts) {
    if (event.status === 'retracted') continue;
    if (event.content.type === 'innings_start') crease = started(event, crease);
    else if (crease !== undefined) crease = after(crease, event, info.ballsPerOver ?? BALLS_PER_OVER);
  }
  return crease !== undefined && chosen?.after === crease.after ? { ...crease, ...chosen } : crease;
}

function started({ fact, content }: MatchEvent, before: Crease | undefined): Crease | undefined {
  const { segment = '', side } = content;
  const number = Number(/^INN(\d+)$/.exec(segment)?.[1] ?? 0);
  if (number === 0 || side === undefined) return before;
  const places = {
    batter: personIn(content, 'batter'),
    nonStriker: personIn(content, 'non_striker'),
    bowler: personIn(content, 'bowler'),
  };
  return { innings: number, segment, side, ...NEW_OVER, over: 0, after: fact, ...places };
}

const NEW_OVER = { ball: 0, legal: 0, isOverDone: false } as const;

function after(crease: Crease, { fact, content }: MatchEvent, perOver: number): Crease | undefined {
  const { type, delivery, segment } = content;
  if (type === 'innings_end' && segment === crease.segment) return undefined;
  if (type === 'over_end' && segment === crease.segment) return { ...nextOver(crease), after: fact };
  if (type !== 'delivery' || delivery?.innings !== crease.innings) return crease;
  const here = delivery.over > crease.over ? nextOver(crease, delivery.over) : crease;
  const legal = here.legal + (isLegal(delivery) ? 1 : 0);
  const faced = {
    batter: personIn(content, 'batter') ?? here.batter,
    nonStriker: personIn(content, 'non_striker') ?? here.nonStriker,
    bowler: personIn(content, 'bowler') ?? here.bowler,
  };
  return {
    ...here,
    ball: Math.max(here.ball, delivery.ball + 1),
    legal,
    isOverDone: legal >= perOver,
    after: fact,
    ...withoutOut(ran(delivery) % 2 === 1 ? changedEnds(faced) : faced, delivery),
  };
}

// Nobody bowls two overs running.
export function nextOver(crease: Crease, over: number = crease.over + 1): Crease {
  return { ...crease, ...NEW_OVER, ...changedEnds(crease), bowler: undefined, over };
}

export function changedEnds({ batter, nonStriker, bowler }: Places): Places {
  return { batter: nonStriker, nonStriker: batter, bowler };
}

export function isLegal({ extras }: Delivery): boolean {
  return !extras?.wides && !extras?.noballs;
}

// Odd or even is all that matters: a boundary, which nobody runs, is even. The wide itself is not run.
function ran({ runs, extras = {} }: Delivery): number {
  const { wides = 0, byes = 0, legbyes = 0 } = extras;
  return runs.batter + byes + legbyes + Math.max(0, wides - 1);
}

function withoutOut(places: Places, { wickets = [] }: Delivery): Places {
  return wickets.reduce<Places>((left, { out }) => {
    if (out !== undefined && out === left.nonStriker?.name) return { ...left, nonStriker: undefined };
    if (out === undefined || out === left.batter?.name) return { ...left, batter: undefined };
    return left;
  }, places);
}

/** Whether nobody can bat on: ten are out, the overs are bowled, or it is won. */
export function isInningsDone(
  { over, isOverDone }: Pick<Crease, 'over' | 'isOverDone'>,
  { runs, wickets, target }: { runs: number; wickets: number; target: { runs: number } | null },
  { overs }: MatchInfo,
): boolean {
  const bowled = over + (isOverDone ? 1 : 0);
  return wickets >= ALL_OUT || (overs !== undefined && bowled >= overs) || (target !== null && runs >= target.runs);
}

const ALL_OUT = 10;
