import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { syncFolderNow } from './sync-path.js';

/** What is kept already, or else this text from now on. Of several at once one wins, and nobody reads half of it. */
export function keepFirst(file: string, text: string): string {
  if (!existsSync(file)) keep(file, text, linkUnlessThere);
  return readFileSync(file, 'utf8');
}

/** Keeps a text in place of what is there: whoever reads it meanwhile, or after a power cut, has all of one or the other. */
export function keepInstead(file: string, text: string): void {
  keep(file, text, renameSync);
}

// Written whole beside it and down to the disk, and only then given its name.
function keep(file: string, text: string, name: (draft: string, file: string) => void): void {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    write(draft, text);
    name(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
  syncFolderNow(folder);
}

function linkUnlessThere(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function write(path: string, text: string): void {
  const descriptor = openSync(path, 'wx', 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
