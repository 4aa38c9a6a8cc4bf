import type { EventContent, Recorded } from '../../../src/wire/matches.js';
import type { ItemStore } from '../keeping/item-store.js';
import type { HttpAnswer } from '../people/asking-http.js';
import {
  again,
  attempted,
  dropped,
  newTelling,
  nextTelling,
  requestOf,
  retracted,
  revised,
  settled,
  TELLINGS_MAX,
  type Fresh,
  type Telling,
  type TellingRequest,
  type Tellings,
} from './telling.js';

export interface SendingWays {
  readonly match: string;
  readonly store: ItemStore<Telling>;
  /** The device's clock: it goes on while the page is away. */
  readonly wallNow: () => number;
  readonly after: (ms: number, run: () => void) => () => void;
  readonly random: () => number;
  readonly newKey: () => string;
  readonly factOf: (key: string) => string;
  /** Whether there is a network: what is sent without one is lost for sure. */
  readonly isOnline: () => boolean;
  readonly send: (request: TellingRequest) => Promise<HttpAnswer<Recorded>>;
  readonly onChange: () => void;
}

/** A far timer would overflow; it looks again and waits on. */
const LOOK_MS_MAX = 60_000;

/**
 * What is told is kept before it is sent, and is sent with the same key until the server has said what became of it, over
 * reloads and outages, one after the other.
 */
export class Sending {
  /** The server does not know us any more: what waits is kept. */
  isSignedOut = false;
  private tellings: Tellings;
  /** The server has them, and the record that is followed does not yet. */
  private arrived: readonly { readonly telling: Telling; readonly seq: number }[] = [];
  private followedTo = 0;
  private known: Tellings;
  private readonly unkept = new Set<string>();
  private inFlight: string | undefined;
  private cancel: (() => void) | undefined;
  private isStopped = false;

  constructor(private readonly ways: SendingWays) {
    this.tellings = ways.store.all();
    this.known = this.tellings;
  }

  get all(): Tellings {
    return this.tellings;
  }

  /** All that was told and is not in the record that is followed. */
  get unfollowed(): Tellings {
    return this.known;
  }

  /** Something waits that would be lost with the page. */
  get isUnkept(): boolean {
    return this.tellings.some(({ key }) => this.unkept.has(key));
  }

  /** The fact it is; nothing where there was no room for it. */
  tell(content: EventContent, happenedAt: number): string | undefined {
    if (this.tellings.length >= TELLINGS_MAX) return undefined;
    const key = this.ways.newKey();
    const fact = this.ways.factOf(key);
    this.become([...this.tellings, newTelling({ ...this.fresh(fact), key, happenedAt }, { op: 'add', key, content })]);
    return fact;
  }

  revise(fact: string, content: EventContent): void {
    this.become(revised(this.tellings, this.fresh(fact), content));
  }

  retract(fact: string): void {
    this.become(retracted(this.tellings, this.fresh(fact)));
  }

  again(key: string): void {
    this.become(again(this.tellings, key));
  }

  drop(key: string): void {
    this.become(dropped(this.tellings, key));
  }

  /** What another page of this browser did. */
  heard(name: string | null, text: string | null): void {
    const change = this.ways.store.changed(name, text);
    if (change === undefined || change.key === this.inFlight) return;
    const others = this.tellings.filter(({ key }) => key !== change.key);
    const { item } = change;
    this.tellings = item === undefined ? others : [...others, item].sort((one, other) => one.place - other.place);
    this.look();
  }

  /** How far the record is followed. */
  followed(seq: number): void {
    this.followedTo = seq;
    this.look();
  }

  /** The network is back, or somebody has signed in: nothing waits for its next try. */
  wake(): void {
    this.tellings = this.tellings.map((one) =>
      one.state.at === 'waiting' ? { ...one, state: { ...one.state, notBefore: 0 } } : one,
    );
    this.look();
  }

  look(): void {
    this.cancel?.();
    if (this.isStopped) return;
    const next = nextTelling(this.tellings);
    const waitMs = next === undefined ? undefined : next.at - this.ways.wallNow();
    if (next !== undefined && waitMs !== undefined && this.inFlight === undefined && this.ways.isOnline()) {
      if (waitMs <= 0) void this.send(next.telling);
      else this.cancel = this.ways.after(Math.min(LOOK_MS_MAX, waitMs), () => this.look());
    }
    this.arrived = this.arrived.filter(({ seq }) => seq > this.followedTo);
    this.known = [...this.arrived.map(({ telling }) => telling), ...this.tellings];
    this.ways.onChange();
  }

  stop(): void {
    this.isStopped = true;
    this.cancel?.();
  }

  private async send(due: Telling): Promise<void> {
    const telling = attempted(due);
    const { key } = telling;
    this.inFlight = key;
    this.keep(this.tellings.map((one) => (one.key === key ? telling : one)));
    const { match, wallNow, random } = this.ways;
    const answer = await this.ways.send(requestOf(telling, match, wallNow()));
    this.inFlight = undefined;
    if (this.isStopped) return;
    this.isSignedOut = 'problem' in answer && answer.problem.code === 'people.not-signed-in';
    if ('ok' in answer) this.arrived = [...this.arrived, { telling, seq: answer.ok.seq }];
    const after = settled(telling, answer, { now: wallNow(), random });
    this.become(this.tellings.flatMap((one) => (one.key === key ? (after ?? []) : one)));
  }

  private fresh(fact: string): Fresh {
    const happenedAt = this.ways.wallNow();
    const place = Math.max(happenedAt, (this.tellings.at(-1)?.place ?? 0) + 1);
    return { key: this.ways.newKey(), fact, place, happenedAt };
  }

  private become(tellings: Tellings): void {
    this.keep(tellings);
    this.look();
  }

  // First what is new: a page that is closed in between has both, and the server takes them for one.
  private keep(tellings: Tellings): void {
    const keys = new Set(tellings.map(({ key }) => key));
    for (const one of tellings) if (!this.tellings.includes(one)) this.put(one);
    for (const { key } of this.tellings) if (!keys.has(key)) this.ways.store.remove(key);
    this.tellings = tellings;
  }

  private put(telling: Telling): void {
    if (this.ways.store.put(telling)) this.unkept.delete(telling.key);
    else this.unkept.add(telling.key);
  }
}
