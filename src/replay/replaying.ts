import type { Clock } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import type { MatchEvent } from '../wire/matches.js';
import {
  dueAt,
  isPassed,
  placeAt,
  placeOf,
  standAfter,
  type Beginning,
  type Run,
  type Spot,
  type Stand,
} from './model/pacing.js';
import { PAGE } from './told-pages.js';

/** An event, and where in the match it stands. */
export interface PlacedEvent {
  readonly event: MatchEvent;
  readonly stand: Stand;
}

export interface ReplayingParts {
  /** The record after an event, so many at most. */
  readonly read: (after: number, limit: number) => Promise<readonly MatchEvent[]>;
  readonly clock: Clock;
  readonly speed: number;
  readonly beginning: Beginning;
  readonly signal: AbortSignal;
  /** A place before the beginning from which it is looked for, and places that were passed on the way there. */
  readonly known: Stand;
  readonly passed: (stand: Stand) => void;
  /** Where it begins, after what was passed. */
  readonly begin: (passed: Stand, fromMs: number) => Promise<void>;
  /** Resolves when the next may be told. */
  readonly tell: (placed: PlacedEvent) => Promise<void>;
}

/** A page of what all share: nothing of them is kept here. */
const PASSED_AT_ONCE = PAGE;
const AT_ONCE = 50;
/** Where fewer are waiting the next are read, so that none is late for it. */
const WAITING_MIN = 25;
/** While the record cannot be read. */
const AGAIN_MS = 1_000;

/** A match as it is told again, event by event when it is due. It holds some events, however long the match was. */
export class Replaying {
  private readonly waiting: PlacedEvent[] = [];
  /** How far was read. */
  private read: Stand;
  /** How far was told, or passed. */
  private told: Stand;
  private reading: Promise<void> | undefined;
  private pace: Run | undefined;

  constructor(private readonly parts: ReplayingParts) {
    this.read = parts.known;
    this.told = parts.known;
  }

  /** The last event, and the place in the match; nothing before it has begun. */
  get place(): Spot | undefined {
    if (this.pace === undefined) return undefined;
    return { seq: this.told.seq, offsetMs: placeAt(this.parts.clock.now(), this.pace) };
  }

  /** Resolves when the record is at its end, with where that is; rejects with the signal’s reason. Then nothing is read any more. */
  async run(): Promise<Spot> {
    try {
      return await this.tellAll();
    } finally {
      await Promise.allSettled([this.reading]);
    }
  }

  private async tellAll(): Promise<Spot> {
    const { clock, speed, beginning, begin, tell, signal } = this.parts;
    await this.pass();
    const fromMs = placeOf(beginning, this.told, this.waiting[0]?.stand);
    this.pace = { startedAt: clock.now(), fromMs, speed };
    this.readAhead();
    await begin(this.told, fromMs);
    for (let next = await this.next(); next !== undefined; next = await this.next()) {
      await this.waitUntil(dueAt(next.stand.offsetMs, this.pace));
      signal.throwIfAborted();
      this.waiting.shift();
      this.told = next.stand;
      await tell(next);
      this.readAhead();
    }
    return { seq: this.told.seq, offsetMs: Math.max(fromMs, this.told.offsetMs) };
  }

  // All before the beginning is looked at, because where an event stands is a sum over those before it.
  private async pass(): Promise<void> {
    for (let isMore = true; isMore;) {
      const events = await this.page(PASSED_AT_ONCE);
      for (const event of events) {
        const stand = standAfter(this.read, event);
        if (isPassed(stand, this.parts.beginning)) this.told = stand;
        else if (this.waiting.length < AT_ONCE) this.waiting.push({ event, stand });
        else return;
        this.read = stand;
      }
      isMore = events.length === PASSED_AT_ONCE && this.waiting.length === 0;
      if (isMore) this.parts.passed(this.told);
    }
  }

  // Read after the one before was told: a match that goes on has more by then.
  private async next(): Promise<PlacedEvent | undefined> {
    if (this.waiting.length === 0) await this.reading;
    return this.waiting[0];
  }

  private readAhead(): void {
    if (this.waiting.length >= WAITING_MIN || this.reading !== undefined) return;
    this.reading = this.readOn().finally(() => (this.reading = undefined));
    // Whoever waits for it hears of it.
    this.reading.catch(() => undefined);
  }

  private async readOn(): Promise<void> {
    for (const event of await this.page(AT_ONCE)) {
      this.read = standAfter(this.read, event);
      this.waiting.push({ event, stand: this.read });
    }
  }

  // While the database is away whoever follows stays: coming again, all of them would ask it at once.
  private async page(limit: number): Promise<readonly MatchEvent[]> {
    const { read, clock, signal } = this.parts;
    for (;;) {
      signal.throwIfAborted();
      try {
        return await read(this.read.seq, limit);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
      }
      await clock.sleep(AGAIN_MS, signal);
    }
  }

  // By the clock alone, never by what was waited before. A timer may be some of a millisecond early.
  private async waitUntil(at: number): Promise<void> {
    const { clock, signal } = this.parts;
    for (let leftMs = at - clock.now(); leftMs > 0; leftMs = at - clock.now()) await clock.sleep(leftMs, signal);
  }
}
