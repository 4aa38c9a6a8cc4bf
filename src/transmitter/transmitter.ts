import type { Cancel, Clock, ServerMs } from '../kernel/clock.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import type { Channel } from '../radio/channel-store.port.js';
import type { Programmes } from '../radio/programme.port.js';
import type { Log } from '../watch/log.port.js';
import type { Bed } from './bed.js';
import type { Listener } from './cohort.js';
import { BATCH_MS_MIN, nextBatchMs } from './model/batching.js';
import { firstFrame, lagOf, type PlaceAsked } from './model/place.js';
import { Segments } from './segments.js';
import { Transmission, type Begun } from './transmission.js';
import type { TransmitterMetrics } from './transmitter.metrics.js';

/** A channel that nobody hears any more is kept so long for who comes back. */
const IDLE_MS = 10_000;
const FULL_RETRY_S = 30;

export interface TransmitterParts {
  readonly programmes: Programmes;
  readonly clock: Clock;
  readonly bed: Bed;
  readonly log: Log;
  readonly metrics: TransmitterMetrics;
  readonly listenersMax: number;
  readonly listenersOfChannelMax: number;
  /** How often everybody is sent what is new; nothing: as often as there is time for. */
  readonly batchMs: number | undefined;
  /** Whether people nobody knows may hear a channel. */
  readonly isOpen: (channel: Channel) => boolean;
}

/** Which of a channel's sounds: with a bed in its pauses, or with silence. */
export interface Tuning {
  readonly channel: string;
  readonly bed: boolean;
}

export interface Tuned extends Begun {
  readonly channel: Channel;
}

interface Sent {
  readonly transmission: Transmission;
  readonly segments: Segments;
  channel: Channel;
  heardAt: ServerMs;
}

/** Sends channels to whoever is tuned in. A channel that nobody hears costs nothing. */
export class Transmitter {
  private readonly sent = new Map<string, Sent>();
  private readonly opening = new Map<string, Promise<Sent | Refusal>>();
  /** Who is being let in, by channel. */
  private readonly entering = new Map<string, number>();
  private batchMs: number;
  private timer: Cancel | undefined;
  private ended = false;

  constructor(private readonly parts: TransmitterParts) {
    this.batchMs = parts.batchMs ?? BATCH_MS_MIN;
  }

  /** Calls `begin` before the first byte is sent. Whoever has gone meanwhile is not let in. */
  async tuneIn(
    tuning: Tuning,
    listener: Listener,
    asked: PlaceAsked,
    begin: (tuned: Tuned) => boolean,
  ): Promise<Refusal | undefined> {
    if (!this.hasRoom(tuning.channel)) {
      this.parts.metrics.refused.inc();
      return { ...refuse('transmitter.full'), retryAfterS: FULL_RETRY_S };
    }
    this.enter(tuning.channel, 1);
    try {
      return await this.letIn(tuning, listener, asked, begin);
    } finally {
      this.enter(tuning.channel, -1);
    }
  }

  /** The channel in segments. */
  async segments(tuning: Tuning): Promise<Segments | Refusal> {
    const sent = await this.open(tuning);
    return isRefusal(sent) ? sent : sent.segments;
  }

  /** Ends the streams of a session. */
  signedOut(session: string): void {
    for (const { transmission } of this.sent.values()) {
      transmission.endThose((listener) => listener.session === session);
    }
  }

  end(): void {
    this.ended = true;
    this.timer?.();
    for (const key of this.sent.keys()) this.close(key);
  }

  private async letIn(
    tuning: Tuning,
    listener: Listener,
    asked: PlaceAsked,
    begin: (tuned: Tuned) => boolean,
  ): Promise<Refusal | undefined> {
    const sent = await this.open(tuning);
    if (isRefusal(sent)) return sent;
    const { transmission } = sent;
    const { programme } = transmission;
    await transmission.cover(firstFrame(programme.now(), asked));
    if (transmission.isOverFor(lagOf(asked))) return refuse('radio.channel-closed');
    if (this.ended) return refuse('server.draining');
    transmission.tuneIn(listener, asked, (begun) => begin({ ...begun, channel: programme.channel }));
    this.count();
    return undefined;
  }

  private hasRoom(channel: string): boolean {
    const { listenersMax, listenersOfChannelMax } = this.parts;
    const here = this.listeners(channel) + (this.entering.get(channel) ?? 0);
    const entering = [...this.entering.values()].reduce((sum, more) => sum + more, 0);
    return here < listenersOfChannelMax && this.listeners() + entering < listenersMax;
  }

  private listeners(channel?: string): number {
    let listeners = 0;
    for (const { transmission } of this.sent.values()) {
      if (channel === undefined || transmission.programme.channel.id === channel) listeners += transmission.listeners;
    }
    return listeners;
  }

  private enter(channel: string, more: number): void {
    const entering = (this.entering.get(channel) ?? 0) + more;
    if (entering === 0) this.entering.delete(channel);
    else this.entering.set(channel, entering);
  }

  // Two who come at once get the same.
  private open(tuning: Tuning): Promise<Sent | Refusal> {
    const key = `${tuning.channel} ${tuning.bed}`;
    const known = this.sent.get(key);
    if (known !== undefined) return Promise.resolve(known);
    const under = this.opening.get(key) ?? this.follow(key, tuning).finally(() => this.opening.delete(key));
    this.opening.set(key, under);
    return under;
  }

  private async follow(key: string, { channel, bed }: Tuning): Promise<Sent | Refusal> {
    const { programmes, clock, log, metrics } = this.parts;
    const programme = await programmes.follow(channel);
    if (isRefusal(programme)) return programme;
    if (this.ended) {
      programme.end();
      return refuse('server.draining');
    }
    const transmission = new Transmission({
      programme,
      bed: bed ? this.parts.bed : undefined,
      clock,
      log,
      metrics,
    });
    const segments = new Segments(transmission);
    const sent = { transmission, segments, channel: programme.channel, heardAt: clock.now() };
    this.sent.set(key, sent);
    this.timer ??= clock.after(this.batchMs, () => this.beat());
    return sent;
  }

  private beat(): void {
    const startedAt = this.parts.clock.now();
    this.goOn(this.work(), { startedAt, busyMs: 0 });
  }

  // In pieces, so that a large crowd keeps nobody else waiting.
  private goOn(work: Iterator<void>, { startedAt, busyMs }: { startedAt: ServerMs; busyMs: number }): void {
    const { clock } = this.parts;
    const from = clock.now();
    const { done } = work.next();
    const now = clock.now();
    const busy = { startedAt, busyMs: busyMs + now - from };
    if (this.ended) return;
    if (done !== true) {
      this.timer = clock.after(0, () => this.goOn(work, busy));
      return;
    }
    this.batchMs = this.parts.batchMs ?? nextBatchMs(this.batchMs, busy.busyMs);
    this.parts.metrics.batch.set(this.batchMs / 1_000);
    const waitMs = Math.max(0, startedAt + this.batchMs - now);
    this.timer = this.sent.size === 0 ? undefined : clock.after(waitMs, () => this.beat());
  }

  private *work(): Generator<void> {
    for (const [key, sent] of this.sent) {
      try {
        this.keepOut(sent);
        yield* sent.transmission.beat();
      } catch (error) {
        // What is wrong with one channel by our own mistake keeps none of the others silent.
        this.parts.log.error('a channel cannot be sent, by our own mistake', { error });
        this.close(key);
      }
      this.closeIdle(key, sent);
    }
    this.count();
  }

  // A channel that has become private is for who came with a token alone.
  private keepOut(sent: Sent): void {
    const { channel } = sent.transmission.programme;
    if (channel === sent.channel) return;
    sent.channel = channel;
    if (!this.parts.isOpen(channel)) sent.transmission.endThose(({ session }) => session === undefined);
  }

  private closeIdle(key: string, sent: Sent): void {
    const now = this.parts.clock.now();
    const isHeard = sent.transmission.listeners > 0 || this.entering.has(sent.channel.id);
    if (isHeard) sent.heardAt = now;
    if (sent.segments.isIdle() && sent.heardAt <= now - IDLE_MS) this.close(key);
  }

  private close(key: string): void {
    const sent = this.sent.get(key);
    this.sent.delete(key);
    sent?.segments.end();
    sent?.transmission.end();
    this.count();
  }

  private count(): void {
    const { metrics } = this.parts;
    const all = [...this.sent.values()];
    metrics.channels.set(all.length);
    metrics.listeners.set({ kind: 'stream' }, this.listeners());
    metrics.listeners.set(
      { kind: 'segments' },
      all.reduce((sum, { segments }) => sum + segments.listeners, 0),
    );
  }
}
