import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { projectRoot } from '../../src/kernel/program.js';

export interface ProjectFile {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

const FOLDERS = ['src', 'client', 'migrations', 'bench', 'test'];
const NOT_OURS = new Set(['node_modules', 'dist', 'fixtures']);

/** Our own source files, as text. */
export function sourceFiles(): ProjectFile[] {
  const paths = FOLDERS.flatMap((folder) => pathsIn(join(projectRoot, folder)));
  return paths
    .filter((path) => /\.(ts|tsx|mjs|cjs|js|css|html)$/.test(path))
    .map((path) => ({
      path: relative(projectRoot, path).split(sep).join('/'),
      text: readFileSync(path, 'utf8'),
    }));
}

function pathsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? pathsIn(path) : [path];
  });
}
