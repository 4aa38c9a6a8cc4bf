import type { Fanout } from '../fanout/fanout.port.js';
import type { Cancel, Clock } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import { UnderWay } from '../kernel/under-way.js';
import type { Log } from '../watch/log.port.js';
import type { MatchEvent, MatchState } from '../wire/matches.js';
import type { LineChange, MatchStore, StoredMatch } from './match-store.port.js';
import { MatchNews } from './match-news.port.js';
import { Strand } from './strand.js';
import { Tail, type Follower, type Place } from './tail.js';

export interface MatchFeedParts {
  readonly store: Pick<MatchStore, 'find' | 'events' | 'lineChanges'>;
  readonly fanout: Fanout;
  readonly clock: Clock;
  readonly log: Log;
}

const TOPIC = 'matches';
/** What the other nodes say may be lost, and the database away: that often is looked whether something came. */
const LOOK_MS = 2_000;

/** What happens in matches, for all who follow them in this process, wherever it was recorded. */
export class MatchFeed extends MatchNews {
  private readonly tails = new Map<string, Tail>();
  private readonly watchers = new Set<(match: string) => void>();
  /** Of what happened in them something could not be read. */
  private readonly behind = new Set<Tail>();
  private stopHearing: Cancel | undefined;
  private stopLooking: Cancel | undefined;
  private hasEnded = false;
  private readonly underWay = new UnderWay();

  constructor(private readonly parts: MatchFeedParts) {
    super();
  }

  begin(): void {
    this.lookLater();
    // A node starts also while the way to the others is away: until it is back, what is told there is looked for.
    if (this.parts.fanout.isShared) void this.hearOthers();
  }

  /** Resolves when nothing is read any more. */
  end(): Promise<void> {
    this.hasEnded = true;
    this.stopHearing?.();
    this.stopLooking?.();
    return this.underWay.settled();
  }

  watch(tell: (match: string) => void): Cancel {
    this.watchers.add(tell);
    return () => void this.watchers.delete(tell);
  }

  follow({ match, state, changes }: StoredMatch, from: Place, follower: Follower): Cancel {
    const { id } = match;
    const known = this.tails.get(id);
    const tail = known ?? this.tail(id, state, changes);
    this.tails.set(id, tail);
    const leave = tail.follow(from, follower);
    // Whoever asked has read the match before this moment.
    if (known === undefined) this.look(tail);
    return () => {
      leave();
      if (!tail.isEmpty) return;
      this.behind.delete(tail);
      if (this.tails.get(id) === tail) this.tails.delete(id);
    };
  }

  recorded(match: string, events: readonly MatchEvent[], state: MatchState): void {
    if (events.length === 0) return;
    const tail = this.tails.get(match);
    if (tail !== undefined) this.bring(tail, () => tail.recorded(events, state));
    this.tellOthers(match);
  }

  touched(match: string): void {
    this.look(this.tails.get(match));
    this.tellOthers(match);
  }

  private async hearOthers(): Promise<void> {
    try {
      const stop = await this.parts.fanout.hear(TOPIC, (said) => {
        if (typeof said === 'string') this.changed(said);
      });
      if (this.hasEnded) stop();
      else this.stopHearing = stop;
    } catch (error) {
      if (!this.hasEnded) this.parts.log.warn('what other nodes tell of matches is not heard at once', { error });
    }
  }

  private tellOthers(match: string): void {
    for (const tell of this.watchers) tell(match);
    this.parts.fanout.publish(TOPIC, match);
  }

  private changed(match: string): void {
    this.look(this.tails.get(match));
    for (const tell of this.watchers) tell(match);
  }

  private look(tail: Tail | undefined): void {
    if (tail !== undefined) this.bring(tail, () => tail.look());
  }

  // While the database is away those who follow stay: coming again, all of them would ask it at once.
  private bring(tail: Tail, run: () => Promise<void>): void {
    this.underWay.begin(async () => {
      try {
        await run();
        this.behind.delete(tail);
      } catch (error) {
        if (!(error instanceof Fault)) tail.failAll(error);
        else if (!tail.isEmpty) this.behind.add(tail);
      }
    });
  }

  private lookLater(): void {
    this.stopLooking = this.parts.clock.after(LOOK_MS, () => {
      const tails = this.parts.fanout.isShared ? this.tails.values() : this.behind;
      for (const tail of tails) this.look(tail);
      this.lookLater();
    });
  }

  private tail(match: string, state: MatchState, changes: number): Tail {
    const { store } = this.parts;
    return new Tail({
      state,
      underWay: this.underWay,
      events: new Strand<MatchEvent>(state.seq, {
        read: (after, limit) => store.events(match, { after, limit }),
        numberOf: ({ seq }) => seq,
      }),
      lines: new Strand<LineChange>(changes, {
        read: (after, limit) => store.lineChanges(match, after, limit),
        numberOf: ({ change }) => change,
        nameOf: ({ line: { event, channel, line } }) => `${event} ${channel} ${line}`,
      }),
      readState: async () => (await store.find(match))?.state ?? state,
    });
  }
}
