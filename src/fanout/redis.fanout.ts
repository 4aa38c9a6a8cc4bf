import { createClient } from '@redis/client';
import { backoffMs, type Backoff } from '../kernel/backoff.js';
import type { Cancel, Clock } from '../kernel/clock.js';
import { withDeadline } from '../kernel/deadline.js';
import type { Condition } from '../watch/health.port.js';
import type { Log } from '../watch/log.port.js';
import { Fanout } from './fanout.port.js';

const AGAIN: Backoff = { baseMs: 100, maxMs: 2_000 };
const CONNECT_MS = 2_000;
/** A line that is dead without a word is noticed by its pings. */
const PING_MS = 2_000;
const SILENCE_MS = 5_000;

const NOW_OR_NEVER = { disableOfflineQueue: true };

type Client = ReturnType<typeof createClient>;

export interface RedisFanoutOptions {
  readonly url: string;
  /** Installations that share a Redis hear nothing of each other. */
  readonly prefix: string;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Through Redis' publish and subscribe. One line to say, so that everything stays in order, and one to hear; both come back by
 * themselves, and what is heard is asked for again.
 */
export class RedisFanout extends Fanout {
  readonly isShared = true;
  private saying: Client;
  private readonly hearing: Client;
  private cancel: Cancel = () => undefined;
  private isTold = false;

  constructor(private readonly options: RedisFanoutOptions) {
    super();
    // What cannot be said now is not said later: by then something newer is true.
    this.saying = this.client(NOW_OR_NEVER);
    this.hearing = this.client({ disableOfflineQueue: false });
  }

  /** Does not wait: without Redis a node still runs what it runs. */
  open(): void {
    for (const client of [this.saying, this.hearing]) this.connect(client);
    this.watchLater();
  }

  close(): void {
    this.cancel();
    for (const client of [this.saying, this.hearing]) client.destroy();
  }

  condition(): Condition {
    const isWell = this.saying.isReady && this.hearing.isReady;
    return isWell ? { ok: true } : { ok: false, reason: 'Redis cannot be reached: other nodes hear late.' };
  }

  publish(topic: string, message: unknown): void {
    if (!this.saying.isReady) return;
    this.saying.publish(this.named(topic), JSON.stringify(message)).catch((error: unknown) => this.troubled(error));
  }

  async hear(topic: string, tell: (message: unknown) => void): Promise<Cancel> {
    const name = this.named(topic);
    const hear = (message: string): void => tell(JSON.parse(message));
    await this.hearing.subscribe(name, hear);
    return () => {
      if (this.hearing.isOpen) this.hearing.unsubscribe(name, hear).catch((error: unknown) => this.troubled(error));
    };
  }

  // It tries again until it is closed, and only that ends it.
  private connect(client: Client): void {
    client.connect().catch((error: unknown) => this.troubled(error));
  }

  private watchLater(): void {
    this.cancel = this.options.clock.after(PING_MS, () => void this.watch());
  }

  // A line that only says something never notices that nobody listens any more.
  private async watch(): Promise<void> {
    const saying = this.saying;
    const reason = new Error('Redis does not answer.');
    try {
      if (saying.isReady) await withDeadline(this.options.clock, { ms: SILENCE_MS, reason }, () => saying.ping());
    } catch (error) {
      this.troubled(error);
      if (error === reason && saying.isOpen) {
        saying.destroy();
        this.saying = this.client(NOW_OR_NEVER);
        this.connect(this.saying);
      }
    }
    if (saying.isOpen || this.saying !== saying) this.watchLater();
  }

  private named(topic: string): string {
    return `${this.options.prefix}${topic}`;
  }

  private client(more: { readonly disableOfflineQueue: boolean }): Client {
    const client: Client = createClient({
      ...more,
      url: this.options.url,
      pingInterval: PING_MS,
      socket: {
        connectTimeout: CONNECT_MS,
        socketTimeout: SILENCE_MS,
        reconnectStrategy: (attempt) => backoffMs(Math.min(attempt, 10), AGAIN),
      },
    });
    client.on('error', (error: unknown) => this.troubled(error));
    client.on('ready', () => this.recovered());
    return client;
  }

  private troubled(error: unknown): void {
    if (this.isTold) return;
    this.isTold = true;
    this.options.log.warn('Redis cannot be reached: other nodes hear late', { error });
  }

  private recovered(): void {
    if (!this.isTold || !this.saying.isReady || !this.hearing.isReady) return;
    this.isTold = false;
    this.options.log.info('Redis is back');
  }
}
