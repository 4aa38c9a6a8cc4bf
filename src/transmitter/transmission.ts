import { FRAME_MS, frameAt, type Span } from '../audio/model/frames.js';
import type { Cancel, Clock, ServerMs } from '../kernel/clock.js';
import { entryEnd } from '../radio/model/sounding.js';
import type { Programme } from '../radio/programme.port.js';
import type { Log } from '../watch/log.port.js';
import type { Entry } from '../wire/radio.js';
import type { Bed } from './bed.js';
import { Cohort, type Listener } from './cohort.js';
import { Mixer } from './mixer.js';
import { firstFrame, lagOf, type PlaceAsked } from './model/place.js';
import { GROUP_FRAMES, groupOf } from './model/titles.js';
import { Ring, type Told } from './ring.js';
import { Shelf } from './shelf.js';
import type { TransmitterMetrics } from './transmitter.metrics.js';

/** Whoever is so many bytes behind what it should have is let go: 65 s, a tunnel. */
export const BEHIND_BYTES_MAX = 512 * 1_024;
/** After so long a channel has fallen silent for good when nobody will announce anything more. */
const OVER_MS = 2_016;
/** Time that passed without us is sent; what is more is another time, and nobody wants it. */
const JUMP_FRAMES_MAX = Math.floor(30_000 / FRAME_MS);
const BACK_FRAMES_MAX = Math.floor(1_000 / FRAME_MS);
/** So many are sent their batch at a time; then others may do something. */
const AT_ONCE = 500;

export interface TransmissionParts {
  readonly programme: Programme;
  readonly bed: Bed | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: TransmitterMetrics;
}

/** Told to whoever lets a listener in. */
export interface Begun {
  /** When the first frame that it gets sounds. */
  readonly startsAt: ServerMs;
  leave(): void;
}

/** One channel on its way to everybody who is tuned in: one ring of frames, and the same bytes for all who stand at the same place. */
export class Transmission {
  readonly programme: Programme;
  private readonly mixer: Mixer;
  private readonly ring: Ring;
  private readonly shelf: Shelf;
  private readonly cohorts = new Map<string, Cohort>();
  private readonly leaving = new Map<Listener, Cancel>();
  /** Chunks that were withdrawn, and are silent here. */
  private silenced: ReadonlySet<string> = new Set();
  private filling: Promise<void> = Promise.resolve();
  private counted = 0;
  private readonly stopFollowing: Cancel;

  constructor(private readonly parts: TransmissionParts) {
    this.programme = parts.programme;
    this.mixer = new Mixer(parts.bed);
    this.ring = new Ring(this.mixer, this.edge());
    this.shelf = new Shelf({ ...parts });
    // At once, and not with the next batch: what is announced now may sound before that.
    this.stopFollowing = this.programme.onChange(() => this.changed());
    this.hold();
  }

  get listeners(): number {
    return this.leaving.size;
  }

  /** The frame up to which everything can be read. */
  get newest(): number {
    return this.ring.end;
  }

  /** The oldest frame that can be read. */
  get oldest(): number {
    return this.ring.oldest;
  }

  /** Whether all that will ever be announced has fallen silent for who is so many frames behind. */
  isOverFor(lag: number): boolean {
    if (!this.programme.isOver) return false;
    const last = this.programme.entries.at(-1);
    return last === undefined || entryEnd(last) + OVER_MS <= (this.ring.end - lag) * FRAME_MS;
  }

  /** What was heard from a frame on can be read once this has resolved. */
  cover(start: number): Promise<void> {
    const filled = this.filling.then(() => this.fill(Math.max(start, this.ring.oldest)));
    // Whoever comes next does not fail with who came before.
    this.filling = filled.catch(() => undefined);
    return filled;
  }

  read(start: number, end: number): Buffer {
    return this.ring.read({ start, end }, this.told());
  }

  /**
   * Lets a listener in whose beginning is covered: sends what it begins with, and from then on each batch. `begin` comes before
   * the first byte, and says whether it is still there.
   */
  tuneIn(listener: Listener, asked: PlaceAsked, begin: (begun: Begun) => boolean): void {
    const cohort = this.cohortFor(asked);
    const newest = this.ring.end - cohort.lag;
    const first = Math.min(firstFrame(this.programme.now(), asked), asked.titles ? groupOf(newest) : newest);
    if (!begin({ startsAt: first * FRAME_MS, leave: () => this.leave(listener) })) return;
    listener.sink.send(cohort.opening(this.ring, first, this.told()));
    this.cohorts.set(cohort.key, cohort);
    cohort.listeners.add(listener);
    const uncount = this.programme.tunedIn();
    this.leaving.set(listener, () => {
      uncount();
      cohort.listeners.delete(listener);
      if (cohort.listeners.size === 0) this.cohorts.delete(cohort.key);
    });
  }

  leave(listener: Listener): void {
    this.leaving.get(listener)?.();
    this.leaving.delete(listener);
  }

  /** Goes on to the present, and sends everybody what is new; piece by piece, where there are many. */
  *beat(): Generator<void> {
    const start = this.ring.end;
    const end = this.edge();
    this.hold();
    if (end > start + JUMP_FRAMES_MAX || end < start - BACK_FRAMES_MAX) this.jump(end);
    else if (end > start) yield* this.sendAll({ start, end });
  }

  private *sendAll({ start, end }: Span): Generator<void> {
    const told = this.told();
    this.ring.grow(end, told);
    this.countMissing();
    // Whoever comes while this goes on has what is new already.
    const batches = [...this.cohorts.values()].map((cohort) => ({
      listeners: [...cohort.listeners],
      bytes: cohort.read(this.ring, { start, end }, told),
      isOver: this.isOverFor(cohort.lag),
    }));
    let sent = 0;
    for (const { listeners, bytes, isOver } of batches) {
      for (const listener of listeners) {
        if (isOver) this.dismiss(listener);
        else this.sendTo(listener, bytes);
        sent += 1;
        if (sent % AT_ONCE === 0) yield;
      }
    }
  }

  /** Ends those of whom this is true, after what they were sent. */
  endThose(is: (listener: Listener) => boolean): void {
    for (const listener of [...this.leaving.keys()].filter(is)) this.dismiss(listener);
  }

  end(): void {
    this.endThose(() => true);
    this.stopFollowing();
    this.shelf.end();
    this.programme.end();
  }

  private dismiss(listener: Listener): void {
    listener.sink.end();
    this.leave(listener);
  }

  private sendTo(listener: Listener, bytes: Buffer): void {
    const { sink } = listener;
    if (sink.waitingBytes + bytes.length <= BEHIND_BYTES_MAX) return sink.send(bytes);
    this.parts.metrics.slow.inc();
    sink.drop();
    this.leave(listener);
  }

  private cohortFor(asked: PlaceAsked): Cohort {
    const cohort = new Cohort(lagOf(asked), asked.titles);
    return this.cohorts.get(cohort.key) ?? cohort;
  }

  // Titles stand after every tenth frame that was sent, so a jump is one of whole groups.
  private jump(end: number): void {
    const moved = end - this.ring.end;
    this.ring.clear(end - (((moved % GROUP_FRAMES) + GROUP_FRAMES) % GROUP_FRAMES));
    const lags = [...this.cohorts.values()].map(({ lag }) => lag);
    void this.cover(this.ring.end - Math.max(0, ...lags));
  }

  private async fill(start: number): Promise<void> {
    if (start >= this.ring.start) return;
    const bytesOf = await this.shelf.fetchAll(this.programme.entries, { start, end: this.ring.start });
    this.ring.growBack(start, { ...this.told(), bytesOf });
  }

  // What is withdrawn falls silent here too, for everybody who has not been sent it yet.
  private changed(): void {
    const silenced = this.programme.entries.filter((entry) => entry.silenced === true);
    const fresh = silenced.filter(({ chunk }) => !this.silenced.has(chunk));
    this.silenced = new Set(silenced.map(({ chunk }) => chunk));
    if (fresh.length > 0) this.ring.silence(fresh.map(spanOf), this.told());
    this.hold();
  }

  private hold(): void {
    this.shelf.hold(this.programme.entries, this.ring.end * FRAME_MS);
  }

  private told(): Told {
    const { entries, channel } = this.programme;
    return { entries, title: channel.title, bytesOf: this.shelf.bytesOf };
  }

  private edge(): number {
    return frameAt(this.programme.now());
  }

  private countMissing(): void {
    const more = this.mixer.missing - this.counted;
    this.counted = this.mixer.missing;
    if (more > 0) this.parts.metrics.missing.inc((more * FRAME_MS) / 1_000);
  }
}

function spanOf(entry: Entry): Span {
  return { start: frameAt(entry.startsAt), end: frameAt(entryEnd(entry)) };
}
