import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programFile } from '../../src/kernel/program.js';

/** An empty cluster, made once before the run: making one takes seconds, copying it does not. */
export const CLUSTER_TEMPLATE = programFile('test-cluster');

/** A data directory of its own, in which the embedded database has been made already. */
export function dataFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `longwave-${name}-`));
  cpSync(CLUSTER_TEMPLATE, join(folder, 'database'), { recursive: true });
  return folder;
}
