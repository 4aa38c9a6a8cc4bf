import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/database/database.port.js';
import { openDatabase } from '../../src/database/open-database.js';
import { postgresEngine } from '../../src/database/postgres.engine.js';
import { programFile, projectRoot } from '../../src/kernel/program.js';
import { SystemClock } from '../../src/kernel/clock.js';
import { CLUSTER_TEMPLATE } from '../support/data-folder.js';
import { MemoryLog } from '../support/memory.log.js';
import { OwnPostgres } from '../support/own-postgres.js';
import { isRequired } from '../support/services.js';
import { until } from '../support/until.js';

/** So many databases side by side, each killed so often: 20 times in all, and fewer where somebody waits for it. */
const [LANES, RUNS_A_LANE] = isRequired('postgres') ? [4, 5] : [2, 2];
const RUNS = LANES * RUNS_A_LANE;

interface Found {
  readonly ids: readonly number[];
  readonly count: number;
}

interface Run {
  readonly found: Found;
  readonly acknowledged: readonly number[];
}

/** Runs the write loop until it has acknowledged so many, then kills it with -9. */
async function runAndKill(folder: string, acknowledge: number): Promise<Run> {
  const child = spawn(process.execPath, [join(projectRoot, 'test/faults/write-loop.mjs'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  let found: Found | undefined;
  const acknowledged: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const fact = JSON.parse(line) as Found | { id: number };
    if ('ids' in fact) found = fact;
    else acknowledged.push(fact.id);
    if (found !== undefined && acknowledged.length >= acknowledge) child.kill('SIGKILL');
  }
  await exit;
  if (found === undefined) throw new Error('The write loop did not start.');
  return { found, acknowledged };
}

function expectKept(found: Found, acknowledged: readonly number[]): void {
  const kept = new Set(found.ids);
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  // Both tables were written in one transaction: neither may be ahead of the other.
  expect(found.count).toBe(found.ids.length);
}

describe('a database that is killed', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'longwave-killed-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test(`[DB9] embedded: ${RUNS} times kill -9 in a write loop lose nothing acknowledged`, async () => {
    const lane = async (nth: number): Promise<void> => {
      const its = join(folder, String(nth));
      cpSync(CLUSTER_TEMPLATE, join(its, 'database'), { recursive: true });
      const acknowledged: number[] = [];
      for (let run = nth; run < RUNS; run += LANES) {
        const { found, acknowledged: now } = await runAndKill(its, 1 + ((run * 7) % 23));
        expectKept(found, acknowledged);
        acknowledged.push(...now);
      }
      const { found } = await runAndKill(its, 0);
      expectKept(found, acknowledged);
      expect(acknowledged.length).toBeGreaterThan(RUNS_A_LANE);
    };
    await Promise.all(Array.from({ length: LANES }, (_, nth) => lane(nth)));
  }, 400_000);

  test('[DB9] the making of a database that is killed half-way leaves nothing, and the next start begins anew', async () => {
    for (const [part, files] of [
      ['.', 1],
      ['base/1', 100],
      ['base/5', 100],
    ] as const) {
      const unfinished = join(folder, 'database-unfinished-1');
      const child = spawn(process.execPath, [programFile('src/database/initdb.process.js'), unfinished], {
        stdio: ['pipe', 'ignore', 'inherit'],
      });
      await until(`${files} files are made in ${part}`, () => filesIn(join(unfinished, part)) >= files, 60_000);
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect(existsSync(join(folder, 'database'))).toBe(false);
    }
    const { found } = await runAndKill(folder, 1);
    expect(found).toEqual({ ids: [], count: 0 });
    expect(readdirSync(folder)).toEqual(['database']);
  }, 200_000);

  if (isRequired('postgres')) {
    test(`[DB9] PostgreSQL: ${RUNS} times kill -9 in a write loop lose nothing acknowledged`, async () => {
      await Promise.all(Array.from({ length: LANES }, (_, nth) => killPostgres(nth)));
    }, 400_000);
  }
});

async function killPostgres(lane: number): Promise<void> {
  const server = await OwnPostgres.make();
  const engine = postgresEngine({
    url: server.url,
    connections: 4,
    connectTimeoutMs: 1_000,
    queryTimeoutMs: 1_500,
  });
  const open = await openDatabase(engine, { entities: [], clock: new SystemClock(), log: new MemoryLog() });
  const { database } = open;
  await database.query('CREATE TABLE written (id int PRIMARY KEY)');
  await database.query('CREATE TABLE total (count int)');
  await database.query('INSERT INTO total VALUES (0)');
  const acknowledged: number[] = [];
  for (let run = lane; run < RUNS; run += LANES) {
    const enough = acknowledged.length + 3 + run;
    const killed = until('some are written', () => acknowledged.length >= enough).then(() => server.kill());
    await writeUntilItFails(database, (run + 1) * 100_000, acknowledged);
    await killed;
    await server.start();
    await until('the database is usable', () => database.query('SELECT 1').then(Boolean, () => false));
    const ids = (await database.query<{ id: number }>('SELECT id FROM written')).map(({ id }) => id);
    const [total] = await database.query<{ count: number }>('SELECT count FROM total');
    expectKept({ ids, count: total?.count ?? -1 }, acknowledged);
  }
  await open.close();
  await server.remove();
}

async function writeUntilItFails(database: Database, firstId: number, acknowledged: number[]): Promise<void> {
  try {
    for (let id = firstId; ; id += 1) {
      await database.transaction(async (tx) => {
        await tx.query('INSERT INTO written VALUES ($1)', [id]);
        await tx.query('UPDATE total SET count = count + 1');
      });
      acknowledged.push(id);
    }
  } catch (error) {
    expect(error).toMatchObject({ code: 'database.unavailable' });
  }
}

function filesIn(folder: string): number {
  return existsSync(folder) ? readdirSync(folder).length : 0;
}
