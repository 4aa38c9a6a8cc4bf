import { io } from 'socket.io-client';
import { Closing } from '../../../src/wire/radio.js';
import type { Line, LineEvents } from './line.js';

/** Longer than anybody waits in the server's line. */
const CONNECT_MS = 15_000;

/** `token` is asked for at every attempt: one that was good when the page was opened may have run out. */
export function socketLine(origin: string, token: () => string | undefined, events: LineEvents): Line {
  const socket = io(`${origin}/radio`, {
    transports: ['websocket'],
    autoConnect: false,
    // When to try again is decided in one place, the connection, also where Socket.IO would not.
    reconnection: false,
    forceNew: true,
    timeout: CONNECT_MS,
    // A browser says by itself where it comes from; a program without a token has to.
    extraHeaders: { origin },
    auth: (give) => give({ token: token() }),
  });
  let isWanted = false;
  // The server's own word for why it closes, where it gave one.
  let closing: string | undefined;
  const shut = (why: string): void => {
    if (!isWanted) return;
    isWanted = false;
    // A refused namespace leaves the transport open.
    socket.disconnect();
    socket.io.engine?.close();
    events.onShut(why);
  };
  socket.on('connect', () => events.onOpen());
  socket.on('connect_error', (error) => shut(error.message));
  socket.on('disconnect', (reason) => shut(closing ?? reason));
  socket.on('closing', (body: unknown) => (closing = Closing.safeParse(body).data?.reason));
  socket.onAny((name: string, body: unknown) => events.onMessage(name, body));
  return {
    open: () => {
      isWanted = true;
      closing = undefined;
      socket.connect();
    },
    shut: () => {
      isWanted = false;
      socket.disconnect();
    },
    send: (event, body, answered) => {
      if (answered === undefined) socket.emit(event, body);
      else socket.emit(event, body, answered);
    },
  };
}
