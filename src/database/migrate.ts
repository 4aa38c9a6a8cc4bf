import { DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { MIGRATIONS } from '../../migrations/list.js';
import { asFault } from './database.fault.js';
import type { Engine } from './engine.js';

// Any number that nobody else in the same database uses.
const MIGRATION_LOCK = 4_719_532_208;

export interface Migrated {
  readonly done: readonly string[];
}

/** Brings the schema to where the program is. Of several processes that start at once, one does it and the others wait. */
export function migrate(engine: Engine, migrations = MIGRATIONS): Promise<Migrated> {
  return underLock(engine, migrations, async (executor) => executor.executePendingMigrations());
}

/** Takes back the last change. */
export function undoLast(engine: Engine, migrations = MIGRATIONS): Promise<Migrated> {
  return underLock(engine, migrations, async (executor) => {
    const [last] = await executor.getExecutedMigrations();
    if (last !== undefined) await executor.undoLastMigration();
    return last === undefined ? [] : [last];
  });
}

async function underLock(
  engine: Engine,
  migrations: typeof MIGRATIONS,
  work: (executor: MigrationExecutor) => Promise<readonly { name: string }[]>,
): Promise<Migrated> {
  const source = new DataSource({ ...engine.unhurried, migrations });
  try {
    await source.initialize();
    const runner = source.createQueryRunner();
    return await locked(runner, async () => {
      const executor = new MigrationExecutor(source, runner);
      executor.transaction = 'each';
      return { done: (await work(executor)).map(({ name }) => name) };
    });
  } catch (error) {
    throw asFault(error);
  } finally {
    if (source.isInitialized) await source.destroy();
  }
}

// The lock belongs to the session: a process that dies gives it back.
async function locked<T>(runner: QueryRunner, work: () => Promise<T>): Promise<T> {
  await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  const unlock = (): Promise<unknown> => runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  try {
    const done = await work();
    await unlock();
    return done;
  } catch (error) {
    // Where the session broke this fails too, and what broke it is the thing to tell.
    await unlock().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}
