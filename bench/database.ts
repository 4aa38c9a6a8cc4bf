import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { clusterIn } from '../src/database/cluster.js';
import { embeddedEngine } from '../src/database/embedded.engine.js';
import type { Engine } from '../src/database/engine.js';
import { postgresEngine } from '../src/database/postgres.engine.js';
import { programFile } from '../src/kernel/program.js';
import { measureCommits, openQuietly } from './commits.js';
import type { Figure } from './figure.js';

/** What a commit costs on both engines, and how soon the embedded one is back after kill -9. */
export async function run(): Promise<readonly Figure[]> {
  return [...(await embedded()), ...(await postgres())];
}

async function embedded(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'longwave-bench-'));
  try {
    const firstMs = await elapsedMs(() => clusterIn(folder));
    const latencies = await commitUntilKilled(folder);
    const rssBefore = process.memoryUsage.rss();
    let engine: Engine | undefined;
    const reopenMs = await elapsedMs(async () => {
      engine = await embeddedEngine(await clusterIn(folder));
      const { database } = await openQuietly(engine);
      await database.query('SELECT count(*) FROM longwave_bench');
    });
    const megabytes = (process.memoryUsage.rss() - rssBefore) / 1_000_000;
    await engine?.close();
    return [
      { name: 'embedded: making it, once', value: firstMs, unit: 'ms' },
      ...commitFigures('embedded', latencies),
      { name: 'embedded: reopen after kill -9', value: reopenMs, unit: 'ms' },
      { name: 'embedded: memory', value: megabytes, unit: 'MB' },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function commitUntilKilled(folder: string): Promise<number[]> {
  const child = spawn(process.execPath, [programFile('bench/database.process.js'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const said = await text(child.stdout);
  await exit;
  return JSON.parse(said) as number[];
}

async function postgres(): Promise<Figure[]> {
  const url = process.env['TEST_DATABASE_URL'] ?? process.env['DATABASE_URL'];
  if (url === undefined) {
    console.log('PostgreSQL is left out: neither TEST_DATABASE_URL nor DATABASE_URL is set.');
    return [];
  }
  const engine = postgresEngine({ url, connections: 2, connectTimeoutMs: 1_000, queryTimeoutMs: 1_500 });
  const writer = await openQuietly(engine);
  const latencies = await measureCommits(writer.database);
  const openMs = await elapsedMs(async () => {
    const reader = await openQuietly(engine);
    await reader.database.query('SELECT count(*) FROM longwave_bench');
    await reader.close();
  });
  await writer.database.query('DROP TABLE longwave_bench');
  await writer.close();
  return [...commitFigures('postgres', latencies), { name: 'postgres: open and close', value: openMs, unit: 'ms' }];
}

function commitFigures(engine: string, latencies: number[]): Figure[] {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  return [
    { name: `${engine}: commit p50`, value: at(0.5), unit: 'ms' },
    { name: `${engine}: commit p99`, value: at(0.99), unit: 'ms' },
  ];
}

async function elapsedMs(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
