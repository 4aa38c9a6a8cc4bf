import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { syncFileNow, syncFolderNow } from '../kernel/sync-path.js';

/** Makes a whole folder survive a power cut. */
export function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else syncFileNow(path);
  }
  syncFolderNow(folder);
}
