import type { Namespace } from 'socket.io';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import type { ServerTime } from '../kernel/server-time.port.js';
import type { Bearers } from '../people/bearer.port.js';
import type { Authenticate, Authenticated } from '../wire/host.js';
import type { ClockAnswer } from '../wire/radio.js';
import { personOf, type RadioSocket } from './radio-socket.js';
import type { RadioMetrics } from './radio.metrics.js';
import { SocketRate } from './socket-limits.js';
import type { SocketPublisher } from './socket.publisher.js';
import type { SocketWatch } from './socket-watch.js';

export interface SocketDoorParts {
  readonly time: ServerTime;
  readonly bearers: Bearers;
  readonly publisher: SocketPublisher;
  readonly watch: SocketWatch;
  readonly metrics: RadioMetrics;
  /** The hour by the clock of another node, where that one conducts the channel. */
  readonly clockOf: (channel: string) => ClockAnswer | undefined;
}

/** Who may come in over a socket, and how much it may say. */
export class SocketDoor {
  constructor(private readonly parts: SocketDoorParts) {}

  open(namespace: Namespace): void {
    this.parts.publisher.attach(namespace);
    this.parts.watch.begin(namespace);
    namespace.use((socket, next) => void this.shakeHands(socket as RadioSocket, next));
    // Socket.IO has a namespace that nobody asked for: there is nothing in it, and nobody would watch who sits there.
    namespace.server.of('/').use((_, next) => next(refusedError('request.not-found', 'The radio is in /radio.')));
  }

  entered(socket: RadioSocket): void {
    const { time, metrics, watch } = this.parts;
    metrics.connections.inc();
    socket.use((packet, next) => {
      if (watch.kickStalled(socket)) return;
      const verdict = socket.data.rate.judge(packet[0], time.now());
      if (verdict === 'heard') return next();
      if (verdict === 'flood') return watch.kick(socket, 'flood');
      const answer: unknown = packet.at(-1);
      if (typeof answer === 'function')
        answer({ code: 'request.too-many', message: 'Too many events.', retryAfterS: 1 });
    });
    // Beside Nest, because whatever is done before the time is read makes the reading wrong.
    socket.on('clock', (...given: unknown[]) => {
      const here: ClockAnswer = { serverNow: time.now(), clockId: time.clockId };
      const answer = given.at(-1);
      if (typeof answer === 'function') answer(this.parts.clockOf(channelIn(given[0])) ?? here);
    });
  }

  left(socket: RadioSocket): void {
    this.parts.metrics.connections.dec();
    // Whoever leaves the namespace alone would sit on its connection for ever.
    socket.conn.close();
  }

  async authenticate(socket: RadioSocket, { token }: Authenticate): Promise<Authenticated | Refusal> {
    const identity = await this.parts.bearers.identify(token);
    if (isRefusal(identity)) return identity;
    const before = personOf(socket);
    const { person } = identity;
    const isSame = before.role !== 'anonymous' && person.role !== 'anonymous' && before.id === person.id;
    if (!isSame) return refuse('people.not-allowed');
    socket.data.identity = identity;
    return { role: person.role };
  }

  private async shakeHands(socket: RadioSocket, next: (error?: Error) => void): Promise<void> {
    const token: unknown = socket.handshake.auth['token'];
    const identity = await this.parts.bearers.identify(typeof token === 'string' ? token : undefined);
    if (isRefusal(identity)) return next(refusedError(identity.refused, identity.detail));
    // A page of another web site has no token of ours; a program without one has nothing to lose, but says where it is.
    if (socket.handshake.headers.origin === undefined && identity.person.role === 'anonymous') {
      return next(
        refusedError('people.origin-not-allowed', 'A program without a token sends our address as its Origin.'),
      );
    }
    const since = this.parts.time.now();
    socket.data = { identity, channels: new Set(), joining: new Set(), rate: new SocketRate(), since };
    next();
  }
}

function channelIn(asked: unknown): string {
  const named = typeof asked === 'object' && asked !== null && 'channel' in asked ? asked.channel : undefined;
  return typeof named === 'string' ? named : '';
}

// Socket.IO hands `data` to the client's connect_error.
function refusedError(code: string, message: string): Error {
  return Object.assign(new Error(code), { data: { code, message } });
}
