import { assert } from '../../../../kernel/assert.js';
import type { Chance } from '../chance.js';
import type { Player, Squad } from '../squad.js';

export const OVERS_PER_BOWLER = 4;
/** Who stands behind the stumps, by the place in the line-up. */
const KEEPER_PLACE = 5;
/** With six of them there are always two with an over left, so nobody has to bowl twice running. */
const BOWLERS_FROM_PLACE = 6;

/** A side in the field: who bowls next, and who may still. */
export class Attack {
  readonly keeper: Player;
  private readonly overs: Map<Player, number>;
  private before: Player | undefined;

  constructor(
    private readonly squad: Squad,
    private readonly chance: Chance,
  ) {
    const keeper = squad.starters.find(({ place }) => place === KEEPER_PLACE);
    assert(keeper !== undefined, 'MA50 a side has a wicket keeper');
    this.keeper = keeper;
    this.overs = new Map(squad.starters.filter(({ place }) => place >= BOWLERS_FROM_PLACE).map((one) => [one, 0]));
  }

  next(): Player {
    const may = [...this.overs].filter(([bowler, overs]) => bowler !== this.before && overs < OVERS_PER_BOWLER);
    const [bowler, overs] = this.chance.pick(may);
    this.overs.set(bowler, overs + 1);
    this.before = bowler;
    return bowler;
  }

  /** Anybody in the field but the bowler and the keeper. */
  fielder(bowler: Player): Player {
    return this.chance.pick(this.squad.starters.filter((player) => player !== bowler && player !== this.keeper));
  }
}
