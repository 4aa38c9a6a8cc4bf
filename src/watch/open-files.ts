import { readdir, readFile } from 'node:fs/promises';

export interface OpenFiles {
  readonly open: number;
  /** How many this process may have open, sockets among them. */
  readonly most: number;
}

/** What Linux says of this process; elsewhere nothing. */
export async function openFiles(): Promise<OpenFiles | undefined> {
  try {
    const most = Number(/^Max open files\s+(\d+)/m.exec(await readFile('/proc/self/limits', 'utf8'))?.[1]);
    // One of them is open for this look alone.
    return most > 0 ? { open: (await readdir('/proc/self/fd')).length - 1, most } : undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Not even enough are left for looking.
    if (code === 'EMFILE') return { open: 1, most: 1 };
    if (code === 'ENOENT') return undefined;
    throw error;
  }
}
