import { createHash } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { atSocket } from '../kernel/socket-address.js';

const DOOR = 'door.sock';

/** Uses the address at which the running server of a data directory can be asked, by whoever may read that directory. */
export function atDoor<T>(dataDirectory: string, use: (address: string) => Promise<T>): Promise<T> {
  return process.platform === 'win32' ? use(pipeOf(dataDirectory)) : atSocket(dataDirectory, DOOR, use);
}

/** For its owner alone. */
export function closeToOthers(dataDirectory: string): void {
  if (process.platform !== 'win32') chmodSync(join(dataDirectory, DOOR), 0o600);
}

/** Nobody may be behind it: whoever held the data directory has gone. */
export function removeDoor(dataDirectory: string): void {
  if (process.platform !== 'win32') rmSync(join(dataDirectory, DOOR), { force: true });
}

function pipeOf(dataDirectory: string): string {
  const path = resolve(dataDirectory, DOOR);
  return `\\\\.\\pipe\\longwave-${createHash('sha256').update(path.toLowerCase()).digest('hex')}`;
}
