import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { once } from 'node:events';
import { DatabaseFault } from './database.fault.js';
import { releaseLockFile, takeLockFile } from './lock-file.js';

export interface DirectoryLock {
  release(): Promise<void>;
}

/**
 * One process at a time uses a data directory: two embedded databases on one folder would both seem to work, and the
 * writes of one would be lost. The lock goes with the process, however that ends.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = realpathSync(directory);
  return process.platform === 'linux' ? lockSocket(path) : lockFile(join(path, 'longwave.pid'));
}

// An abstract socket has no file that could be left behind: the kernel frees the name with its owner.
async function lockSocket(path: string): Promise<DirectoryLock> {
  const address = `\0longwave-${createHash('sha1').update(path).digest('hex')}`;
  const server = createServer((visitor) => {
    visitor.on('error', () => visitor.destroy());
    visitor.end(String(process.pid));
  });
  try {
    server.listen({ path: address, exclusive: true });
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw inUse(await holderOf(address));
    throw error;
  }
  server.unref();
  return { release: () => closed(server) };
}

async function closed(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}

const ASK_MS = 1_000;

// A holder that is frozen answers nothing; it holds the directory all the same.
async function holderOf(address: string): Promise<string> {
  const socket = connect({ path: address, timeout: ASK_MS });
  socket.on('timeout', () => socket.destroy());
  const said: Buffer[] = [];
  socket.on('data', (bytes: Buffer) => said.push(bytes));
  socket.on('error', () => socket.destroy());
  await once(socket, 'close');
  return Buffer.concat(said).toString('utf8');
}

function lockFile(path: string): DirectoryLock {
  const holder = takeLockFile(path);
  if (holder !== undefined) throw inUse(holder);
  return {
    release: () => {
      releaseLockFile(path);
      return Promise.resolve();
    },
  };
}

function inUse(pid: string): DatabaseFault {
  const holder = pid === '' ? 'Another process' : `Process ${pid}`;
  return new DatabaseFault('database.in-use', { detail: `${holder} uses this data directory.` });
}
