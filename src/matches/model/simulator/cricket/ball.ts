import type { Delivery } from '../../../../wire/matches.js';
import type { Chance } from '../chance.js';
import {
  BALLS,
  BYE_RUNS,
  NAMED_RUNS,
  NOBALL_RUNS,
  NON_STRIKER_IS_RUN_OUT,
  RUN_OUT_AFTER_RUNS,
  TAIL,
  WICKETS,
  WIDE_RUNS,
  type Happening,
  type Stretch,
} from './odds.js';

type WicketKind = keyof typeof WICKETS;

export interface Ball extends Pick<Delivery, 'runs' | 'extras' | 'boundary'> {
  readonly wicket?: { readonly kind: WicketKind; readonly out: 'striker' | 'non_striker' };
  /** Whether the batters stand at the other ends after it. */
  readonly crossed: boolean;
}

export interface Situation {
  readonly stretch: Stretch;
  readonly isTail: boolean;
  /** How much the side hits, 1 as usual. */
  readonly skill: number;
  /** The ball before was a no-ball. */
  readonly isFreeHit: boolean;
  /** Runs to win; Infinity where nothing is chased. */
  readonly needed: number;
}

export const DOT: Ball = { runs: { batter: 0, extras: 0 }, crossed: false };

export function isLegal({ extras }: Pick<Ball, 'extras'>): boolean {
  return extras?.wides === undefined && extras?.noballs === undefined;
}

export function bowled(chance: Chance, situation: Situation): Ball {
  return BALL_OF[chance.weighed(weightsIn(situation))](chance, situation);
}

// Once the runs are there nobody runs on: only a boundary brings more than were needed.
const BALL_OF: Readonly<Record<Happening, (chance: Chance, situation: Situation) => Ball>> = {
  dot: () => DOT,
  one: () => run(1),
  two: (_, { needed }) => run(Math.min(2, needed)),
  three: (_, { needed }) => run(Math.min(3, needed)),
  four: () => boundary(4),
  six: () => boundary(6),
  wicket,
  wide,
  noball: noBall,
  bye: (chance, { needed }) => bye('byes', chance, needed),
  legbye: (chance, { needed }) => bye('legbyes', chance, needed),
};

function weightsIn({ stretch, isTail, skill, isFreeHit }: Situation): Readonly<Record<Happening, number>> {
  const usual = BALLS[stretch];
  const tail = isTail ? TAIL : { four: 1, six: 1, wicket: 1 };
  return {
    ...usual,
    four: usual.four * skill * tail.four,
    six: usual.six * skill * tail.six,
    wicket: isFreeHit ? 0 : (usual.wicket * tail.wicket) / skill,
  };
}

function run(runs: number): Ball {
  return { runs: { batter: runs, extras: 0 }, crossed: runs % 2 === 1 };
}

function boundary(runs: 4 | 6): Ball {
  return { runs: { batter: runs, extras: 0 }, boundary: runs, crossed: false };
}

// One is the penalty; beyond it the batters ran, or the ball went over the rope.
function wide(chance: Chance, { needed }: Situation): Ball {
  const drawn = NAMED_RUNS[chance.weighed(WIDE_RUNS)];
  const wides = drawn === 5 ? drawn : Math.min(drawn, needed);
  return { runs: { batter: 0, extras: wides }, extras: { wides }, crossed: wides % 2 === 0 };
}

function noBall(chance: Chance, { needed }: Situation): Ball {
  const runs = NAMED_RUNS[chance.weighed(NOBALL_RUNS)];
  const hit = runs === 4 || runs === 6 ? boundary(runs) : run(Math.min(runs, needed - 1));
  return { ...hit, runs: { ...hit.runs, extras: 1 }, extras: { noballs: 1 } };
}

function bye(kind: 'byes' | 'legbyes', chance: Chance, needed: number): Ball {
  const drawn = NAMED_RUNS[chance.weighed(BYE_RUNS)];
  const runs = drawn === 4 ? drawn : Math.min(drawn, needed);
  return { runs: { batter: 0, extras: runs }, extras: { [kind]: runs }, crossed: runs % 2 === 1 };
}

// They are run out on the run that follows the last one they completed, and have crossed on it.
function wicket(chance: Chance, { needed }: Situation): Ball {
  const kind = chance.weighed(WICKETS);
  if (kind !== 'run_out') return { ...DOT, wicket: { kind, out: 'striker' } };
  const runs = Math.min(NAMED_RUNS[chance.weighed(RUN_OUT_AFTER_RUNS)], needed - 1);
  const out = chance.happens(NON_STRIKER_IS_RUN_OUT) ? 'non_striker' : 'striker';
  return { runs: { batter: runs, extras: 0 }, wicket: { kind, out }, crossed: runs % 2 === 0 };
}
