import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json, wherever this file runs from: `src`, `dist/src` or an image. */
export const projectRoot: string = rootAbove(dirname(fileURLToPath(import.meta.url)));

/** A built file, for what runs in a process or a thread of its own: `programFile('src/speech/espeak.process.js')`. */
export function programFile(path: string): string {
  return join(projectRoot, 'dist', path);
}

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('package.json was not found above the program.');
  return rootAbove(parent);
}
