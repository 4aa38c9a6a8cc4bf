import type { Cancel, ServerMs } from '../../kernel/clock.js';
import { Fault } from '../../kernel/fault.js';
import { isRefusal, type Refusal } from '../../kernel/outcome.js';
import type { ServerTime } from '../../kernel/server-time.port.js';
import type { Entry, Joined } from '../../wire/radio.js';
import { Awaited } from '../awaited.js';
import type { Channel } from '../channel-store.port.js';
import { answered, applied, doubted, notJoined, type Following } from '../model/following.js';
import { STREAM_PAST_MS } from '../model/limits.js';
import { pruned } from '../model/sounding.js';
import type { ProgrammeSource } from '../programme-source.js';
import type { RelayNews, Relays } from './relays.js';

const AGAIN_MS = 500;

/** What a conductor tells whoever sends its sound on. */
export interface Overview {
  readonly channel: Channel;
  readonly joined: Omit<Joined, 'token' | 'rates'>;
}

export interface FarSourceParts {
  readonly channel: string;
  readonly relays: Pick<Relays, 'follow' | 'clockOf'>;
  readonly time: ServerTime;
  readonly ask: () => Promise<Overview | Refusal>;
}

/** A channel that another node conducts, followed as a listener follows it. What was announced stays while that node is away. */
export class FarSource implements ProgrammeSource {
  private following: Following;
  private about: Channel;
  private aheadMs = 0;
  private next = new Awaited();
  private asking = false;
  private stopFollowing: Cancel = () => undefined;
  private cancelAsking: Cancel = () => undefined;
  ended = false;

  private constructor(
    overview: Overview,
    private readonly parts: FarSourceParts,
  ) {
    this.about = overview.channel;
    this.following = notJoined(parts.channel);
  }

  /** Nothing where no other node conducts the channel. */
  static async open(parts: FarSourceParts): Promise<FarSource | Refusal | undefined> {
    const early: RelayNews[] = [];
    let hear = (news: RelayNews): void => void early.push(news);
    const stop = await parts.relays.follow(parts.channel, (news) => hear(news));
    if (stop === undefined) return undefined;
    const overview = await parts.ask().catch((error: unknown) => {
      stop();
      throw error;
    });
    if (isRefusal(overview)) {
      stop();
      return overview;
    }
    const source = new FarSource(overview, parts);
    source.stopFollowing = stop;
    source.take(overview);
    hear = (news) => source.heard(news);
    for (const news of early) source.heard(news);
    return source;
  }

  get channel(): Channel {
    return this.about;
  }

  get entries(): readonly Entry[] {
    return this.following.entries;
  }

  get isClosed(): boolean {
    return this.following.phase === 'closed';
  }

  get stepped(): Promise<void> {
    return this.next.promise;
  }

  // By the clock that the entries are in, also when another is measured already.
  now(): ServerMs {
    const here = this.parts.time.now();
    const there = this.parts.relays.clockOf(this.parts.channel);
    if (there?.clockId === this.following.clockId && there !== undefined) this.aheadMs = there.serverNow - here;
    return here + this.aheadMs;
  }

  end(): void {
    this.ended = true;
    this.cancelAsking();
    this.stopFollowing();
    this.tell();
  }

  private heard(news: RelayNews): void {
    if (news === 'dropped') return this.end();
    const following = news === 'amended' ? doubted(this.following) : applied(this.following, news);
    this.following = pruned(following, this.now() - STREAM_PAST_MS);
    if (this.following.needs !== undefined) void this.askAgain();
    this.tell();
  }

  private take({ channel, joined }: Overview): void {
    this.about = channel;
    // A whole overview each time: what was missed in between is in it.
    this.following = answered(
      { ...this.following, last: undefined },
      { ...joined, token: '', rates: NO_RATES },
      undefined,
    );
    this.aheadMs = joined.serverNow - this.parts.time.now();
  }

  private async askAgain(): Promise<void> {
    if (this.asking || this.ended) return;
    this.asking = true;
    const overview = await this.parts.ask().catch((error: unknown) => {
      if (error instanceof Fault) return undefined;
      throw error;
    });
    this.asking = false;
    if (this.ended) return;
    if (overview !== undefined && !isRefusal(overview)) {
      this.take(overview);
      this.tell();
    }
    if (this.following.needs !== undefined) {
      this.cancelAsking();
      this.cancelAsking = this.parts.time.after(AGAIN_MS, () => void this.askAgain());
    }
  }

  private tell(): void {
    const { next } = this;
    this.next = new Awaited();
    next.resolve();
  }
}

// Nobody probes or acknowledges here.
const NO_RATES = { probeMs: 0, reportMs: 0, acknowledgeWithinMs: 0, rejoinWithinMs: 0 };
