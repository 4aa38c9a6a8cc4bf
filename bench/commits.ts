import type { Database } from '../src/database/database.port.js';
import type { Engine } from '../src/database/engine.js';
import { openDatabase, type OpenDatabase } from '../src/database/open-database.js';
import { SystemClock } from '../src/kernel/clock.js';
import { Log } from '../src/watch/log.port.js';

const WARM_UP = 50;
const COMMITS = 500;

/** How long each of many small transactions took, one after the other, in milliseconds. */
export async function measureCommits(database: Database): Promise<number[]> {
  await database.query('DROP TABLE IF EXISTS longwave_bench');
  await database.query('CREATE TABLE longwave_bench (id int PRIMARY KEY, words text)');
  const latencies: number[] = [];
  for (let id = 0; id < WARM_UP + COMMITS; id += 1) {
    const startedAt = performance.now();
    await database.transaction((tx) => tx.query('INSERT INTO longwave_bench VALUES ($1, $2)', [id, 'four runs']));
    if (id >= WARM_UP) latencies.push(performance.now() - startedAt);
  }
  return latencies;
}

export function openQuietly(engine: Engine): Promise<OpenDatabase> {
  return openDatabase(engine, { entities: [], clock: new SystemClock(), log: new NoLog() });
}

class NoLog extends Log {
  debug(): void {}
  info(): void {}
  warn(): void {}
  error(): void {}
}
