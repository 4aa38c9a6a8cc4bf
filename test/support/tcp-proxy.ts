import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * Stands between a program and a server and breaks the line in ways a network does. `swallowOld` leaves the connections of
 * now open and silent for ever, as a vanished host does; new ones work. `refuse` closes whatever comes.
 */
export class TcpProxy {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private readonly server: Server;
  private refusing = false;

  constructor(private readonly target: { readonly host: string; readonly port: number }) {
    this.server = createServer((visitor) => this.take(visitor));
  }

  async listen(): Promise<number> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  get open(): number {
    return this.pairs.size;
  }

  swallowOld(): void {
    for (const [visitor, upstream] of this.pairs) {
      visitor.unpipe(upstream).resume();
      upstream.unpipe(visitor).resume();
    }
  }

  /** As a server that went away: every connection is reset, and the next ones are. */
  refuse(): void {
    this.refusing = true;
    for (const [visitor] of this.pairs) visitor.resetAndDestroy();
  }

  accept(): void {
    this.refusing = false;
  }

  async close(): Promise<void> {
    this.server.close();
    for (const pair of this.pairs) for (const socket of pair) socket.destroy();
    await once(this.server, 'close');
  }

  private take(visitor: Socket): void {
    if (this.refusing) {
      visitor.resetAndDestroy();
      return;
    }
    const upstream = connect(this.target);
    const pair = [visitor, upstream] as const;
    this.pairs.add(pair);
    for (const [socket, other] of [pair, [upstream, visitor] as const]) {
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.pairs.delete(pair);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}
