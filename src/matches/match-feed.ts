import type { Fanout } from '../fanout/fanout.port.js';
import type { Cancel, Clock } from '../kernel/clock.js';
import { UnderWay } from '../kernel/under-way.js';
import type { MatchEvent, MatchState } from '../wire/matches.js';
import type { LineChange, MatchStore, StoredMatch } from './match-store.port.js';
import { MatchNews } from './match-news.port.js';
import { Strand } from './strand.js';
import { Tail, type Follower, type Place } from './tail.js';

export interface MatchFeedParts {
  readonly store: MatchStore;
  readonly fanout: Fanout;
  readonly clock: Clock;
}

const TOPIC = 'matches';
/** What the other nodes say may be lost: that often is looked whether something came. */
const LOOK_MS = 2_000;

/** What happens in matches, for all who follow them in this process, wherever it was recorded. */
export class MatchFeed extends MatchNews {
  private readonly tails = new Map<string, Tail>();
  private readonly watchers = new Set<(match: string) => void>();
  private endings: readonly Cancel[] = [];
  private readonly underWay = new UnderWay();

  constructor(private readonly parts: MatchFeedParts) {
    super();
  }

  async begin(): Promise<void> {
    const { fanout } = this.parts;
    if (!fanout.isShared) return;
    const ending = await fanout.hear(TOPIC, (said) => {
      if (typeof said === 'string') this.changed(said);
    });
    this.endings = [ending];
    this.lookLater();
  }

  /** Resolves when nothing is read any more. */
  end(): Promise<void> {
    for (const ending of this.endings) ending();
    this.endings = [];
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
      if (tail.isEmpty && this.tails.get(id) === tail) this.tails.delete(id);
    };
  }

  recorded(match: string, events: readonly MatchEvent[], state: MatchState): void {
    if (events.length === 0) return;
    const tail = this.tails.get(match);
    if (tail !== undefined) this.underWay.begin(() => tail.recorded(events, state));
    this.tellOthers(match);
  }

  touched(match: string): void {
    this.look(this.tails.get(match));
    this.tellOthers(match);
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
    if (tail !== undefined) this.underWay.begin(() => tail.look());
  }

  private lookLater(): void {
    const cancel = this.parts.clock.after(LOOK_MS, () => {
      for (const tail of this.tails.values()) this.look(tail);
      this.lookLater();
    });
    this.endings = [...this.endings.slice(0, 1), cancel];
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
        nameOf: ({ line }) => `${line.event} ${line.channel}`,
      }),
      readState: async () => (await store.find(match))?.state ?? state,
    });
  }
}
