import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { MessageMappingProperties } from '@nestjs/websockets';
import type { Server, ServerOptions, Socket } from 'socket.io';
import { ServerTime } from '../kernel/server-time.port.js';
import { originAllowed } from '../people/model/origin.js';
import { Settings } from '../settings/settings.js';
import { Drain } from '../watch/drain.port.js';
import { HandshakeLine } from './handshake-line.js';

interface Payload {
  readonly data: unknown;
  readonly ack?: (answer: unknown) => void;
}

type Answer = (message: string | null | undefined, allowed: boolean) => void;

const MESSAGE_BYTES_MAX = 64 * 1_024;
/** A socket that does not say which namespace it wants. */
const CONNECT_MS = 15_000;

/** Socket.IO as the radio needs it: WebSocket alone, small messages, and nobody in from a page that is not ours. */
export class SocketAdapter extends IoAdapter {
  constructor(private readonly app: INestApplicationContext) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    // Before Socket.IO's own: it judges in the same moment.
    (this.httpServer as HttpServer).prependListener('upgrade', (_, socket) => socket.on('error', drop));
    return super.createIOServer(port, {
      ...options,
      // Polling would be a second way in with rules of its own; every browser of the last ten years has WebSocket.
      transports: ['websocket'],
      serveClient: false,
      allowEIO3: false,
      // Compression costs memory for every socket, and messages are small.
      perMessageDeflate: false,
      maxHttpBufferSize: MESSAGE_BYTES_MAX,
      connectTimeout: CONNECT_MS,
      allowRequest: this.judge(),
    } as ServerOptions);
  }

  // Nest's own hangs a chain of observables on every event of every socket: memory and time for each listener, for nothing
  // that our handlers do. They answer with a promise, and what they throw the filter has answered.
  override bindMessageHandlers(socket: Socket, handlers: MessageMappingProperties[]): void {
    for (const { message, callback, isAckHandledManually } of handlers) {
      socket.on(message, (...given: unknown[]) => {
        const { data, ack } = this.mapPayload(given.length > 1 ? given : given[0]) as Payload;
        void this.answer(callback(data, ack) as Promise<unknown>, isAckHandledManually ? undefined : ack);
      });
    }
  }

  private async answer(handled: Promise<unknown>, answer: Payload['ack']): Promise<void> {
    try {
      const outcome = await handled;
      if (outcome !== undefined) answer?.(outcome);
    } catch (error) {
      this.logger.error(error);
    }
  }

  private judge(): (request: IncomingMessage, answer: Answer) => void {
    const allowed = this.app.get(Settings).values.ALLOWED_ORIGINS;
    const time = this.app.get(ServerTime);
    const drain = this.app.get(Drain);
    const line = new HandshakeLine(time);
    return ({ headers: { origin, host }, socket }, answer) => {
      // The token comes later, with the namespace: there a socket without an origin has to show one.
      if (!originAllowed({ origin, host, bearer: true }, allowed)) return answer('people.origin-not-allowed', false);
      if (drain.draining) return answer('server.draining', false);
      const letIn = (): void => {
        socket.off('error', drop);
        answer(null, true);
      };
      const isInLine = line.enter({ letIn, hasLeft: () => socket.destroyed });
      if (!isInLine) answer('request.too-many', false);
    };
  }
}

// Node takes its hands off a socket that asks for an upgrade, and the WebSocket puts its own on it only when it is let in. One
// that breaks off in between would be an error nobody listens for, and end the program.
function drop(this: Duplex): void {
  this.destroy();
}
