import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { SystemClock } from '../../src/kernel/clock.js';
import { embeddedEngine } from '../../src/database/embedded.engine.js';
import type { Engine } from '../../src/database/engine.js';
import { migrate } from '../../src/database/migrate.js';
import { openDatabase, type Entity, type OpenDatabase } from '../../src/database/open-database.js';
import { postgresEngine, type PostgresLimits } from '../../src/database/postgres.engine.js';
import { CLUSTER_TEMPLATE } from './data-folder.js';
import { MemoryLog } from './memory.log.js';
import { isRequired, WHERE } from './services.js';

export interface MadeEngine {
  readonly engine: Engine;
  readonly remove: () => Promise<void>;
}

export interface TestEngine {
  readonly name: string;
  /** A fresh, empty database of this engine; `remove` closes it and leaves nothing. */
  readonly make: () => Promise<MadeEngine>;
}

/** The engines that belong to this run. */
export const ENGINES: readonly TestEngine[] = [
  { name: 'embedded', make: makeEmbedded },
  ...(isRequired('postgres') ? [{ name: 'postgres', make: () => makePostgres() }] : []),
];

/** A fresh database with our schema, as rooms see it. */
export async function openFresh(
  testEngine: TestEngine,
  entities: readonly Entity[] = [],
): Promise<OpenDatabase & { readonly log: MemoryLog }> {
  const { engine, remove } = await testEngine.make();
  const log = new MemoryLog();
  await migrate(engine);
  const open = await openDatabase(engine, { entities, clock: new SystemClock(), log });
  const close = async (): Promise<void> => {
    await open.close();
    await remove();
  };
  return { ...open, close, log };
}

async function makeEmbedded(): Promise<MadeEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'longwave-database-'));
  cpSync(CLUSTER_TEMPLATE, folder, { recursive: true });
  const engine = once(await embeddedEngine(folder));
  const remove = async (): Promise<void> => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { engine, remove };
}

/** A database of its own on the server of this run. */
export async function makePostgres(
  limits: Partial<PostgresLimits> = {},
): Promise<MadeEngine & { readonly url: string }> {
  const name = `longwave_test_${process.pid}_${count++}`;
  await onServer(`CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(WHERE.postgres), { pathname: `/${name}` }).href;
  const engine = postgresEngine({ url, connections: 10, connectTimeoutMs: 1_000, queryTimeoutMs: 1_500, ...limits });
  return { engine, url, remove: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

let count = 0;

/** One statement on the server of this run. */
export async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: WHERE.postgres });
  await client.connect();
  await client.query(statement);
  await client.end();
}

// A test may have closed it already.
function once(engine: Engine): Engine {
  let closing: Promise<void> | undefined;
  return { ...engine, close: () => (closing ??= engine.close()) };
}
