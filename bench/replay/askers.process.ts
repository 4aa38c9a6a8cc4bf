import { connect, type Socket } from 'node:net';
import { Chance } from '../../src/matches/model/simulator/chance.js';
import { answering } from '../radio/answering.js';
import { monotonicMs } from '../radio/moments.js';
import type { Answered, Asked } from './askers.js';

/** One who asks for one part after the other on one connection, and counts what comes: little work, so that servers are measured. */
class Asker {
  readonly tookMs: number[] = [];
  received = 0;
  private readonly socket: Socket;
  private head = '';
  /** Of the answer that is under way; nothing: its head has not come whole. */
  private left: number | undefined;
  private askedAt = 0;

  constructor(
    private readonly asked: Asked,
    private readonly chance: Chance,
    private readonly until: number,
    private readonly onEnd: () => void,
  ) {
    this.socket = connect({ port: asked.port, host: '127.0.0.1', noDelay: true });
    this.socket.on('data', (some) => this.take(some));
    this.ask();
  }

  private ask(): void {
    const { path, bytes, sizes } = this.asked;
    const size = this.chance.pick(sizes);
    const first = this.chance.whole(0, bytes - size);
    this.askedAt = monotonicMs();
    this.socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nRange: bytes=${first}-${first + size - 1}\r\n\r\n`);
  }

  private take(some: Buffer): void {
    const body = this.left === undefined ? this.pastHead(some) : some.length;
    if (this.left === undefined) return;
    this.received += body;
    this.left -= body;
    if (this.left > 0) return;
    this.left = undefined;
    this.head = '';
    this.tookMs.push(monotonicMs() - this.askedAt);
    if (monotonicMs() < this.until) this.ask();
    else {
      this.socket.destroy();
      this.onEnd();
    }
  }

  private pastHead(some: Buffer): number {
    this.head += some.toString('latin1');
    const end = this.head.indexOf('\r\n\r\n');
    if (end === -1) return 0;
    if (!this.head.startsWith('HTTP/1.1 206')) throw new Error(this.head.slice(0, end));
    this.left = Number(/^content-length: (\d+)/im.exec(this.head)?.[1]);
    return this.head.length - end - 4;
  }
}

answering({
  ask: async (given): Promise<Answered> => {
    const asked = given as Asked;
    const startedAt = monotonicMs();
    const askers: Asker[] = [];
    const ended = Array.from({ length: asked.connections }, (_, nth) => {
      return new Promise<void>((resolve) => {
        askers.push(new Asker(asked, new Chance(nth + 1), startedAt + asked.seconds * 1_000, resolve));
      });
    });
    await Promise.all(ended);
    return {
      tookMs: askers.flatMap(({ tookMs }) => tookMs),
      bytes: askers.reduce((sum, { received }) => sum + received, 0),
      seconds: (monotonicMs() - startedAt) / 1_000,
    };
  },
});
