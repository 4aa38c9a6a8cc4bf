import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { programFile } from '../kernel/program.js';
import { syncFolderNow } from '../kernel/sync-path.js';
import { unavailable } from './database.fault.js';

const UNFINISHED = 'database-unfinished-';

/** The folder of the embedded database; at the first start it is made. A start that is cut short leaves nothing half. */
export async function clusterIn(dataDirectory: string): Promise<string> {
  const folder = join(dataDirectory, 'database');
  if (existsSync(folder)) return folder;
  removeUnfinished(dataDirectory);
  const unfinished = join(dataDirectory, `${UNFINISHED}${process.pid}`);
  mkdirSync(unfinished, { mode: 0o700 });
  await initialise(unfinished);
  renameSync(unfinished, folder);
  syncFolderNow(dataDirectory);
  return folder;
}

function removeUnfinished(dataDirectory: string): void {
  for (const name of readdirSync(dataDirectory)) {
    if (name.startsWith(UNFINISHED)) rmSync(join(dataDirectory, name), { recursive: true, force: true });
  }
}

const INITIALISE_MS = 120_000;

async function initialise(folder: string): Promise<void> {
  const child = spawn(process.execPath, [programFile('src/database/initdb.process.js'), folder], {
    stdio: ['pipe', 'ignore', 'pipe'],
    timeout: INITIALISE_MS,
    killSignal: 'SIGKILL',
  });
  const complaints: Buffer[] = [];
  child.stderr.on('data', (bytes: Buffer) => complaints.push(bytes));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  if (code !== 0) {
    const said = Buffer.concat(complaints).toString('utf8').slice(-2_000);
    throw unavailable(new Error(`initdb ended with ${code ?? signal}: ${said}`), 'The database could not be created.');
  }
}
