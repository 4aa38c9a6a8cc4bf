import type { Delivery, EventContent, Participant } from '../../../src/wire/matches.js';
import { nextOver, type Crease, type Places } from './crease.js';
import type { Named } from './football.js';

export const BALL_KINDS = ['runs', 'wide', 'no_ball', 'bye', 'leg_bye'] as const;
export type BallKind = (typeof BALL_KINDS)[number];
export const OUT_KINDS = [
  'bowled',
  'caught',
  'lbw',
  'run_out',
  'stumped',
  'hit_wicket',
  'caught_and_bowled',
  'retired_hurt',
] as const;
export const RUNS = [0, 1, 2, 3, 4, 5, 6] as const;

export interface Out {
  readonly kind: string;
  /** Nothing: the one who faces. */
  readonly out?: string | undefined;
  readonly fielder?: string | undefined;
}

/** A ball, as a scorer calls it. */
export interface Ball {
  readonly kind: BallKind;
  /** Of a wide all of them, of a no-ball those off the bat. */
  readonly runs: number;
  /** It reached the rope and was not run. */
  readonly isBoundary: boolean;
  readonly out?: Out | undefined;
}

/** What a press on a number tells: four and six are boundaries unless it is said otherwise. */
export function ballOf(kind: BallKind, runs: number): Ball {
  return { kind, runs, isBoundary: (kind === 'runs' || kind === 'no_ball') && (runs === 4 || runs === 6) };
}

/** The next ball, told. */
export function contentOfBall(crease: Crease, ball: Ball): EventContent {
  const { innings, segment, side, over } = crease;
  return withBall({ type: 'delivery', segment, side }, { innings, over, ball: crease.ball }, { ball, places: crease });
}

/** A ball that was told, told otherwise. */
export function mendedBall(
  content: EventContent,
  given: { readonly ball: Ball; readonly places: Places },
): EventContent {
  const { delivery, participants: _, ...rest } = content;
  if (delivery === undefined) return content;
  const { innings, over, ball } = delivery;
  return withBall(rest, { innings, over, ball }, given);
}

function withBall(
  content: EventContent,
  place: Pick<Delivery, 'innings' | 'over' | 'ball'>,
  { ball, places }: { readonly ball: Ball; readonly places: Places },
): EventContent {
  const other = content.side === 'home' ? 'away' : 'home';
  const one = (role: string, named: Named | undefined, side?: typeof other): Participant[] =>
    named === undefined ? [] : [{ role, ...named, ...(side === undefined ? {} : { side }) }];
  const participants = [
    ...one('batter', places.batter),
    ...one('bowler', places.bowler, other),
    ...one('non_striker', places.nonStriker),
    ...one('fielder', ball.out?.fielder === undefined ? undefined : { name: ball.out.fielder }, other),
  ];
  const delivery: Delivery = { ...place, ...runsOf(ball), ...wicketOf(ball, places) };
  return { ...content, ...(participants.length === 0 ? {} : { participants }), delivery };
}

function runsOf({ kind, runs, isBoundary }: Ball): Pick<Delivery, 'runs' | 'extras' | 'boundary'> {
  const rope: Pick<Delivery, 'boundary'> = isBoundary && (runs === 4 || runs === 6) ? { boundary: runs } : {};
  switch (kind) {
    case 'runs':
      return { runs: { batter: runs, extras: 0 }, ...rope };
    case 'wide':
      return { runs: { batter: 0, extras: Math.max(1, runs) }, extras: { wides: Math.max(1, runs) } };
    case 'no_ball':
      return { runs: { batter: runs, extras: 1 }, extras: { noballs: 1 }, ...rope };
    case 'bye':
      return { runs: { batter: 0, extras: Math.max(1, runs) }, extras: { byes: Math.max(1, runs) } };
    case 'leg_bye':
    default:
      return { runs: { batter: 0, extras: Math.max(1, runs) }, extras: { legbyes: Math.max(1, runs) } };
  }
}

function wicketOf({ out }: Ball, { batter }: Places): Pick<Delivery, 'wickets'> {
  if (out === undefined) return {};
  const name = out.out ?? batter?.name;
  const fielders = out.fielder === undefined ? {} : { fielders: [out.fielder] };
  return { wickets: [{ kind: out.kind, ...(name === undefined ? {} : { out: name }), ...fielders }] };
}

/** What was told of a ball, as a scorer calls it. */
export function ballIn({ runs, extras = {}, boundary, wickets = [] }: Delivery): Ball {
  const { wides = 0, noballs = 0, byes = 0, legbyes = 0 } = extras;
  const [wicket] = wickets;
  const out = wicket && { kind: wicket.kind, out: wicket.out, fielder: wicket.fielders?.[0] };
  const base = { isBoundary: boundary !== undefined, ...(out === undefined ? {} : { out }) };
  if (wides > 0) return { ...base, kind: 'wide', runs: wides };
  if (noballs > 0) return { ...base, kind: 'no_ball', runs: runs.batter };
  if (byes > 0) return { ...base, kind: 'bye', runs: byes };
  if (legbyes > 0) return { ...base, kind: 'leg_bye', runs: legbyes };
  return { ...base, kind: 'runs', runs: runs.batter };
}

/** What a press on the pad tells: where the over was complete, first that it is over. */
export function contentsOfPress(crease: Crease, ball: Ball): readonly EventContent[] {
  if (!crease.isOverDone) return [contentOfBall(crease, ball)];
  return [overEnd(crease), contentOfBall(nextOver(crease), ball)];
}

export function overEnd({ segment, side, bowler }: Crease): EventContent {
  const other = side === 'home' ? 'away' : 'home';
  const participants =
    bowler === undefined ? {} : { participants: [{ role: 'bowler', ...bowler, side: other } as const] };
  return { type: 'over_end', segment, side, ...participants };
}
