import { otherSide } from '../squad.js';
import type { Side } from '../../../../wire/sports.js';
import { cast, type Game } from './game.js';
import { tellGoal } from './goals.js';
import {
  CORNER_AFTER_BLOCK,
  CORNER_AFTER_SAVE,
  GOAL_HAS_ASSIST,
  GOALS,
  OWN_GOAL_AFTER_CORNER,
  SHOT_AFTER_CORNER,
  SHOT_IS_GOAL,
  SHOTS,
} from './odds.js';

export function shot(game: Game, side: Side): void {
  const { chance } = game;
  const own = game.sides[side];
  const shooter = own.anyone(chance);
  const kind = chance.weighed(SHOTS);
  if (kind === 'on' && chance.happens(SHOT_IS_GOAL)) {
    const assist = chance.happens(GOAL_HAS_ASSIST) ? own.anyoneBut(shooter, chance) : undefined;
    tellGoal(game, { side, subtype: chance.weighed(GOALS), scorer: shooter, assist });
    return;
  }
  game.tell({ type: 'shot', subtype: kind, side, participants: cast(side, { shooter }) });
  if (kind === 'on') {
    game.pass(1, 2);
    const saves = otherSide(side);
    game.tell({
      type: 'save',
      side: saves,
      participants: cast(saves, { keeper: game.sides[saves].keeper, shooter }),
    });
  }
  const isCorner =
    (kind === 'on' && chance.happens(CORNER_AFTER_SAVE)) || (kind === 'blocked' && chance.happens(CORNER_AFTER_BLOCK));
  if (!isCorner) return;
  game.pass(15, 35);
  corner(game, side);
}

export function corner(game: Game, side: Side): void {
  const { chance } = game;
  const taker = game.sides[side].anyone(chance);
  game.tell({ type: 'corner', side, participants: cast(side, { taker }) });
  game.pass(3, 8);
  if (chance.happens(OWN_GOAL_AFTER_CORNER)) {
    tellGoal(game, { side, subtype: 'own_goal', scorer: game.opponent(side).anyone(chance) });
  } else if (chance.happens(SHOT_AFTER_CORNER)) shot(game, side);
}

export function offside(game: Game, side: Side): void {
  game.tell({ type: 'offside', side, participants: cast(side, { player: game.sides[side].anyone(game.chance) }) });
}
