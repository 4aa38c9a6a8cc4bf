import { DataSource, type QueryRunner } from 'typeorm';
import { asFault } from '../database.fault.js';
import type { Engine } from '../engine.js';
import { writeValuesAlike } from './schema.js';

/** REPEATABLE READ: one moment of the database, however long the reading takes. */
const BEGIN = {
  reading: 'BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY',
  writing: 'BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ WRITE',
} as const;

/** Runs all of it in one transaction of one session, with time enough for much. */
export async function inOneTransaction<T>(
  engine: Engine,
  begin: keyof typeof BEGIN,
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
  begin: keyof typeof BEGIN,
  work: (runner: QueryRunner) => Promise<T>,
): Promise<T> {
  await runner.query(BEGIN[begin]);
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
