import { assert } from '../../../../kernel/assert.js';
import type { Chance } from '../chance.js';
import type { ScriptWriter } from '../script-writer.js';
import type { Player, Squad } from '../squad.js';
import { isLegal, type Ball, type Situation } from './ball.js';
import { Attack } from './bowling.js';
import { PRESSING_RATE, TAIL_FROM_PLACE, type Stretch } from './odds.js';

const BALLS_PER_OVER = 6;
export const POWERPLAY_OVERS = 6;
const DEATH_FROM_OVER = 15;

export interface InningsPlan {
  /** Of the match, from 1; super overs are counted on. */
  readonly number: number;
  readonly segment: string;
  readonly batting: Squad;
  readonly bowling: Squad;
  /** In the order they come in. */
  readonly batters: readonly Player[];
  readonly oversMax: number;
  readonly target?: number | undefined;
  readonly skill: number;
}

/** One side's turn with the bat while it goes on. */
export class Innings {
  runs = 0;
  wickets = 0;
  over = 0;
  /** In this over: all of them, and those that count. */
  balls = 0;
  legal = 0;
  striker: Player;
  nonStriker: Player;
  bowler: Player;
  isFreeHit = false;
  readonly attack: Attack;
  private waiting: readonly Player[];

  constructor(
    readonly plan: InningsPlan,
    readonly chance: Chance,
    readonly script: ScriptWriter,
  ) {
    const [striker, nonStriker, ...waiting] = plan.batters;
    assert(striker !== undefined && nonStriker !== undefined, 'MA52 two bat');
    [this.striker, this.nonStriker, this.waiting] = [striker, nonStriker, waiting];
    this.attack = new Attack(plan.bowling, chance);
    this.bowler = this.attack.next();
  }

  get isOver(): boolean {
    return this.isWon || this.isAllOut || this.over >= this.plan.oversMax;
  }

  get isOverComplete(): boolean {
    return this.legal === BALLS_PER_OVER;
  }

  situation(): Situation {
    return {
      stretch: this.stretch(),
      isTail: this.striker.place >= TAIL_FROM_PLACE,
      skill: this.plan.skill,
      isFreeHit: this.isFreeHit,
      needed: this.needed,
    };
  }

  /** What the ball changes: the score, who bats, and at which end. */
  take(ball: Ball): void {
    this.runs += ball.runs.batter + ball.runs.extras;
    this.balls += 1;
    this.legal += isLegal(ball) ? 1 : 0;
    // A free hit is carried over a wide.
    this.isFreeHit = ball.extras?.noballs !== undefined || (this.isFreeHit && !isLegal(ball));
    const isStriker = ball.wicket?.out === 'striker';
    if (ball.wicket !== undefined) this.fall(isStriker ? this.striker : this.nonStriker);
    if (ball.crossed) this.cross();
  }

  endOver(): void {
    this.over += 1;
    this.balls = 0;
    this.legal = 0;
    this.cross();
    if (!this.isOver) this.bowler = this.attack.next();
  }

  private get needed(): number {
    return this.plan.target === undefined ? Infinity : this.plan.target - this.runs;
  }

  private get isWon(): boolean {
    return this.needed <= 0;
  }

  private get isAllOut(): boolean {
    return this.wickets === this.plan.batters.length - 1;
  }

  private stretch(): Stretch {
    const left = (this.plan.oversMax - this.over) * BALLS_PER_OVER - this.legal;
    const isPressed = this.needed !== Infinity && this.needed / left > PRESSING_RATE;
    if (this.over >= DEATH_FROM_OVER || this.plan.oversMax === 1 || isPressed) return 'death';
    return this.over < POWERPLAY_OVERS ? 'powerplay' : 'middle';
  }

  // The next one takes the place of who is out; the last who is out has nobody to follow.
  private fall(out: Player): void {
    this.wickets += 1;
    const [next, ...waiting] = this.waiting;
    if (next === undefined) return;
    this.waiting = waiting;
    if (out === this.striker) this.striker = next;
    else this.nonStriker = next;
  }

  private cross(): void {
    [this.striker, this.nonStriker] = [this.nonStriker, this.striker];
  }
}
