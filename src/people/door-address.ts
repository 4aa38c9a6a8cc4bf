import { createHash } from 'node:crypto';
import { relative, resolve } from 'node:path';

/** Where the running server of a data directory can be asked, by whoever may read that directory. */
export function doorAddress(dataDirectory: string): string {
  const path = resolve(dataDirectory, 'door.sock');
  if (process.platform === 'win32') {
    return `\\\\.\\pipe\\longwave-${createHash('sha256').update(path.toLowerCase()).digest('hex')}`;
  }
  // A socket's address has room for about a hundred bytes.
  const fromHere = relative(process.cwd(), path);
  return fromHere.length < path.length ? fromHere : path;
}
