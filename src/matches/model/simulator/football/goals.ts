import type { Side } from '../../../../wire/sports.js';
import type { Player } from '../squad.js';
import { cast, type Game } from './game.js';
import { GOAL_IS_CHECKED, GOAL_IS_DISALLOWED, PENALTIES, PENALTY_IS_CHECKED } from './odds.js';

export interface Goal {
  readonly side: Side;
  readonly subtype: string;
  readonly scorer: Player;
  readonly assist?: Player | undefined;
}

/**
 * The key counts every goal ever told of a side, those that are taken back too: who tells it does not know yet which will
 * stand, and a number is never given twice.
 */
export function tellGoal(game: Game, { side, subtype, scorer, assist }: Goal): void {
  const { chance, script } = game;
  const own = game.sides[side];
  own.goalsTold += 1;
  const key = `score:${side}:${own.goalsTold}`;
  const isChecked = subtype !== 'penalty' && chance.happens(GOAL_IS_CHECKED);
  const participants = cast(side, { scorer, ...(assist === undefined ? {} : { assist }) });
  game.tell({ type: 'goal', subtype, side, participants }, key, isChecked);
  const stands = !isChecked || !chance.happens(GOAL_IS_DISALLOWED);
  if (isChecked) {
    game.lose(5, 20);
    game.tell({ type: 'var_start', subtype: 'goal', side });
    game.lose(40, 110);
    game.tell({ type: 'var_end', subtype: stands ? 'goal' : 'no_goal', side });
    if (stands) script.confirm(key);
    else script.retract(key);
  }
  if (stands) own.goals += 1;
  game.lose(30, 60);
}

export function tellPenalty(game: Game, side: Side, fouled: Player): void {
  const { chance } = game;
  if (chance.happens(PENALTY_IS_CHECKED)) {
    game.lose(5, 20);
    game.tell({ type: 'var_start', subtype: 'penalty', side });
    game.lose(40, 110);
    game.tell({ type: 'var_end', subtype: 'penalty', side });
  }
  game.tell({ type: 'penalty_awarded', side, participants: cast(side, { fouled }) });
  game.lose(50, 90);
  const taker = game.sides[side].anyone(chance);
  const { keeper } = game.opponent(side);
  const outcome = chance.weighed(PENALTIES);
  if (outcome === 'goal') tellGoal(game, { side, subtype: 'penalty', scorer: taker });
  else if (outcome === 'saved') {
    game.tell({ type: 'penalty_saved', side, participants: cast(side, { taker, keeper }) });
  } else {
    game.tell({ type: 'penalty_missed', side, participants: cast(side, { taker }) });
  }
}
