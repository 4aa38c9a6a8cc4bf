import { otherSide, type Player } from '../squad.js';
import type { Side } from '../../../../wire/sports.js';
import { shot } from './attacks.js';
import { injury } from './changes.js';
import { cast, type Game } from './game.js';
import { tellPenalty } from './goals.js';
import {
  FOUL_IS_CAUTIONED,
  FOUL_IS_RED,
  FREE_KICK_AFTER_FOUL,
  INJURY_AFTER_FOUL,
  PENALTY_AFTER_FOUL,
  SECOND_YELLOW_SHARE,
  SHOT_AFTER_FREE_KICK,
} from './odds.js';

/** A foul of the side. */
export function foul(game: Game, side: Side): void {
  const { chance } = game;
  const gains = otherSide(side);
  const player = game.sides[side].anyone(chance);
  const fouled = game.sides[gains].anyone(chance);
  game.tell({ type: 'foul', side, participants: cast(side, { player, fouled }) });
  game.pass(5, 25);
  punish(game, side, player);
  if (chance.happens(PENALTY_AFTER_FOUL)) tellPenalty(game, gains, fouled);
  else if (chance.happens(INJURY_AFTER_FOUL)) injury(game, gains, fouled);
  else if (chance.happens(FREE_KICK_AFTER_FOUL)) freeKick(game, gains);
}

function punish(game: Game, side: Side, player: Player): void {
  const own = game.sides[side];
  const tellCard = (colour: 'yellow' | 'second_yellow' | 'red'): void => {
    const key = `card:${side}:${player.place}:${colour}`;
    game.tell({ type: colour, side, participants: cast(side, { player }) }, key);
    game.lose(10, 30);
  };
  const { maySendOff } = own;
  if (game.chance.happens(FOUL_IS_RED) && maySendOff) {
    tellCard('red');
    own.sendOff(player);
  } else if (!own.isCautioned(player) && game.chance.happens(FOUL_IS_CAUTIONED)) {
    tellCard('yellow');
    own.caution(player);
  } else if (own.isCautioned(player) && maySendOff && game.chance.happens(FOUL_IS_CAUTIONED * SECOND_YELLOW_SHARE)) {
    tellCard('second_yellow');
    own.sendOff(player);
  }
}

function freeKick(game: Game, side: Side): void {
  const { chance } = game;
  game.tell({ type: 'free_kick', side, participants: cast(side, { taker: game.sides[side].anyone(chance) }) });
  game.pass(2, 6);
  if (chance.happens(SHOT_AFTER_FREE_KICK)) shot(game, side);
}
