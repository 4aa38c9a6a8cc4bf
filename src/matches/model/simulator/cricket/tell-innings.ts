import type { Delivery, EventContent } from '../../../../wire/matches.js';
import { otherSide, participant, type Player } from '../squad.js';
import { bowled, DOT, type Ball } from './ball.js';
import { POWERPLAY_OVERS, type Innings } from './innings.js';
import {
  BALL_SEC,
  CAUGHT_BEHIND,
  CAUGHT_BY_BOWLER,
  DOT_IS_REVIEWED,
  DOT_WAS_GIVEN_OUT,
  DRINKS_SEC,
  OVER_SEC,
  REVIEW_SEC,
  WICKET_IS_REVIEWED,
  WICKET_SEC,
} from './odds.js';

const DRINKS_AFTER_OVER = 10;

/** Plays an innings to its end, and tells it. */
export function playInnings(innings: Innings): void {
  const { plan, script } = innings;
  const { number, segment, batting, target, oversMax } = plan;
  const side = batting.side;
  const openers = [participant('batter', innings.striker, side), participant('non_striker', innings.nonStriker, side)];
  script.add(`innings:${number}:start`, {
    type: 'innings_start',
    segment,
    side,
    participants: openers,
    ...(target === undefined ? {} : { target: { runs: target, overs: oversMax } }),
    // The part does not say which of its two innings is meant.
    ...(oversMax > 1 ? {} : { delivery: { innings: number, over: 0, ball: 0, runs: { batter: 0, extras: 0 } } }),
  });
  if (oversMax > 1) script.add(`powerplay:${number}:start`, { type: 'powerplay', subtype: 'start', segment, side });
  while (!innings.isOver) {
    pass(innings, BALL_SEC);
    tellBall(innings, bowled(innings.chance, innings.situation()));
    if (innings.isOverComplete) tellOver(innings);
  }
  script.pass(10);
  script.add(`innings:${number}:end`, { type: 'innings_end', segment, side });
}

function tellBall(innings: Innings, ball: Ball): void {
  const { plan, chance, script } = innings;
  const key = `ball:${plan.number}.${innings.over}.${innings.balls}`;
  const isDot = ball === DOT && !innings.isFreeHit;
  const content = contentOf(innings, ball);
  if (isDot && chance.happens(DOT_WAS_GIVEN_OUT)) {
    const given = contentOf(innings, { ...DOT, wicket: { kind: 'lbw', out: 'striker' } });
    script.add(key, given, true);
    review(innings, 'not_out');
    script.revise(key, content);
  } else if (ball.wicket !== undefined && ball.wicket.kind !== 'bowled' && chance.happens(WICKET_IS_REVIEWED)) {
    script.add(key, content, true);
    review(innings, 'out');
    script.confirm(key);
  } else {
    script.add(key, content);
    if (isDot && chance.happens(DOT_IS_REVIEWED)) review(innings, 'not_out', otherSide(plan.batting.side));
  }
  innings.take(ball);
  if (ball.wicket !== undefined && !innings.isOver) pass(innings, WICKET_SEC);
}

/** Of what the umpire said, asked for by the side that lost by it: the batting one unless it is said. */
function review(innings: Innings, decision: 'out' | 'not_out', side = innings.plan.batting.side): void {
  const { segment } = innings.plan;
  innings.script.pass(8);
  innings.script.addPlay({ type: 'review_start', segment, side });
  pass(innings, REVIEW_SEC);
  innings.script.addPlay({ type: 'review_end', subtype: decision, segment, side });
}

function contentOf(innings: Innings, ball: Ball): EventContent {
  const { plan, striker, nonStriker, bowler, over, balls } = innings;
  const side = plan.batting.side;
  const { wicket } = ball;
  const fall = wicket === undefined ? undefined : fallOf(innings, wicket);
  const delivery: Delivery = {
    innings: plan.number,
    over,
    ball: balls,
    runs: ball.runs,
    ...(ball.extras === undefined ? {} : { extras: ball.extras }),
    ...(ball.boundary === undefined ? {} : { boundary: ball.boundary }),
    ...(fall === undefined ? {} : { wickets: [fall.wicket] }),
  };
  const roles: readonly [string, Player][] = [
    ['batter', striker],
    ['bowler', bowler],
    ['non_striker', nonStriker],
    ...(fall?.fielders ?? []).map((player): [string, Player] => ['fielder', player]),
  ];
  return {
    type: 'delivery',
    segment: plan.segment,
    side,
    participants: roles.map(([role, player]) => participant(role, player, side)),
    delivery,
  };
}

interface Fall {
  readonly wicket: NonNullable<Delivery['wickets']>[number];
  readonly fielders: readonly Player[];
}

function fallOf(innings: Innings, { kind, out }: NonNullable<Ball['wicket']>): Fall {
  const name = out === 'striker' ? innings.striker.name : innings.nonStriker.name;
  const fielders = fieldersOf(innings, kind);
  const isOwn = kind === 'caught' && fielders[0] === innings.bowler;
  return {
    wicket: {
      kind: isOwn ? 'caught_and_bowled' : kind,
      out: name,
      ...(fielders.length === 0 ? {} : { fielders: fielders.map((player) => player.name) }),
    },
    fielders,
  };
}

function fieldersOf({ attack, bowler, chance }: Innings, kind: NonNullable<Ball['wicket']>['kind']): readonly Player[] {
  if (kind === 'stumped') return [attack.keeper];
  if (kind === 'run_out') return [attack.fielder(bowler)];
  if (kind !== 'caught') return [];
  if (chance.happens(CAUGHT_BY_BOWLER)) return [bowler];
  return [chance.happens(CAUGHT_BEHIND) ? attack.keeper : attack.fielder(bowler)];
}

function tellOver(innings: Innings): void {
  const { plan, script, over, bowler } = innings;
  const { number, segment, batting, oversMax } = plan;
  const side = batting.side;
  script.pass(5);
  script.add(`over:${number}.${over}`, {
    type: 'over_end',
    segment,
    side,
    participants: [participant('bowler', bowler, side)],
  });
  innings.endOver();
  if (innings.isOver) return;
  if (innings.over === POWERPLAY_OVERS && oversMax > 1) {
    script.add(`powerplay:${number}:end`, { type: 'powerplay', subtype: 'end', segment, side });
  }
  if (innings.over === DRINKS_AFTER_OVER) {
    script.addPlay({ type: 'timeout', segment });
    pass(innings, DRINKS_SEC);
  }
  pass(innings, OVER_SEC);
}

function pass({ chance, script }: Innings, { from, to }: { readonly from: number; readonly to: number }): void {
  script.pass(chance.whole(from, to));
}
