import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { clusterIn } from '../../src/database/cluster.js';
import { embeddedEngine } from '../../src/database/embedded.engine.js';
import { openDatabase } from '../../src/database/open-database.js';
import { SystemClock } from '../../src/kernel/clock.js';
import { programFile } from '../../src/kernel/program.js';
import { dataFolder } from '../support/data-folder.js';
import { MemoryLog } from '../support/memory.log.js';

const built = (path: string): string => JSON.stringify(pathToFileURL(programFile(path)).href);

// Reserves three times, settles the first two, and hangs before it could settle the third.
const RESERVING = `
  const { clusterIn } = await import(${built('src/database/cluster.js')});
  const { embeddedEngine } = await import(${built('src/database/embedded.engine.js')});
  const { migrate } = await import(${built('src/database/migrate.js')});
  const { openDatabase } = await import(${built('src/database/open-database.js')});
  const { SystemClock } = await import(${built('src/kernel/clock.js')});
  const { SpeechBudget } = await import(${built('src/speech/budget.js')});
  const engine = await embeddedEngine(await clusterIn(process.argv[1]));
  await migrate(engine);
  const clock = new SystemClock();
  const { database } = await openDatabase(engine, { entities: [], clock, log: { info() {}, warn() {}, error() {}, debug() {} } });
  const budget = new SpeechBudget(database, clock, 1_000);
  await budget.reserve(100);
  await (await budget.reserve(200)).refund();
  await budget.reserve(30);
  process.stdout.write('reserved');
  process.stdin.resume();
`;

describe('speech budget', () => {
  test('[SP67] kill -9 between reserving and settling loses that reservation and no more', async () => {
    const folder = dataFolder('budget');
    const child = spawn(process.execPath, ['--input-type=module', '-e', RESERVING, folder], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    try {
      const ended = once(child, 'exit');
      const [said] = (await Promise.race([once(child.stdout, 'data'), ended])) as [Buffer | number];
      expect(String(said)).toBe('reserved');
      child.kill('SIGKILL');
      await ended;
      const engine = await embeddedEngine(await clusterIn(folder));
      const open = await openDatabase(engine, { entities: [], clock: new SystemClock(), log: new MemoryLog() });
      const rows = await open.database.query('SELECT sum(characters)::integer AS characters FROM speech_budget');
      await open.close();
      expect(rows).toEqual([{ characters: 130 }]);
    } finally {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
