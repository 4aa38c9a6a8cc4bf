import { connect, type Socket } from 'node:net';
import { answering } from '../radio/answering.js';
import { monotonicMs } from '../radio/moments.js';
import type { Heard, Tuning } from './audience.js';

/** One listener: what counts of what it hears, and none of the sound. */
class Listener {
  readonly openedAt = monotonicMs();
  firstAt: number | undefined;
  bytes = 0;
  longestGapMs = 0;
  private readonly socket: Socket;
  private head = '';
  private lastAt = 0;

  constructor({ port, path }: Tuning) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('error', () => undefined);
    this.socket.on('data', (some) => this.take(some));
    this.socket.write(`GET ${path} HTTP/1.0\r\nHost: 127.0.0.1\r\nUser-Agent: bench\r\n\r\n`);
  }

  begin(): void {
    this.bytes = 0;
    this.longestGapMs = 0;
    this.lastAt = monotonicMs();
  }

  /** What has not come for a while is a gap too. */
  end(): number {
    return Math.max(this.longestGapMs, monotonicMs() - this.lastAt);
  }

  close(): void {
    this.socket.destroy();
  }

  private take(some: Buffer): void {
    const sound = this.firstAt === undefined ? this.pastHead(some) : some.length;
    if (sound === 0) return;
    const now = monotonicMs();
    if (this.firstAt === undefined) this.firstAt = now;
    else this.longestGapMs = Math.max(this.longestGapMs, now - this.lastAt);
    this.lastAt = now;
    this.bytes += sound;
  }

  private pastHead(some: Buffer): number {
    this.head += some.toString('latin1');
    const end = this.head.indexOf('\r\n\r\n');
    return end === -1 || !/^HTTP\/1\.[01] 200/.test(this.head) ? 0 : this.head.length - end - 4;
  }
}

let listeners: Listener[] = [];

answering({
  /** So many a second, or all at once. */
  open: async (given) => {
    const { tuning, count, perS } = given as { tuning: Tuning; count: number; perS: number };
    const startedAt = monotonicMs();
    while (listeners.length < count) {
      const due = Math.min(count, Math.ceil(((monotonicMs() - startedAt) / 1_000) * perS) || 1);
      while (listeners.length < due) listeners.push(new Listener(tuning));
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
  },
  begin: () => {
    for (const listener of listeners) listener.begin();
  },
  heard: (): Heard => ({
    firstMs: listeners.map(({ openedAt, firstAt }) => (firstAt === undefined ? Infinity : firstAt - openedAt)),
    bytes: listeners.reduce((sum, { bytes }) => sum + bytes, 0),
    longestGapMs: listeners.reduce((most, listener) => Math.max(most, listener.end()), 0),
  }),
  close: () => {
    for (const listener of listeners) listener.close();
    listeners = [];
  },
});
