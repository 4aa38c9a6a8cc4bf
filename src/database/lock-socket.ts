import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';

export interface DirectoryLock {
  release(): Promise<void>;
}

const ASK_MS = 1_000;

/** A server that tells every visitor which process this is. It keeps no process alive. */
export async function listening(address: string): Promise<Server> {
  const server = createServer((visitor) => {
    visitor.on('error', () => visitor.destroy());
    visitor.end(String(process.pid));
  });
  server.listen({ path: address, exclusive: true });
  await once(server, 'listening');
  return server.unref();
}

export async function closed(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}

/** The process behind an address; '' where somebody is there and does not answer, nothing where nobody is. */
export function answerAt(address: string): Promise<string | undefined> {
  const socket = connect({ path: address, timeout: ASK_MS });
  const said: Buffer[] = [];
  let isNobody = false;
  socket.on('data', (bytes: Buffer) => said.push(bytes));
  // A holder that is frozen answers nothing; it holds the directory all the same.
  socket.on('timeout', () => socket.destroy());
  socket.on('error', ({ code }: NodeJS.ErrnoException) => {
    isNobody = code === 'ECONNREFUSED' || code === 'ENOENT';
  });
  return new Promise((resolve) => {
    socket.on('close', () => resolve(isNobody ? undefined : Buffer.concat(said).toString('utf8')));
  });
}
