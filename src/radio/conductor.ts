import type { Cancel, ServerMs } from '../kernel/clock.js';
import { backoffMs } from '../kernel/backoff.js';
import { Fault } from '../kernel/fault.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import { Turns } from '../kernel/turns.js';
import type { LogRow } from '../wire/radio.js';
import type { Amendment } from './amendment.js';
import { Awaited } from './awaited.js';
import { Superseded, type Channel, type Claimed, type KeptAnswer, type Transition } from './channel-store.port.js';
import type { ConductorParts, Extras, Stepped } from './conducting.js';
import { Contents } from './contents.js';
import { changeOf, nameOf } from './model/change.js';
import type { Aired, Command, RadioEvent } from './model/commands.js';
import { decide, judgeHeard, type Heard } from './model/decide.js';
import { nextAt } from './model/due.js';
import { evolve } from './model/evolve.js';
import { forget } from './model/forget.js';
import { MISSED_MAX, PAST_MS } from './model/limits.js';
import type { ChannelState } from './model/state.js';
import { queueView } from './queue-view.js';

const RETRY = { baseMs: 250, maxMs: 1_000 };
/** Nothing could be written for so long: what should have been announced was not. */
const OUTAGE_MS = 2_500;
/** Of what is published nobody ever waits longer for the clock: a timer in the far future is looked at again. */
const SLEEP_MS_MAX = 3_600_000;

/**
 * Runs one channel: decides, writes to the log, tells the world; in this order, one thing at a time. It holds the only copy of
 * the state that counts, as long as its term does.
 */
export class Conductor {
  readonly term: number;
  readonly contents: Contents;
  private channelNow: Channel;
  private current: ChannelState;
  private dueAt: ServerMs;
  private seqNow: number;
  /** Sent to the store, and not known to have arrived. */
  private unsettled: { readonly transition: Transition; readonly stepped: Stepped } | undefined;
  private readonly turns = new Turns(1);
  private readonly ending = new AbortController();
  private timer: Cancel | undefined;
  private failures = 0;
  private rows: readonly LogRow[] = [];
  private next = new Awaited();
  private completing: Promise<unknown> | undefined;
  private hasTakenOver: boolean;
  /** Since when nothing could be written. */
  private silentSince: ServerMs | undefined;

  constructor(
    private readonly claimed: Claimed,
    private readonly parts: ConductorParts,
  ) {
    this.channelNow = claimed.channel;
    this.term = claimed.term;
    this.current = claimed.state;
    this.dueAt = nextAt(this.current);
    this.seqNow = claimed.seq;
    // On a new channel nobody had anything to take over, and one that was closed long ago nobody can hear any more.
    const { name, since } = claimed.state.phase;
    const isOver = name === 'closed' && since + PAST_MS <= parts.clock.now();
    this.hasTakenOver = claimed.seq === 0 || isOver;
    this.contents = new Contents(claimed.contents, claimed.chunks);
  }

  get channel(): Channel {
    return this.channelNow;
  }

  get state(): ChannelState {
    return this.current;
  }

  get seq(): number {
    return this.seqNow;
  }

  /** The last rows of the log, at hand for those who come back. */
  get recent(): readonly LogRow[] {
    return this.rows;
  }

  /** Corrects what nobody could hear while nobody conducted, and goes on; if not now, then as soon as the database lets it. */
  begin(): Promise<void> {
    return this.wake();
  }

  end(): void {
    this.timer?.();
    this.ending.abort(new Superseded());
    this.next.resolve();
  }

  get ended(): boolean {
    return this.ending.signal.aborted;
  }

  /**
   * What the command did, durable; or why it may not be done. `isDone` is for who asks again after an unknown end: it is asked
   * once that end is known.
   */
  carryOut(
    command: Command,
    extras: Extras = {},
    isDone: () => boolean = () => false,
  ): Promise<readonly RadioEvent[] | Refusal> {
    return this.oneByOne(() => (isDone() ? Promise.resolve([]) : this.step(command, extras)));
  }

  /** The same, once: the same key and body get the answer they got before. Not begun any more once the signal has aborted. */
  carryOutOnce(
    command: Command,
    extras: Extras & { readonly kept: KeptAnswer },
    signal: AbortSignal,
  ): Promise<KeptAnswer | Refusal> {
    return this.oneByOne(async () => {
      const earlier = await this.earlier(extras.kept);
      if (earlier !== undefined) return earlier;
      const outcome = await this.step(command, extras);
      return isRefusal(outcome) ? outcome : extras.kept;
    }, signal);
  }

  /** Another title, voice or gap. What is announced stands; what comes is so from now on. */
  amend(changes: Amendment): Promise<Channel> {
    return this.oneByOne(async () => {
      const { id } = this.channel;
      this.channelNow = await this.parts.store.amend({ id, term: this.term }, changes);
      this.current = { ...this.current, gapMs: this.channel.gapMs };
      this.dueAt = nextAt(this.current);
      this.tellStepped();
      return this.channel;
    });
  }

  /** What is kept of a request, also of one that was let go here. */
  aired(request: string): Promise<Aired | undefined> {
    return this.parts.store.aired(this.channel.id, request);
  }

  /** What a host's key was answered, if it was. */
  answered(asking: Omit<KeptAnswer, 'answer'>): Promise<KeptAnswer | Refusal | undefined> {
    return this.oneByOne(() => this.earlier(asking));
  }

  private async earlier(asking: Omit<KeptAnswer, 'answer'>): Promise<KeptAnswer | Refusal | undefined> {
    const earlier = await this.parts.store.answered(this.channel.id, asking.host, asking.key);
    return earlier === undefined || earlier.bodyHash === asking.bodyHash ? earlier : refuse('radio.key-reused');
  }

  /** What an acknowledgement is worth. Only one that completes something needs a turn. */
  async acknowledge(chunk: string): Promise<Heard | Refusal> {
    const heard = judgeHeard(this.current, chunk, this.parts.clock.now());
    if (heard !== 'completes') return heard;
    // A whole room acknowledges in the same moment: one of them completes it.
    this.completing ??= this.carryOut({ type: 'acknowledge', chunk }).finally(() => (this.completing = undefined));
    await this.completing;
    return heard;
  }

  // Before anything else, what is not known to be written is made sure of, and what fell due is done.
  private async oneByOne<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.turns.during(this.ending.signal, async () => {
      // Whoever stood in line for too long has failed; the database has not.
      signal?.throwIfAborted();
      try {
        await this.settle();
        await this.catchUp();
        const done = await work();
        this.failures = 0;
        return done;
      } catch (error) {
        if (error instanceof Superseded) this.lose();
        else this.failed();
        throw error;
      } finally {
        this.schedule();
      }
    });
  }

  private failed(): void {
    this.failures += 1;
    this.silentSince ??= this.parts.clock.now();
  }

  private lose(): void {
    if (this.ended) return;
    this.end();
    this.parts.onLost();
  }

  private schedule(): void {
    this.timer?.();
    if (this.ended) return;
    const waitMs = this.unsettled !== undefined || this.failures > 0 ? this.retryMs() : this.dueMs();
    if (waitMs < Infinity) this.timer = this.parts.clock.after(Math.min(waitMs, SLEEP_MS_MAX), () => void this.wake());
  }

  private retryMs(): number {
    return backoffMs(Math.min(this.failures, 5), RETRY, this.parts.random);
  }

  private dueMs(): number {
    return Math.max(0, this.dueAt - this.parts.clock.now());
  }

  private async wake(): Promise<void> {
    if (this.ended) return;
    try {
      await this.oneByOne(() => Promise.resolve());
    } catch (error) {
      if (this.ended || error instanceof Superseded) return;
      // The world failed, and is asked again; what we did wrong stops this channel.
      if (error instanceof Fault) return this.parts.log.warn('a channel could not go on yet', { error });
      this.end();
      this.parts.onBroken(error);
    }
  }

  // What fell due is done step by step, as if each had been done at its moment.
  private async catchUp(): Promise<void> {
    if (!this.hasTakenOver) await this.step({ type: 'takeOver', aliveAt: this.claimed.aliveAt }, {});
    await this.goOnAfterOutage();
    while (this.dueAt <= this.parts.clock.now()) {
      const events = await this.step({ type: 'tick' }, {});
      if (isRefusal(events) || events.length === 0) return;
    }
  }

  // What is on air was silent because nothing could be announced, and not because it has nothing to say.
  private async goOnAfterOutage(): Promise<void> {
    const outageMs = this.parts.clock.now() - (this.silentSince ?? Infinity);
    if (outageMs >= OUTAGE_MS) await this.step({ type: 'goOn' }, {});
    this.silentSince = undefined;
  }

  private async step(command: Command, extras: Extras): Promise<readonly RadioEvent[] | Refusal> {
    const now = this.parts.clock.now();
    const events = decide(this.current, command, now);
    if (isRefusal(events) || (events.length === 0 && extras.kept === undefined)) return events;
    const before = this.current;
    const after = events.reduce(evolve, before);
    this.contents.add(extras.contents, extras.chunks);
    const change = changeOf({ before, after, events }, this.contents.wordsOf);
    const place = { channel: this.channel.id, epoch: this.term, seq: this.seqNow + 1 };
    const row: LogRow = { ...place, at: now, name: nameOf(change), change };
    const transition = { term: this.term, before, after, row, ...extras };
    this.unsettled = { transition, stepped: { before, after, events, now } };
    await this.parts.store.commit(transition);
    this.apply();
    return events;
  }

  // An answer that got lost: the store knows whether it was written. If not, it is as if it had never been decided.
  private async settle(): Promise<void> {
    if (this.unsettled === undefined) return;
    const { row } = this.unsettled.transition;
    const [written] = await this.parts.store.rowsAfter(this.channel.id, this.seqNow, 1);
    if (written === undefined) {
      this.unsettled = undefined;
      this.contents.keepOnly(this.current);
    } else if (written.epoch === row.epoch && written.at === row.at) this.apply();
    else throw new Superseded();
  }

  private apply(): void {
    if (this.unsettled === undefined) return;
    const { transition, stepped } = this.unsettled;
    this.unsettled = undefined;
    // Also where that was not known at once: done again it would withdraw what it has announced.
    this.hasTakenOver ||= stepped.events.some(({ type }) => type === 'tookOver');
    this.current = forget(transition.after, stepped.now);
    this.dueAt = nextAt(this.current);
    this.seqNow = transition.row.seq;
    this.rows = [...this.rows.slice(-MISSED_MAX), transition.row];
    if (this.current !== transition.after) this.contents.keepOnly(this.current);
    this.parts.publisher.publish(transition.row, () => this.queue());
    this.parts.onStep(stepped);
    this.tellStepped();
  }

  private tellStepped(): void {
    const { next } = this;
    this.next = new Awaited();
    next.resolve();
  }

  /** Resolves when something has happened after this was asked, or the conductor has ended. */
  get stepped(): Promise<void> {
    return this.next.promise;
  }

  queue() {
    const { reachedBy, clock } = this.parts;
    return queueView(this.current, { contents: this.contents, reachedBy, now: clock.now() });
  }
}
