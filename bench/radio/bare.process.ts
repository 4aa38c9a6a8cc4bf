import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { SystemClock } from '../../src/kernel/clock.js';
import { HandshakeLine } from '../../src/radio/handshake-line.js';
import type { Joined } from '../../src/wire/radio.js';
import { answering } from './answering.js';
import { monotonicMs } from './moments.js';
import { Witness, type Sent } from './witness.js';

const ROOM = 'channel';

// The least that could send the same: Socket.IO as `SocketAdapter` sets it, its handshakes in the same line, one room.
const clock = new SystemClock();
const witness = new Witness();
const line = new HandshakeLine(clock);
let joined: Joined | undefined;

const http = createServer();
const server = new Server(http, {
  transports: ['websocket'],
  serveClient: false,
  allowEIO3: false,
  perMessageDeflate: false,
  maxHttpBufferSize: 64 * 1_024,
  connectTimeout: 15_000,
  allowRequest: ({ socket }: IncomingMessage, answer) => {
    const isInLine = line.enter({ letIn: () => answer(null, true), hasLeft: () => socket.destroyed });
    if (!isInLine) answer('request.too-many', false);
  },
});
const namespace = server.of('/radio');

namespace.on('connection', (socket) => {
  socket.on('join', async (_: unknown, answer: (joined: unknown) => void) => {
    await socket.join(ROOM);
    answer({ ...joined, serverNow: clock.now() });
  });
  socket.on('clock', (_: unknown, answer: (now: unknown) => void) => {
    answer({ clockId: joined?.clockId, serverNow: clock.now() });
  });
  socket.on('audio_played', (_: unknown, answer: (heard: unknown) => void) => answer({ answer: 'heard' }));
});

/** Sends what another server sent, as far apart as it did. */
async function replay(sent: readonly Sent[]): Promise<void> {
  const begunAt = monotonicMs();
  const firstAt = sent[0]?.at ?? 0;
  for (const { row, at } of sent) {
    await clock.sleep(Math.max(0, begunAt + at - firstAt - monotonicMs()));
    witness.sends(row);
    namespace.to(ROOM).emit(row.name, { ...row, serverNow: row.at, clockId: joined?.clockId });
  }
}

answering({
  listen: async (given) => {
    joined = given as Joined;
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return (http.address() as AddressInfo).port;
  },
  begin: (isKeeping) => witness.begin(isKeeping === true),
  replay: (given) => replay(given as readonly Sent[]),
  end: () => witness.end(),
  memory: () => witness.memory(),
});
