import { AssertionFault } from '../../../../kernel/assert.js';
import type { Side } from '../../../../wire/sports.js';
import { otherSide } from '../squad.js';
import { cast, type Game } from './game.js';
import { PENALTIES } from './odds.js';

const REGULAR_KICKS = 5;
/** Of each side. It comes once in more shoot-outs than will ever be played. */
const KICKS_MAX = 100;

interface Kicks {
  taken: number;
  made: number;
}

/** Kicks in turn until one side cannot be reached any more. Says which. */
export function shootout(game: Game): Side {
  const first = game.chance.pick(['home', 'away'] as const);
  const kicks: Record<Side, Kicks> = { home: { taken: 0, made: 0 }, away: { taken: 0, made: 0 } };
  const takers = {
    home: game.chance.shuffled(game.sides.home.onPitch),
    away: game.chance.shuffled(game.sides.away.onPitch),
  };
  for (let kick = 0; kick < 2 * KICKS_MAX; kick += 1) {
    const side = kick % 2 === 0 ? first : otherSide(first);
    const own = kicks[side];
    const taker = takers[side][own.taken % takers[side].length] ?? game.sides[side].keeper;
    const outcome = game.chance.weighed(PENALTIES);
    own.taken += 1;
    own.made += outcome === 'goal' ? 1 : 0;
    game.tell(
      {
        type: 'shootout_kick',
        subtype: outcome,
        side,
        made: outcome === 'goal',
        participants: cast(side, { taker, keeper: game.opponent(side).keeper }),
      },
      `so:${side}:${own.taken}`,
    );
    game.pass(35, 60);
    const winner = winnerOf(kicks);
    if (winner !== undefined) return winner;
  }
  throw new AssertionFault('MA48 a shoot-out has a winner');
}

function winnerOf({ home, away }: Readonly<Record<Side, Kicks>>): Side | undefined {
  const due = Math.max(REGULAR_KICKS, home.taken, away.taken);
  if (home.made > away.made + due - away.taken) return 'home';
  if (away.made > home.made + due - home.taken) return 'away';
  return undefined;
}
