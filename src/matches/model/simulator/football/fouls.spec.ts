import { expect, it } from '@jest/globals';
import { Chance } from '../chance.js';
import { squadsOf } from '../squad.js';
import { foul } from './fouls.js';
import { Game } from './game.js';

it('[MA44] a side that does nothing but foul loses four players, and changes five', () => {
  const chance = new Chance(1);
  const game = new Game(chance, squadsOf({}, { suffixes: ['Rovers', 'City'], size: 18 }, chance));
  game.begin({ segment: 'H1', fromSec: 0, untilSec: 2_700 });
  for (let fouls = 0; fouls < 10_000; fouls += 1) foul(game, fouls % 2 === 0 ? 'home' : 'away');
  for (const side of ['home', 'away'] as const) {
    const told = game.script.lines.flatMap((line) => ('content' in line && line.content.side === side ? [line] : []));
    const types = told.map(({ content }) => content.type);
    expect(types.filter((type) => type === 'red' || type === 'second_yellow')).toHaveLength(4);
    expect(types.filter((type) => type === 'substitution')).toHaveLength(5);
    expect(game.sides[side].onPitch).toHaveLength(7);
  }
});
