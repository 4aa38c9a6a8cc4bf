import type { Cancel, ServerMs } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import type { ServerTime } from '../kernel/server-time.port.js';
import type { Log } from '../watch/log.port.js';
import type { ChannelStore, Claimed } from './channel-store.port.js';
import type { Stepped } from './conducting.js';
import { Conductor } from './conductor.js';
import type { EmptyRoom } from './empty-room.js';
import type { Maker } from './maker.port.js';
import { PAST_MS } from './model/limits.js';
import { timelineOf } from './model/timeline.js';
import { elsewhere } from './nodes/far-nodes.js';
import { OnAirWatch } from './on-air-watch.js';
import type { Publisher } from './publisher.port.js';
import type { RadioMetrics } from './radio.metrics.js';
import type { Tally } from './tally.js';
import { Workshop } from './workshop.js';

const LIVE_EVERY_MS = 1_000;
/** A channel that is closed is kept so long for who has just asked for it. */
const IDLE_MS = 10_000;
/** What our own mistake has stopped is tried again after so long: the next command may find another state. */
const BROKEN_MS = 30_000;
/** What another process conducts is not claimed again for so long: each claim locks the row that its owner writes. */
const ELSEWHERE_MS = 500;

type Watcher = (channel: string, events: Stepped['events']) => void;

interface Station {
  readonly conductor: Conductor;
  readonly workshop: Workshop;
  askedAt: ServerMs;
}

export interface StationsParts {
  readonly time: ServerTime;
  readonly store: ChannelStore;
  readonly maker: Maker;
  readonly publisher: Publisher;
  readonly tally: Tally;
  readonly metrics: RadioMetrics;
  readonly emptyRoom: Pick<EmptyRoom, 'mayBegin'>;
  readonly log: Log;
  /** Whether this process conducts at all. */
  readonly conducts?: boolean;
  /** This process tells of a channel from now on. */
  readonly onTaken?: (channel: string) => void;
  readonly random?: (() => number) | undefined;
}

/** The channels that this process runs: it takes those that nobody runs, and says every second that it lives. */
export class Stations {
  private readonly stations = new Map<string, Station>();
  /** Until when they are left alone; whoever asks for one is told that something is wrong. */
  private readonly broken = new Map<string, ServerMs>();
  /** Until when another process is taken to conduct them. */
  private readonly elsewhere = new Map<string, ServerMs>();
  private readonly taking = new Map<string, Promise<Conductor | undefined>>();
  private readonly timers = new Map<() => Promise<void>, Cancel>();
  private readonly watching = new Set<Watcher>();
  private stopWatching: Cancel | undefined;
  private ended = false;

  constructor(private readonly parts: StationsParts) {}

  /** Takes what nobody runs, now and from now on. */
  async begin(): Promise<void> {
    this.stopWatching = this.parts.time.onNewClock(() => this.letGo([...this.stations.keys()]));
    await this.everySecond(this.live);
    await this.everySecond(this.lookAfter);
  }

  /** Stops conducting. What is announced still sounds. */
  end(): void {
    this.ended = true;
    for (const cancel of this.timers.values()) cancel();
    this.stopWatching?.();
    this.letGo([...this.stations.keys()]);
  }

  get channels(): readonly string[] {
    return [...this.stations.keys()];
  }

  running(channel: string): Conductor | undefined {
    return this.stations.get(channel)?.conductor;
  }

  /** Who conducts a channel; refused where nobody here does. */
  async on(channel: string): Promise<Conductor | Refusal> {
    const station = this.stations.get(channel);
    if (station !== undefined) {
      station.askedAt = this.parts.time.now();
      return station.conductor;
    }
    if (this.isBroken(channel)) return refuse('server.fault');
    if ((this.elsewhere.get(channel) ?? -Infinity) > this.parts.time.now()) return elsewhere();
    const known = await this.parts.store.find(channel);
    if (known === undefined) return refuse('radio.unknown-channel');
    const claimed = await this.take(channel);
    if (claimed !== undefined) return claimed;
    return this.isBroken(channel) ? refuse('server.fault') : elsewhere();
  }

  /** The same for a request or a chunk whose channel is not known. */
  find(holds: (conductor: Conductor) => boolean): Conductor | undefined {
    for (const { conductor } of this.stations.values()) if (holds(conductor)) return conductor;
    return undefined;
  }

  /** Told after a step of a channel, and when it is conducted here from now on. */
  watch(tell: Watcher): Cancel {
    this.watching.add(tell);
    return () => this.watching.delete(tell);
  }

  /** Somebody came or went: an empty room may have waited for that. */
  attended(channel: string): void {
    this.stations.get(channel)?.workshop.adjust();
  }

  /** Somebody hears a channel without a socket, until the returned function is called. */
  tunedIn(channel: string): () => void {
    const leave = this.parts.tally.tunedIn(channel);
    this.attended(channel);
    return leave;
  }

  // Each goes on by itself: however long it takes to take channels, those that are held stay ours.
  private async everySecond(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.parts.log.warn('the channels could not be looked after', { error });
    } finally {
      if (!this.ended) {
        this.timers.set(
          work,
          this.parts.time.after(LIVE_EVERY_MS, () => void this.everySecond(work)),
        );
      }
    }
  }

  private readonly live = async (): Promise<void> => {
    // Whoever woke from a suspend has another clock, and did not live meanwhile.
    this.parts.time.look();
    this.lose(await this.parts.store.live());
  };

  private readonly lookAfter = async (): Promise<void> => {
    this.letGoClosed();
    for (const [channel, until] of this.elsewhere) if (until <= this.parts.time.now()) this.elsewhere.delete(channel);
    if (this.parts.conducts === false) return;
    for (const channel of await this.parts.store.claimable()) {
      if (!this.isBroken(channel)) await this.take(channel);
    }
  };

  // What can be asked of one that was closed long ago is asked seldom, and then it is taken again.
  private letGoClosed(): void {
    const { tally, time } = this.parts;
    for (const [channel, { conductor, askedAt }] of this.stations) {
      const { name, since } = conductor.state.phase;
      const isOver = name === 'closed' && time.now() >= Math.max(since + PAST_MS, askedAt + IDLE_MS);
      if (!isOver || !tally.isEmpty(channel) || tally.isUntold(channel)) continue;
      this.letGo([channel]);
      tally.forget(channel);
    }
  }

  // Two who ask at once get the same: a second claim would end the first.
  private take(channel: string): Promise<Conductor | undefined> {
    const known = this.stations.get(channel);
    if (known !== undefined || this.ended) return Promise.resolve(known?.conductor);
    const under = this.taking.get(channel) ?? this.claim(channel).finally(() => this.taking.delete(channel));
    this.taking.set(channel, under);
    return under;
  }

  // What is wrong with one channel by our own mistake keeps none of the others from going on.
  private async claim(channel: string): Promise<Conductor | undefined> {
    const { store, time } = this.parts;
    try {
      time.look();
      const { clockId } = time;
      const claimed = this.parts.conducts === false ? elsewhere() : await store.claim(channel);
      if (isRefusal(claimed)) {
        if (claimed.refused === 'radio.elsewhere') this.elsewhere.set(channel, time.now() + ELSEWHERE_MS);
        return undefined;
      }
      time.look();
      if (!this.ended && clockId === time.clockId) return await this.run(channel, claimed);
      // Nobody would end it any more, or its times are those of the clock before.
      store.letGo(channel);
    } catch (error) {
      if (error instanceof Fault) throw error;
      this.giveUp(channel, error);
    }
    return undefined;
  }

  private async run(channel: string, claimed: Claimed): Promise<Conductor | undefined> {
    const watch = new OnAirWatch(this.parts.metrics, this.parts.time.now());
    const conductor = new Conductor(claimed, {
      clock: this.parts.time,
      store: this.parts.store,
      publisher: this.parts.publisher,
      log: this.parts.log,
      random: this.parts.random,
      reachedBy: (request) => this.parts.tally.reachedBy(channel, request),
      onStep: (step) => {
        watch.stepped(step);
        this.count(channel, step);
        workshop.adjust();
        this.tell(channel, step.events);
      },
      onLost: () => this.lose([channel]),
      onBroken: (error) => this.giveUp(channel, error),
    });
    const workshop = new Workshop(conductor, {
      clock: this.parts.time,
      maker: this.parts.maker,
      log: this.parts.log,
      random: this.parts.random,
      onMade: ({ chunks: [chunk] }, tookMs) => {
        const [provider = ''] = chunk?.content.voice.split(':') ?? [];
        this.parts.metrics.generated.observe({ provider }, tookMs / 1_000);
      },
      mayBegin: () => this.parts.emptyRoom.mayBegin(this.parts.tally.isEmpty(channel)),
    });
    this.stations.set(channel, { conductor, workshop, askedAt: this.parts.time.now() });
    this.elsewhere.delete(channel);
    this.parts.onTaken?.(channel);
    await conductor.begin();
    workshop.adjust();
    this.tell(channel);
    return conductor.ended ? undefined : conductor;
  }

  private tell(channel: string, events: Stepped['events'] = []): void {
    for (const tell of this.watching) tell(channel, events);
  }

  // Everybody present is sent what is announced of what is on air.
  private count(channel: string, { after, events }: Stepped): void {
    const announced = new Set(events.flatMap((event) => (event.type === 'announced' ? [event.chunk] : [])));
    if (announced.size === 0) return;
    for (const { request, chunk } of timelineOf(after)) {
      if (announced.has(chunk.id))
        this.parts.tally.offered(channel, request.id, { chunk: chunk.id, index: chunk.index });
    }
  }

  private lose(channels: readonly string[]): void {
    for (const channel of channels) {
      if (!this.stations.has(channel)) continue;
      this.parts.log.warn('a channel is run by another process now', { channel });
      this.letGo([channel]);
      this.parts.publisher.dismiss(channel);
    }
  }

  private isBroken(channel: string): boolean {
    return (this.broken.get(channel) ?? -Infinity) > this.parts.time.now();
  }

  private giveUp(channel: string, error: unknown): void {
    if (!this.broken.has(channel)) {
      this.parts.log.error('a channel cannot be run, by our own mistake', { channel, error });
    }
    this.broken.set(channel, this.parts.time.now() + BROKEN_MS);
    this.letGo([channel]);
    this.parts.publisher.dismiss(channel);
  }

  private letGo(channels: readonly string[]): void {
    for (const channel of channels) {
      const station = this.stations.get(channel);
      if (station === undefined) continue;
      this.stations.delete(channel);
      this.parts.store.letGo(channel);
      station.workshop.end();
      station.conductor.end();
    }
  }
}
