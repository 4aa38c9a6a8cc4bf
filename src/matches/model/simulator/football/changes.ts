import type { Side } from '../../../../wire/sports.js';
import type { Chance } from '../chance.js';
import type { Player } from '../squad.js';
import { cast, type Game } from './game.js';
import { CHANGE_AFTER_INJURY } from './odds.js';
import { CHANGES_MAX } from './side-in-play.js';

export interface PlannedChange {
  readonly side: Side;
  /** Of the match clock. */
  readonly sec: number;
}

const PLANNED_MIN = 3;
const EARLIEST_SEC = 2_760;
const LATEST_SEC = 5_280;

/** When the coaches mean to change somebody, in the second half. */
export function plannedChanges(chance: Chance): readonly PlannedChange[] {
  const planned = (side: Side): PlannedChange[] =>
    Array.from({ length: chance.whole(PLANNED_MIN, CHANGES_MAX) }, () => ({
      side,
      sec: chance.whole(EARLIEST_SEC, LATEST_SEC),
    }));
  return [...planned('home'), ...planned('away')].sort((one, other) => one.sec - other.sec);
}

export function substitution(game: Game, side: Side, out: Player): void {
  const own = game.sides[side];
  if (!own.mayChange) return;
  const comesOn = own.change(out, game.chance);
  const participants = cast(side, { in: comesOn, out });
  game.tell({ type: 'substitution', side, participants }, `sub:${side}:${own.changes}`);
  game.lose(15, 40);
}

export function injury(game: Game, side: Side, player = game.sides[side].anyone(game.chance)): void {
  game.tell({ type: 'injury', side, participants: cast(side, { player }) });
  game.lose(40, 150);
  if (game.chance.happens(CHANGE_AFTER_INJURY)) substitution(game, side, player);
}
