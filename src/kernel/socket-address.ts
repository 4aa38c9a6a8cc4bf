import { closeSync, openSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Uses the address of a socket that lies in a folder. An address has room for about a hundred bytes; on Linux the folder
 * is named by its descriptor, so that its own path may be as long as it likes.
 */
export async function atSocket<T>(folder: string, name: string, use: (address: string) => Promise<T>): Promise<T> {
  if (process.platform !== 'linux') return use(shorter(join(folder, name)));
  const descriptor = openSync(folder, 'r');
  try {
    return await use(`/proc/self/fd/${descriptor}/${name}`);
  } finally {
    closeSync(descriptor);
  }
}

function shorter(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.length < path.length ? fromHere : path;
}
