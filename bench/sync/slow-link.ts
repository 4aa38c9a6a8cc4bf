import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { SystemClock } from '../../src/kernel/clock.js';

const clock = new SystemClock();

/** What a network does to what passes, each way. */
export interface Weather {
  readonly delayMs: number;
  /** Evenly drawn and added. */
  readonly jitterMs: number;
  /** The share of what passes that waits much longer, and for how long at most. */
  readonly spikes: number;
  readonly spikeMs: number;
}

export const WIFI: Weather = { delayMs: 1.5, jitterMs: 1.5, spikes: 0.1, spikeMs: 60 };
export const MOBILE: Weather = { delayMs: 45, jitterMs: 16, spikes: 0.15, spikeMs: 150 };

/** A way to a server that is slow as networks are. What was sent first arrives first. */
export class SlowLink {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  constructor(
    private readonly target: { readonly host: string; readonly port: number },
    private readonly weather: Weather,
    private readonly random: () => number,
  ) {
    this.server = createServer((visitor) => this.take(visitor));
  }

  async listen(): Promise<number> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private take(visitor: Socket): void {
    const upstream = connect(this.target);
    for (const [from, to] of [[visitor, upstream] as const, [upstream, visitor] as const]) {
      this.sockets.add(from);
      from.setNoDelay(true);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
      this.carry(from, to);
    }
  }

  private carry(from: Socket, to: Socket): void {
    let dueAt = 0;
    from.on('data', (piece) => {
      dueAt = Math.max(dueAt, performance.now() + this.delay());
      clock.after(Math.max(0, dueAt - performance.now()), () => to.destroyed || to.write(piece));
    });
    from.on('end', () => clock.after(Math.max(0, dueAt - performance.now()) + 1, () => to.end()));
  }

  private delay(): number {
    const { delayMs, jitterMs, spikes, spikeMs } = this.weather;
    const isSpike = this.random() < spikes;
    return delayMs + jitterMs * this.random() + (isSpike ? spikeMs * this.random() : 0);
  }
}
