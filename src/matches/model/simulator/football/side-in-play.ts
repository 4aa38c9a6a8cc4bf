import { assert } from '../../../../kernel/assert.js';
import type { Chance } from '../chance.js';
import type { Player, Squad } from '../squad.js';

export const CHANGES_MAX = 5;
export const SENT_OFF_MAX = 4;

/** Who of a side is on the pitch, and what has become of the others. */
export class SideInPlay {
  /** Of goals told, whether they stood or not. */
  goalsTold = 0;
  goals = 0;
  changes = 0;
  sentOff = 0;
  readonly keeper: Player;
  private field: readonly Player[];
  private bench: readonly Player[];
  private readonly cautioned = new Set<Player>();

  constructor(readonly squad: Squad) {
    const [keeper, ...field] = squad.starters;
    assert(keeper !== undefined, 'MA42 a side has a keeper');
    this.keeper = keeper;
    this.field = field;
    this.bench = squad.substitutes;
  }

  get onPitch(): readonly Player[] {
    return [...this.field, this.keeper];
  }

  /** Any but the keeper, who stays out of trouble. */
  anyone(chance: Chance): Player {
    return chance.pick(this.field);
  }

  anyoneBut(player: Player, chance: Chance): Player {
    return chance.pick(this.field.filter((other) => other !== player));
  }

  get mayChange(): boolean {
    return this.changes < CHANGES_MAX && this.bench.length > 0;
  }

  change(out: Player, chance: Chance): Player {
    const comesOn = chance.pick(this.bench);
    this.bench = this.bench.filter((player) => player !== comesOn);
    this.field = this.field.map((player) => (player === out ? comesOn : player));
    this.changes += 1;
    return comesOn;
  }

  get maySendOff(): boolean {
    return this.sentOff < SENT_OFF_MAX;
  }

  sendOff(player: Player): void {
    this.field = this.field.filter((other) => other !== player);
    this.sentOff += 1;
  }

  caution(player: Player): void {
    this.cautioned.add(player);
  }

  isCautioned(player: Player): boolean {
    return this.cautioned.has(player);
  }
}
