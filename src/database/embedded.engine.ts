import { statfsSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { DurableNodeFS } from './durable.node-fs.js';
import { QUIET, type Engine, type PostgresOptions } from './engine.js';

// Whoever waits for the one session this long has met a transaction that does not end.
const SESSION_WAIT_MS = 5_000;

const START_PARAMETERS = [
  // -F means: never sync.
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  // The build's fdatasync does nothing; its fsync is ours.
  '-c',
  'wal_sync_method=fsync',
  // 128 MB by default, which is 120 MB of our memory; the operating system caches the files anyway.
  '-c',
  'shared_buffers=16MB',
  // 1 GB by default, which a restart after a crash would have to read.
  '-c',
  'max_wal_size=64MB',
];

// WebAssembly has no crash to recover from: an engine that finds the disk full in the middle of its log spins for ever, and
// the whole process with it. So it stops writing while there is still room for what it has begun.
const RESERVE_BYTES = 64 * 1024 * 1024;

/** PostgreSQL compiled to WebAssembly, inside this process, on a folder that `makeCluster` made. */
export async function embeddedEngine(folder: string, reserveBytes = RESERVE_BYTES): Promise<Engine> {
  const engine = await PGlite.create({ fs: new DurableNodeFS(folder), startParams: START_PARAMETERS });
  const options = {
    ...QUIET,
    extra: {
      connection: createPgConfig(engine).connection,
      max: 1,
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: SESSION_WAIT_MS,
    },
  } satisfies PostgresOptions;
  return {
    name: 'embedded',
    everyday: options,
    unhurried: options,
    hasRoom: () => {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize >= reserveBytes;
    },
    close: () => engine.close(),
  };
}
