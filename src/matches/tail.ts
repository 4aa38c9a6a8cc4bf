import type { UnderWay } from '../kernel/under-way.js';
import type { Cancel } from '../kernel/clock.js';
import type { MatchEvent, MatchState } from '../wire/matches.js';
import type { LineChange } from './match-store.port.js';
import type { Strand } from './strand.js';

/** How far somebody is: the last event, and the last change of a line. */
export interface Place {
  readonly seq: number;
  readonly change: number;
}

export interface Follower {
  /** `from` is where it was before. Nothing more is told before it resolves. */
  readonly tell: (items: readonly Told[], from: Place) => Promise<void>;
  /** It cannot be gone on with: whoever follows comes again. */
  readonly onFailed: (error: unknown) => void;
}

export type Told =
  | { readonly kind: 'event'; readonly event: MatchEvent }
  | { readonly kind: 'line'; readonly change: LineChange }
  | { readonly kind: 'state'; readonly state: MatchState };

interface Following {
  readonly follower: Follower;
  place: Place;
  stateSeq: number;
  isBusy: boolean;
  isCalledAgain: boolean;
  hasLeft: boolean;
}

export interface TailParts {
  readonly events: Strand<MatchEvent>;
  readonly lines: Strand<LineChange>;
  readonly readState: () => Promise<MatchState>;
  state: MatchState;
  readonly underWay: UnderWay;
}

/** One match, for all who follow it here: each is told everything after its own place, in order and once. */
export class Tail {
  private readonly followers = new Set<Following>();

  constructor(private readonly parts: TailParts) {}

  get isEmpty(): boolean {
    return this.followers.size === 0;
  }

  follow(place: Place, follower: Follower): Cancel {
    const one = { follower, place, stateSeq: -1, isBusy: false, isCalledAgain: false, hasLeft: false };
    this.followers.add(one);
    this.parts.underWay.begin(() => this.pump(one));
    return () => {
      one.hasLeft = true;
      this.followers.delete(one);
    };
  }

  /** What was recorded in this process. */
  async recorded(events: readonly MatchEvent[], state: MatchState): Promise<void> {
    if (!this.parts.events.takeNext(events)) return this.look();
    if (state.seq > this.parts.state.seq) this.parts.state = state;
    this.tellAll();
  }

  /** Something may have come that was written elsewhere. */
  async look(): Promise<void> {
    await Promise.all([this.parts.events.look(), this.parts.lines.look()]);
    if (this.parts.events.end > this.parts.state.seq) this.parts.state = await this.parts.readState();
    this.tellAll();
  }

  /** None of them can go on. */
  failAll(error: unknown): void {
    for (const one of this.followers) this.fail(one, error);
  }

  private tellAll(): void {
    for (const one of this.followers) this.parts.underWay.begin(() => this.pump(one));
  }

  private async pump(one: Following): Promise<void> {
    one.isCalledAgain = true;
    if (one.isBusy) return;
    one.isBusy = true;
    try {
      while (one.isCalledAgain && !one.hasLeft) {
        one.isCalledAgain = false;
        await this.bringUp(one);
      }
    } catch (error) {
      this.fail(one, error);
    } finally {
      one.isBusy = false;
    }
  }

  private async bringUp(one: Following): Promise<void> {
    const { events, lines } = this.parts;
    while (one.place.seq < events.end && !one.hasLeft) {
      const some = await events.after(one.place.seq);
      const seq = some.at(-1)?.seq;
      if (seq === undefined) break;
      await this.tell(
        one,
        some.map((event) => ({ kind: 'event', event })),
        { ...one.place, seq },
      );
    }
    while (one.place.change < lines.end && !one.hasLeft) {
      const some = await lines.after(one.place.change);
      const change = some.at(-1)?.change;
      if (change === undefined) break;
      await this.tell(
        one,
        some.map((line) => ({ kind: 'line', change: line })),
        { ...one.place, change },
      );
    }
    const { state } = this.parts;
    if (state.seq <= one.stateSeq) return;
    one.stateSeq = state.seq;
    await this.tell(one, [{ kind: 'state', state }], one.place);
  }

  private async tell(one: Following, items: readonly Told[], place: Place): Promise<void> {
    if (one.hasLeft) return;
    const before = one.place;
    one.place = place;
    await one.follower.tell(items, before);
  }

  private fail(one: Following, error: unknown): void {
    if (!this.followers.delete(one)) return;
    one.hasLeft = true;
    one.follower.onFailed(error);
  }
}
