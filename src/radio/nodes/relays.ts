import { z } from 'zod';
import type { Fanout } from '../../fanout/fanout.port.js';
import type { Cancel, ServerMs } from '../../kernel/clock.js';
import { Fault } from '../../kernel/fault.js';
import type { ServerTime } from '../../kernel/server-time.port.js';
import type { Log } from '../../watch/log.port.js';
import { Message, QueuedRequest, type ClockAnswer, type LogRow } from '../../wire/radio.js';
import type { ChannelStore } from '../channel-store.port.js';
import type { SocketPublisher } from '../socket.publisher.js';
import type { Tally } from '../tally.js';
import { toldAgain } from '../model/told-again.js';
import type { FarClocks } from './far-clocks.js';
import type { FarNodes } from './far-nodes.js';
import { Relay, type Told } from './relay.js';

const LOOK_MS = 500;
/** Nobody listens here any more: it is kept for who comes right after. */
const KEPT_MS = 10_000;

const Said = z.union([
  z.object({ message: Message, requests: z.array(QueuedRequest).optional() }),
  // What the channel is was changed; and whether not all who listen may go on.
  z.object({ amended: z.literal(true), dismiss: z.boolean() }),
]);
export type Said = z.infer<typeof Said>;

/** What whoever follows is told: a message; that the channel is another now; or that it is not relayed any more. */
export type RelayNews = Message | 'amended' | 'dropped';

export const topicOf = (channel: string): string => `channel:${channel}`;

interface Relayed {
  readonly relay: Relay;
  node: string;
  stopHearing: Cancel;
  usedAt: ServerMs;
}

export interface RelaysParts {
  readonly time: ServerTime;
  readonly fanout: Fanout;
  readonly far: FarNodes;
  readonly clocks: Pick<FarClocks, 'use' | 'release' | 'of'>;
  readonly store: Pick<ChannelStore, 'rowsAfter'>;
  readonly publisher: Pick<SocketPublisher, 'send' | 'dismissHere'>;
  readonly tally: Tally;
  readonly log: Log;
}

/** The channels that are listened to here and conducted by another node. */
export class Relays {
  private readonly relayed = new Map<string, Relayed>();
  private readonly followers = new Map<string, Set<(news: RelayNews) => void>>();
  /** What this node took since it was last asked to relay it: it would say everything twice. */
  private readonly own = new Set<string>();
  private readonly opening = new Map<string, Promise<Relay | undefined>>();
  private timer: Cancel | undefined;
  private ended = false;

  constructor(private readonly parts: RelaysParts) {}

  begin(): void {
    if (this.parts.fanout.isShared) this.timer = this.parts.time.after(LOOK_MS, () => void this.round());
  }

  end(): void {
    this.ended = true;
    this.timer?.();
    for (const channel of this.relayed.keys()) this.drop(channel);
  }

  /** By which node each is conducted. */
  get channels(): ReadonlyMap<string, string> {
    return new Map([...this.relayed].map(([channel, { node }]) => [channel, node]));
  }

  /** What is said of the channel from now on is passed on here; nothing where no other node conducts it. */
  async to(channel: string): Promise<Relay | undefined> {
    this.own.delete(channel);
    const known = this.relayed.get(channel);
    if (known !== undefined) {
      known.usedAt = this.parts.time.now();
      return known.relay;
    }
    const opening = this.opening.get(channel) ?? this.open(channel).finally(() => this.opening.delete(channel));
    this.opening.set(channel, opening);
    return opening;
  }

  /** Tells of a channel that another node conducts, from now on; nothing where none does. Whoever is told keeps it relayed. */
  async follow(channel: string, tell: (news: RelayNews) => void): Promise<Cancel | undefined> {
    if ((await this.to(channel)) === undefined) return undefined;
    const followers = this.followers.get(channel) ?? new Set();
    this.followers.set(channel, followers.add(tell));
    return () => {
      followers.delete(tell);
      if (followers.size === 0 && this.followers.get(channel) === followers) this.followers.delete(channel);
    };
  }

  /** Whether this one still passes on what is said of the channel. */
  has(channel: string, relay: Relay): boolean {
    return this.relayed.get(channel)?.relay === relay;
  }

  /** The hour by the clock of who conducts the channel, where another node does. */
  clockOf(channel: string): ClockAnswer | undefined {
    const relayed = this.relayed.get(channel);
    return relayed && this.parts.clocks.of(relayed.node);
  }

  private async open(channel: string): Promise<Relay | undefined> {
    const { clocks, far, fanout, time } = this.parts;
    const node = await far.conducting(channel);
    if (node === undefined || this.ended) return undefined;
    const relay = new Relay({
      pass: (told) => this.pass(channel, told),
      offered: (entries) => {
        for (const { request, chunk, index } of entries) this.parts.tally.offered(channel, request, { chunk, index });
      },
      rowsAfter: (seq, limit) => this.rowsAfter(channel, seq, limit),
      now: () => this.clockOf(channel)?.serverNow,
      dismiss: () => this.parts.publisher.dismissHere(channel),
    });
    const stopHearing = await fanout.hear(topicOf(channel), (said) => this.heard(channel, relay, said));
    if (this.own.has(channel)) {
      stopHearing();
      return undefined;
    }
    this.relayed.set(channel, { relay, node, stopHearing, usedAt: time.now() });
    await clocks.use(node);
    return relay;
  }

  // What cannot be read now is still missing with the next look.
  private async rowsAfter(channel: string, seq: number, limit: number): Promise<readonly LogRow[]> {
    try {
      return toldAgain(await this.parts.store.rowsAfter(channel, seq, limit));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.parts.log.debug('the log of a relayed channel could not be read', { error });
      return [];
    }
  }

  private heard(channel: string, relay: Relay, given: unknown): void {
    const said = Said.safeParse(given);
    // Of a node of another version: what is not understood is missing, and read from the log.
    if (!said.success) return;
    if ('amended' in said.data) {
      this.tell(channel, 'amended');
      if (said.data.dismiss) this.parts.publisher.dismissHere(channel);
      return;
    }
    const { message, requests } = said.data;
    relay.heard({ message, ...(requests === undefined ? {} : { requests }) });
  }

  private pass(channel: string, { message, requests }: Told): void {
    this.parts.publisher.send(message, () => requests);
    this.tell(channel, message);
    // Another owner: its node is found with the next look.
    const relayed = this.relayed.get(channel);
    if (relayed !== undefined && this.parts.clocks.of(relayed.node)?.clockId !== message.clockId) void this.look();
  }

  private tell(channel: string, news: RelayNews): void {
    for (const tell of this.followers.get(channel) ?? []) tell(news);
  }

  private async round(): Promise<void> {
    await this.look();
    if (!this.ended) this.timer = this.parts.time.after(LOOK_MS, () => void this.round());
  }

  private async look(): Promise<void> {
    this.dropUnused();
    if (this.relayed.size === 0) return;
    try {
      const found = await this.parts.far.lookFor([...this.relayed.keys()]);
      for (const [channel, { node, seq }] of found) await this.learn(channel, node, seq);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.parts.log.debug('it could not be looked up who conducts', { error });
    }
  }

  private async learn(channel: string, node: string | undefined, seq: number): Promise<void> {
    const relayed = this.relayed.get(channel);
    if (relayed === undefined) return;
    if (node !== undefined && node !== relayed.node) {
      this.parts.clocks.release(relayed.node);
      relayed.node = node;
      await this.parts.clocks.use(node);
    }
    relayed.relay.knows(seq);
  }

  /** This node conducts it from now on, and tells of it itself. */
  taken(channel: string): void {
    this.own.add(channel);
    this.drop(channel);
  }

  private drop(channel: string): void {
    const relayed = this.relayed.get(channel);
    if (relayed === undefined) return;
    this.relayed.delete(channel);
    relayed.stopHearing();
    this.parts.clocks.release(relayed.node);
    this.tell(channel, 'dropped');
  }

  private dropUnused(): void {
    const { tally, time } = this.parts;
    for (const [channel, relayed] of this.relayed) {
      if (!tally.isEmpty(channel) || this.followers.has(channel)) relayed.usedAt = time.now();
      if (time.now() - relayed.usedAt < KEPT_MS || tally.isUntold(channel)) continue;
      this.drop(channel);
      tally.forget(channel);
    }
  }
}
