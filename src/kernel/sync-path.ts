import { closeSync, fsyncSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';

/** Makes the names in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  if (KEEPS_NAMES) return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The same in one go, for a start. */
export function syncFolderNow(folder: string): void {
  if (!KEEPS_NAMES) syncNow(folder, 'r');
}

/** Makes a file's bytes survive a power cut. */
export function syncFileNow(path: string): void {
  // Windows syncs only what may be written.
  syncNow(path, 'r+');
}

// Windows cannot open a folder; it keeps names safe by itself.
const KEEPS_NAMES = process.platform === 'win32';

function syncNow(path: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
