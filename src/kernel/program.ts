import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** The folder that holds package.json, wherever this file runs from: `src`, a build or an image. */
export const projectRoot: string = rootAbove(here);

// What was built together runs together: a newer build beside a running server is not for it.
const ours = join(here, '..', '..');
const built = ours === projectRoot ? join(projectRoot, 'dist') : ours;

/** A built file, for what runs in a process or a thread of its own: `programFile('src/speech/espeak.process.js')`. */
export function programFile(path: string): string {
  return join(built, path);
}

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('package.json was not found above the program.');
  return rootAbove(parent);
}
