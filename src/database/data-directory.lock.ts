import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { DatabaseFault } from './database.fault.js';
import { lockFolder } from './lock-folder.js';
import { answerAt, closed, listening, type DirectoryLock } from './lock-socket.js';

/**
 * One process at a time uses a data directory: two embedded databases on one folder would both seem to work, and the
 * writes of one would be lost. The lock goes with the process, however that ends.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = realpathSync(directory);
  const taken = await (process.platform === 'win32' ? lockPipe(path) : lockFolder(path));
  if (!('heldBy' in taken)) return taken;
  const holder = taken.heldBy === '' ? 'Another process' : `Process ${taken.heldBy}`;
  throw new DatabaseFault('database.in-use', { detail: `${holder} uses this data directory.` });
}

// Windows gives a pipe's name to one process, and takes it back when that ends.
async function lockPipe(path: string): Promise<DirectoryLock | { readonly heldBy: string }> {
  const name = createHash('sha256').update(path.toLowerCase()).digest('hex');
  const address = `\\\\.\\pipe\\longwave-lock-${name}`;
  try {
    const server = await listening(address);
    return { release: () => closed(server) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return { heldBy: (await answerAt(address)) ?? '' };
  }
}
