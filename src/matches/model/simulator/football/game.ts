import type { EventContent, Participant, PlayClock } from '../../../../wire/matches.js';
import type { Side } from '../../../../wire/sports.js';
import type { Chance } from '../chance.js';
import { ScriptWriter } from '../script-writer.js';
import { otherSide, participant, type Player, type Squad } from '../squad.js';
import { SideInPlay } from './side-in-play.js';

export interface Part {
  readonly segment: string;
  readonly fromSec: number;
  readonly untilSec: number;
}

type Said = Pick<EventContent, 'type' | 'subtype' | 'side' | 'participants' | 'made'>;

/** A match of football while it is played: its clock, its script and both sides. */
export class Game {
  readonly script = new ScriptWriter();
  readonly sides: Readonly<Record<Side, SideInPlay>>;
  /** Lost in this part to what is not play. */
  lostSec = 0;
  private part: Part = { segment: 'H1', fromSec: 0, untilSec: 0 };
  private beganAtMs = 0;

  constructor(
    readonly chance: Chance,
    squads: Readonly<Record<Side, Squad>>,
  ) {
    this.sides = { home: new SideInPlay(squads.home), away: new SideInPlay(squads.away) };
  }

  begin(part: Part): void {
    this.part = part;
    this.beganAtMs = this.script.nowMs;
    this.lostSec = 0;
    this.tell({ type: 'segment_start' }, `seg:${part.segment}:start`);
  }

  end(): void {
    this.tell({ type: 'segment_end' }, `seg:${this.part.segment}:end`);
  }

  /** Of the part, beyond its regular end too. */
  get sec(): number {
    return this.part.fromSec + (this.script.nowMs - this.beganAtMs) / 1_000;
  }

  /** Time goes on by so many seconds; chance says how many. */
  pass(from: number, to: number): number {
    const sec = this.chance.whole(from, to);
    this.script.pass(sec);
    return sec;
  }

  /** The same, and the referee makes a note of it. */
  lose(from: number, to: number): void {
    this.lostSec += this.pass(from, to);
  }

  tell(said: Said, key?: string, provisional = false): void {
    const content = { ...said, segment: this.part.segment, clock: this.clock() };
    if (key === undefined) this.script.addPlay(content);
    else this.script.add(key, content, provisional);
  }

  /** How many minutes are added is said by the clock: so far beyond the end it will go. */
  tellAdded(minutes: number): void {
    const clock = { sec: this.part.untilSec, addedSec: minutes * 60 };
    this.script.addPlay({ type: 'added_time', segment: this.part.segment, clock });
  }

  opponent(side: Side): SideInPlay {
    return this.sides[otherSide(side)];
  }

  // Between kicks from the spot no time is told.
  private clock(): PlayClock {
    const { fromSec, untilSec } = this.part;
    const addedSec = this.sec - untilSec;
    return addedSec <= 0 || fromSec === untilSec ? { sec: Math.min(this.sec, untilSec) } : { sec: untilSec, addedSec };
  }
}

/** Participants of an event of a side, by their roles. */
export function cast(side: Side, roles: Readonly<Record<string, Player>>): Participant[] {
  return Object.entries(roles).map(([role, player]) => participant(role, player, side));
}
