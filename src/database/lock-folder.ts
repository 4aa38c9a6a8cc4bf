import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { atSocket } from '../kernel/socket-address.js';
import { DatabaseFault } from './database.fault.js';
import { answerAt, closed, listening, type DirectoryLock } from './lock-socket.js';

const LOCK = 'lock';
const UNFINISHED = 'lock-';
// In each round that is lost something dead was removed, or somebody else's start has ended.
const ROUNDS_MAX = 20;

/**
 * The lock is a socket in the folder `lock` of the data directory, where containers that share the directory see it too.
 * Whoever wants it listens in a folder of its own and renames that to `lock`: the system lets one do so, and only while
 * `lock` is missing or empty. Each socket has a name of its own, so what a dead process left is removed without ever
 * meeting the socket of somebody who was faster.
 */
export async function lockFolder(path: string): Promise<DirectoryLock | { readonly heldBy: string }> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const heldBy = await holderIn(join(path, LOCK));
    if (heldBy !== undefined) return { heldBy };
    const lock = await take(path);
    if (lock) return lock;
  }
  return { heldBy: '' };
}

async function holderIn(lock: string): Promise<string | undefined> {
  for (const name of namesIn(lock)) {
    const pid = await atSocket(lock, name, answerAt);
    if (pid !== undefined) return pid;
    rmSync(join(lock, name), { recursive: true, force: true });
  }
  return undefined;
}

async function take(path: string): Promise<DirectoryLock | undefined> {
  const unfinished = mkdtempSync(join(path, UNFINISHED));
  const name = randomUUID();
  const server = await serverIn(unfinished, name);
  if (!server) return undefined;
  const socket = join(path, LOCK, name);
  if (!moved(unfinished, join(path, LOCK)) || !existsSync(socket)) {
    await closed(server);
    rmSync(unfinished, { recursive: true, force: true });
    return undefined;
  }
  removeUnfinished(path);
  return { release: () => release(server, socket) };
}

// Whoever wins sweeps our folder away, if it still has its first name.
async function serverIn(unfinished: string, name: string): Promise<Server | undefined> {
  try {
    return await atSocket(unfinished, name, listening);
  } catch (error) {
    if (!existsSync(unfinished)) return undefined;
    rmSync(unfinished, { recursive: true, force: true });
    throw new DatabaseFault('database.unavailable', {
      detail:
        'The data directory cannot be locked: it needs a local file system that knows Unix sockets, and outside Linux a short path.',
      cause: error,
    });
  }
}

function moved(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

async function release(server: Server, socket: string): Promise<void> {
  rmSync(socket, { force: true });
  await closed(server);
}

// Those of starters that were killed, or are about to find that they came too late.
function removeUnfinished(path: string): void {
  for (const name of readdirSync(path)) {
    if (name.startsWith(UNFINISHED)) rmSync(join(path, name), { recursive: true, force: true });
  }
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
