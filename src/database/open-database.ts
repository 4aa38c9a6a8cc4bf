import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { Pool } from 'pg';
import type { Clock } from '../kernel/clock.js';
import type { Log } from '../watch/log.port.js';
import { asFault, troubleIn, unavailable } from './database.fault.js';
import type { Database, OutageWatch } from './database.port.js';
import type { Engine } from './engine.js';
import { IdleConnections } from './idle-connections.js';
import { ProbingOutageWatch } from './probing.outage-watch.js';
import { TypeOrmDatabase } from './typeorm.database.js';
import { WatchedQueryRunner, type Gate } from './watched.query-runner.js';

export type Entity = new () => object;

export interface OpenDatabase {
  readonly database: Database;
  readonly outage: OutageWatch;
  close(): Promise<void>;
}

interface Surroundings {
  readonly entities: readonly Entity[];
  readonly clock: Clock;
  readonly log: Log;
}

/** Opens an engine for the everyday. Its schema is up to date already: `migrate` comes first. */
export async function openDatabase(engine: Engine, { entities, clock, log }: Surroundings): Promise<OpenDatabase> {
  const source = new DataSource({
    ...engine.everyday,
    entities: [...entities],
    poolErrorHandler: (error: unknown) => log.warn('an idle database connection broke', { error }),
  });
  try {
    await source.initialize();
  } catch (error) {
    throw asFault(error);
  }
  const driver = source.driver as PostgresDriver;
  const pool = driver.master as Pool;
  const outage = new ProbingOutageWatch(clock, log, async () => {
    await pool.query('SELECT 1');
  });
  const gate = gateOf(engine, pool, outage);
  driver.createQueryRunner = (mode) => new WatchedQueryRunner(driver, mode, gate);
  return {
    database: new TypeOrmDatabase(source),
    outage,
    close: async () => {
      outage.close();
      await source.destroy();
      await engine.close();
    },
  };
}

/** At most so many wait for a connection; the next is told at once to come back later. */
const WAITING_MAX = 500;

function gateOf(engine: Engine, pool: Pool, outage: ProbingOutageWatch): Gate {
  const idle = new IdleConnections(pool);
  return {
    enter: () => {
      if (outage.away) throw unavailable(new Error('The last statements went unanswered.'));
      if (pool.waitingCount >= WAITING_MAX) throw unavailable(new Error('Too many wait for a connection.'));
    },
    write: () => {
      if (engine.hasRoom()) return;
      throw unavailable(new Error('The disk is almost full.'), 'The disk is almost full: nothing can be written.');
    },
    answered: () => outage.answered(),
    failed: (error) => {
      if (troubleIn(error) !== 'unreachable') return;
      // What broke one connection has most likely broken those that nobody looks at.
      idle.drop(error);
      outage.unreachable(error);
    },
  };
}
