import { DataSource, type QueryRunner } from 'typeorm';
import { asFault } from '../database.fault.js';
import type { Engine } from '../engine.js';
import { writeValuesAlike } from './schema.js';

/** Runs all of it in one transaction of one session, with time enough for much. */
export async function inOneTransaction<T>(
  engine: Engine,
  begin: 'READ ONLY' | 'READ WRITE',
  work: (runner: QueryRunner) => Promise<T>,
): Promise<T> {
  const source = new DataSource({ ...engine.unhurried });
  try {
    await source.initialize();
    const runner = source.createQueryRunner();
    try {
      return await transaction(runner, begin, work);
    } finally {
      await runner.release();
    }
  } catch (error) {
    throw asFault(error);
  } finally {
    if (source.isInitialized) await source.destroy();
  }
}

async function transaction<T>(
  runner: QueryRunner,
  begin: 'READ ONLY' | 'READ WRITE',
  work: (runner: QueryRunner) => Promise<T>,
): Promise<T> {
  // REPEATABLE READ: one moment of the database, however long the reading takes.
  await runner.query(`BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ ${begin}`);
  try {
    await writeValuesAlike(runner);
    const result = await work(runner);
    await runner.query('COMMIT');
    return result;
  } catch (error) {
    // A session that cannot even take this has ended, and its transaction with it.
    await runner.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
