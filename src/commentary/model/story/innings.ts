import type { Batter, Bowler, Card, InningsStanding } from '../../../writing/model/fact-sheet.js';
import type { MatchInfo } from '../../../wire/match-doors.js';
import type { Delivery, MatchEvent } from '../../../wire/matches.js';
import type { Side } from '../../../wire/sports.js';

/** One ball, and who took part in it as far as that was told. */
export interface Ball {
  readonly delivery: Delivery;
  readonly side: Side | null;
  readonly batter: string | null;
  readonly nonStriker: string | null;
  readonly bowler: string | null;
}

interface Start {
  readonly innings: number;
  readonly side: Side | null;
  readonly isSuper: boolean;
  readonly target: number | null;
  readonly overs: number | null;
  readonly openers: readonly string[];
}

const BALLS_PER_OVER = 6;
/** Kinds of leaving that cost no wicket. */
const NOT_OUT = new Set(['retired_hurt', 'retired_not_out']);
/** Kinds of being out that the bowler has earned. */
const BOWLERS = new Set(['bowled', 'caught', 'caught_and_bowled', 'lbw', 'stumped', 'hit_wicket']);

/** Every innings of these facts, in the order they were played. */
export function inningsIn(facts: readonly MatchEvent[], info: MatchInfo): InningsStanding[] {
  const starts = startsIn(facts);
  const balls = facts.flatMap(ballOf).toSorted(inPlay);
  const numbers = new Set([...starts.keys(), ...balls.map(({ delivery }) => delivery.innings)]);
  return [...numbers]
    .toSorted((one, other) => one - other)
    .map((innings) => {
      const own = balls.filter(({ delivery }) => delivery.innings === innings);
      const start = starts.get(innings) ?? unstarted(innings, own);
      return standingOf(start, own, penaltiesIn(facts, innings), info);
    });
}

/** Who has batted and bowled in each innings, and how. */
export function cardsIn(facts: readonly MatchEvent[], info: MatchInfo): Card[] {
  const balls = ballsIn(facts);
  const numbers = [...new Set(balls.map(({ delivery }) => delivery.innings))];
  return numbers.map((innings) => {
    const own = balls.filter(({ delivery }) => delivery.innings === innings);
    const batters = new Set(own.flatMap(({ batter, nonStriker }) => [batter, nonStriker]));
    const bowlers = new Set(own.map(({ bowler }) => bowler));
    return {
      innings,
      side: own.find(({ side }) => side !== null)?.side ?? null,
      batters: [...batters].flatMap((name) => (name === null ? [] : batterIn(own, name))),
      bowlers: [...bowlers].flatMap((name) =>
        name === null ? [] : figuresOf(own, name, info.ballsPerOver ?? BALLS_PER_OVER),
      ),
    };
  });
}

/** The balls of these facts as they were bowled. */
export function ballsIn(facts: readonly MatchEvent[]): Ball[] {
  return facts.flatMap(ballOf).toSorted(inPlay);
}

export function isLegal({ extras }: Delivery): boolean {
  return !extras?.wides && !extras?.noballs;
}

export function wicketsIn({ wickets = [] }: Delivery): number {
  return wickets.filter(({ kind }) => !NOT_OUT.has(kind)).length;
}

export function totalOf({ runs }: Delivery): number {
  return runs.batter + runs.extras;
}

/** A ball at which the bowler took somebody’s wicket. */
export function isBowlersWicket({ wickets = [] }: Delivery): boolean {
  return wickets.some(({ kind }) => BOWLERS.has(kind));
}

function ballOf({ content }: MatchEvent): Ball[] {
  const { delivery, side = null, participants = [] } = content;
  if (content.type !== 'delivery' || delivery === undefined) return [];
  const named = (role: string): string | null => participants.find((one) => one.role === role)?.name ?? null;
  return [{ delivery, side, batter: named('batter'), nonStriker: named('non_striker'), bowler: named('bowler') }];
}

function inPlay({ delivery: one }: Ball, { delivery: other }: Ball): number {
  return one.innings - other.innings || one.over - other.over || one.ball - other.ball;
}

// A super over has two innings in one part: where its start does not say which is meant, it is the next.
function startsIn(facts: readonly MatchEvent[]): ReadonlyMap<number, Start> {
  const starts = new Map<number, Start>();
  for (const { content } of facts) {
    const { type, segment = '', delivery, side = null, target, participants = [] } = content;
    const isRevision = type === 'target_revised';
    if (type !== 'innings_start' && !isRevision) continue;
    const latest = Math.max(0, ...starts.keys());
    const named = delivery?.innings ?? Number(/^INN(\d+)$/.exec(segment)?.[1] ?? 0);
    const innings = named === 0 ? latest + (isRevision ? 0 : 1) : named;
    const known = starts.get(innings);
    starts.set(innings, {
      innings,
      side: isRevision ? (known?.side ?? side) : side,
      isSuper: known?.isSuper ?? segment.startsWith('SUPER'),
      target: target?.runs ?? known?.target ?? null,
      overs: target?.overs ?? known?.overs ?? null,
      openers: isRevision ? (known?.openers ?? []) : participants.flatMap(({ name }) => name ?? []),
    });
  }
  return starts;
}

function unstarted(innings: number, balls: readonly Ball[]): Start {
  const side = balls.find((ball) => ball.side !== null)?.side ?? null;
  return { innings, side, isSuper: false, target: null, overs: null, openers: [] };
}

// A part of the match is an innings by itself, a super over is two: there it takes the number.
function penaltiesIn(facts: readonly MatchEvent[], innings: number): number {
  return facts
    .filter(({ content: { type, segment, delivery } }) => {
      if (type !== 'penalty_runs') return false;
      return delivery === undefined ? segment === `INN${innings}` : delivery.innings === innings;
    })
    .reduce((runs, { content }) => runs + (content.points ?? 0), 0);
}

function standingOf(start: Start, balls: readonly Ball[], penalties: number, info: MatchInfo): InningsStanding {
  const { innings, isSuper, side, target } = start;
  const perOver = info.ballsPerOver ?? BALLS_PER_OVER;
  const sum = (of: (delivery: Delivery) => number): number =>
    balls.reduce((all, { delivery }) => all + of(delivery), 0);
  const runs = sum(totalOf) + penalties;
  const legal = sum((delivery) => (isLegal(delivery) ? 1 : 0));
  const lastOver = balls.at(-1)?.delivery.over ?? 0;
  const inOver = balls.filter(({ delivery }) => delivery.over === lastOver);
  const oversMax = isSuper ? 1 : (start.overs ?? info.overs ?? null);
  const sinceWicket = balls.slice(balls.findLastIndex(({ delivery }) => wicketsIn(delivery) > 0) + 1);
  return {
    innings,
    isSuper,
    side,
    runs,
    wickets: sum(wicketsIn),
    balls: legal,
    overs: oversOf(balls, perOver),
    extras: sum(({ runs: { extras } }) => extras) + penalties,
    target,
    needs: needsOf({ target, runs, ballsLeft: oversMax === null ? null : Math.round(oversMax * perOver) - legal }),
    over: {
      number: lastOver + 1,
      runs: inOver.reduce((all, { delivery }) => all + totalOf(delivery), 0),
      wickets: inOver.reduce((all, { delivery }) => all + wicketsIn(delivery), 0),
      balls: inOver.filter(({ delivery }) => isLegal(delivery)).length,
    },
    batters: battersIn(balls, start.openers),
    bowler: bowlerIn(balls, perOver),
    partnership: {
      runs: sinceWicket.reduce((all, { delivery }) => all + totalOf(delivery), 0),
      balls: sinceWicket.filter(({ delivery }) => !delivery.extras?.wides).length,
    },
  };
}

function needsOf({ target, runs, ballsLeft }: { target: number | null; runs: number; ballsLeft: number | null }) {
  if (target === null) return null;
  return { runs: Math.max(0, target - runs), balls: ballsLeft === null ? null : Math.max(0, ballsLeft) };
}

// An over that was counted wrongly counts as one all the same: what follows it says so.
function oversOf(balls: readonly Ball[], perOver: number): string {
  const last = balls.at(-1)?.delivery.over;
  if (last === undefined) return '0.0';
  const legal = balls.filter(({ delivery }) => delivery.over === last && isLegal(delivery)).length;
  return legal >= perOver ? `${last + 1}.0` : `${last}.${legal}`;
}

/** How a batter stands by these balls. */
export function batterIn(balls: readonly Ball[], name: string): Batter {
  const faced = balls.filter(({ batter }) => batter === name);
  const fours = faced.filter(({ delivery }) => delivery.boundary === 4).length;
  const sixes = faced.filter(({ delivery }) => delivery.boundary === 6).length;
  return {
    name,
    runs: faced.reduce((all, { delivery }) => all + delivery.runs.batter, 0),
    balls: faced.filter(({ delivery }) => !delivery.extras?.wides).length,
    fours,
    sixes,
    isOut: balls.some(({ delivery }) => delivery.wickets?.some(({ kind, out }) => out === name && !NOT_OUT.has(kind))),
  };
}

function battersIn(balls: readonly Ball[], openers: readonly string[]): Batter[] {
  const last = balls.at(-1);
  if (last === undefined) return openers.map((name) => batterIn([], name));
  const out = last.delivery.wickets?.flatMap(({ out: name }) => name ?? []) ?? [];
  const names = new Set([last.batter, last.nonStriker, ...out]);
  return [...names].flatMap((name) => (name === null ? [] : batterIn(balls, name)));
}

function bowlerIn(balls: readonly Ball[], perOver: number): Bowler | null {
  const name = balls.at(-1)?.bowler ?? null;
  return name === null ? null : figuresOf(balls, name, perOver);
}

function figuresOf(balls: readonly Ball[], name: string, perOver: number): Bowler {
  const own = balls.filter(({ bowler }) => bowler === name);
  const legal = own.filter(({ delivery }) => isLegal(delivery)).length;
  return {
    name,
    runs: own.reduce((all, { delivery }) => all + conceded(delivery), 0),
    wickets: own.filter(({ delivery }) => isBowlersWicket(delivery)).length,
    balls: legal,
    overs: `${Math.floor(legal / perOver)}.${legal % perOver}`,
  };
}

// Byes, leg byes and penalties are nobody’s fault.
function conceded({ runs, extras }: Delivery): number {
  return runs.batter + (extras?.wides ?? 0) + (extras?.noballs ?? 0);
}
