import {
  answered,
  applied,
  doubted,
  type Following,
  type LogPlace,
  notJoined,
  placeToJoinFrom,
} from '../../../src/radio/model/following.js';
import { pruned } from '../../../src/radio/model/sounding.js';
import {
  Joined,
  type JoinInput,
  Message,
  PlayedAnswer,
  type Played,
  type Rates,
  type SocketRefusal,
} from '../../../src/wire/radio.js';
import { type Answer, type Asker, isPassing } from './asking.js';
import { backoffMs } from './backoff.js';
import type { Surroundings } from './line.js';
import { Probing } from './probing.js';
import { type Hearing, Reporting } from './reporting.js';

export interface FollowOptions {
  readonly channel: string;
  /** Everything is heard so much later, as a television shows it. */
  readonly delayMs?: number;
  readonly onChange: () => void;
  /** How listening goes: told to the server now and then. */
  readonly hearing?: () => Hearing;
}

interface Ways {
  readonly asker: Asker;
  readonly surroundings: Surroundings;
  readonly onSilence: () => void;
  readonly onLeave: () => void;
}

/** Joins of one channel are asked at least so far apart, whatever comes in. */
const REJOIN_MS = 500;

type WithoutChannel<T> = Omit<T, 'channel'>;

/** One channel as a listener has it: joined, kept whole, and on its clock, for as long as it is not left. */
export class FollowedChannel {
  private state: Following;
  private readonly probing: Probing;
  private readonly reporting: Reporting;
  private joined: Joined | undefined;
  private refused: SocketRefusal | undefined;
  private isOpen = false;
  private attempts = 0;
  // Of the joins that were asked, only the newest counts.
  private turn = 0;
  private isJoining = false;
  private cancelJoin: (() => void) | undefined;
  private joinedAt: number | undefined;

  constructor(
    private readonly options: FollowOptions,
    private readonly ways: Ways,
  ) {
    this.state = notJoined(options.channel);
    this.probing = new Probing(options.channel, ways.asker, ways.surroundings, {
      onClock: () => this.changed(),
      onSilence: ways.onSilence,
    });
    this.reporting = new Reporting(options.channel, ways.asker, ways.surroundings, {
      roundTripMs: () => this.probing.roundTripMs,
      hearing: options.hearing,
      onRates: (rates) => this.speakAsOften(rates),
      onNotJoined: () => this.doubt(),
    });
  }

  get channel(): string {
    return this.options.channel;
  }

  /** By how much everything is heard later. */
  get delayMs(): number {
    return this.options.delayMs ?? 0;
  }

  get following(): Following {
    return this.state;
  }

  get rates(): Rates | undefined {
    return this.joined?.rates;
  }

  /** For acknowledging over HTTP. */
  get token(): string | undefined {
    return this.joined?.token;
  }

  /** Why the last join was refused; nothing once one was not. */
  get refusal(): SocketRefusal | undefined {
    return this.refused;
  }

  get clock(): Probing['clock'] {
    return this.probing.clock;
  }

  /** There and back, in the last burst of probes. */
  get roundTripMs(): number | undefined {
    return this.probing.roundTripMs;
  }

  /** The moment of the channel that this listener hears now. Not known before the first probes are back. */
  heardNow(): number | undefined {
    // Starts of one clock played by the time of another would sound at any moment but theirs.
    const now = this.probing.serverNow(this.state.clockId);
    return now === undefined ? undefined : now - this.delayMs;
  }

  acknowledge(played: WithoutChannel<Played>): Promise<Answer<PlayedAnswer>> {
    const body: Played = { channel: this.channel, ...played };
    return this.ways.asker.ask({ event: 'audio_played', body, answer: PlayedAnswer });
  }

  /** Probes at once: after a sleep, or with another network. */
  probeSoon(): void {
    if (this.isOpen) this.probing.probeSoon();
  }

  leave(): void {
    this.shut();
    this.ways.onLeave();
  }

  opened(): void {
    this.isOpen = true;
    this.attempts = 0;
    // Nobody knows what was said meanwhile.
    this.state = doubted(this.state);
    this.probing.start();
    void this.join();
  }

  shut(): void {
    this.isOpen = false;
    this.isJoining = false;
    this.turn += 1;
    this.cancelJoin?.();
    this.probing.stop();
    this.reporting.stop();
  }

  heard(raw: unknown): void {
    const read = Message.safeParse(raw);
    if (read.success) this.probing.heardOf(read.data.clockId);
    this.state = read.success ? applied(this.state, read.data) : doubted(this.state);
    if (this.state.needs !== undefined && !this.isJoining) this.joinInTurn();
    this.changed();
  }

  private doubt(): void {
    this.state = doubted(this.state);
    if (!this.isJoining) this.joinInTurn();
  }

  private joinInTurn(): void {
    const { now, random } = this.ways.surroundings;
    // What one listener missed, many did: they come back one after the other.
    const waitMs = random() * (this.rates?.rejoinWithinMs ?? 0);
    this.joinAfter(Math.max(waitMs, (this.joinedAt ?? -Infinity) + REJOIN_MS - now()));
  }

  private async join(): Promise<void> {
    this.isJoining = true;
    this.turn += 1;
    const { turn } = this;
    const asked = placeToJoinFrom(this.state);
    const { last } = this.state;
    const body: JoinInput = {
      channel: this.channel,
      delayMs: this.delayMs,
      ...(asked === undefined ? {} : { last: asked }),
    };
    const answer = await this.ways.asker.ask({ event: 'join', body, answer: Joined });
    if (turn !== this.turn) return;
    this.isJoining = false;
    this.refused = 'refused' in answer ? answer.refused : undefined;
    if ('ok' in answer) this.take(answer.ok, last);
    // An answer that cannot be read may hold messages that cannot be read: the snapshot may do without them.
    else if ('lost' in answer && answer.lost === 'nonsense') this.state = { ...this.state, needs: 'snapshot' };
    if (this.mayTryAgain()) {
      const waitMs = backoffMs(this.attempts, this.ways.surroundings.random);
      this.attempts += 1;
      this.joinAfter(Math.max(waitMs, (this.refused?.retryAfterS ?? 0) * 1_000));
    }
    this.changed();
  }

  private take(joined: Joined, last: LogPlace | undefined): void {
    this.joined = joined;
    this.joinedAt = this.ways.surroundings.now();
    this.speakAsOften(joined.rates);
    this.reporting.start(joined.rates);
    this.probing.heardOf(joined.clockId);
    this.state = answered(this.state, joined, last);
    if (this.state.needs === undefined) this.attempts = 0;
  }

  private speakAsOften(rates: Rates): void {
    if (this.joined !== undefined) this.joined = { ...this.joined, rates };
    this.probing.slowDownTo(rates.probeMs);
  }

  private mayTryAgain(): boolean {
    return this.state.needs !== undefined && (this.refused === undefined || isPassing(this.refused));
  }

  private joinAfter(ms: number): void {
    this.isJoining = true;
    this.cancelJoin?.();
    this.cancelJoin = this.ways.surroundings.after(ms, () => void this.join());
  }

  // The last thing to be done: whoever is told may do anything.
  private changed(): void {
    const at = this.heardNow();
    if (at !== undefined) this.state = pruned(this.state, at);
    this.options.onChange();
  }
}
