import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { lockDirectory } from '../../src/database/data-directory.lock.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { Database, OutageWatch } from '../../src/database/database.port.js';
import { SystemClock } from '../../src/kernel/clock.js';
import { KernelModule } from '../../src/kernel/kernel.module.js';
import { parseSettings } from '../../src/settings/parse-settings.js';
import { SettingsModule } from '../../src/settings/settings.module.js';
import { CheckedHealth, type HealthReport } from '../../src/watch/checked.health.js';
import { Drain } from '../../src/watch/drain.port.js';
import { Health } from '../../src/watch/health.port.js';
import { Log } from '../../src/watch/log.port.js';
import { CLUSTER_TEMPLATE } from '../support/data-folder.js';
import { MemoryDrain } from '../support/memory.drain.js';
import { MemoryHealth } from '../support/memory.health.js';
import { MemoryLog } from '../support/memory.log.js';
import { isRequired, WHERE } from '../support/services.js';
import { makePostgres, onServer } from '../support/database.js';
import { until } from '../support/until.js';

async function start(environment: Record<string, string>) {
  const health = new MemoryHealth();
  const drain = new MemoryDrain();
  @Global()
  @Module({
    providers: [
      { provide: Log, useValue: new MemoryLog() },
      { provide: Health, useValue: health },
      { provide: Drain, useValue: drain },
    ],
    exports: [Log, Health, Drain],
  })
  class WatchStandIn {}
  const imports = [KernelModule, SettingsModule.with(parseSettings(environment)), WatchStandIn];
  @Module({ imports: [...imports, DatabaseModule.with({ entities: [] })] })
  class House {}
  const app = await NestFactory.createApplicationContext(House, { logger: false, abortOnError: false });
  return { database: app.get(Database), outage: app.get(OutageWatch), health, drain };
}

describe('the database in the house', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'longwave-house-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('[DB13] it is there after a start with nothing set, is asked for its health, and is closed by a stop', async () => {
    const environment = { LONGWAVE_DATA: join(folder, 'data') };
    const { database, outage, health, drain } = await start(environment);
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(outage.away).toBe(false);
    expect(health.checks.map(({ name, required }) => ({ name, required }))).toEqual([
      { name: 'database', required: true },
    ]);
    expect(await health.checks[0]?.check(AbortSignal.timeout(1_000))).toEqual({ ok: true });
    await expect(start(environment)).rejects.toMatchObject({ code: 'database.in-use' });

    expect(drain.parts.map(({ name, step }) => ({ name, step }))).toEqual([{ name: 'database', step: 'close' }]);
    await drain.run();
    await expect(database.query('SELECT 1')).rejects.toThrow('not Connected');
    await (await lockDirectory(environment.LONGWAVE_DATA)).release();
    expect(existsSync(join(environment.LONGWAVE_DATA, 'database', 'PG_VERSION'))).toBe(true);
  });

  test('[DB17] of what went wrong inside, the health tells nothing', async () => {
    cpSync(CLUSTER_TEMPLATE, join(folder, 'database'), { recursive: true });
    const { health, drain } = await start({ LONGWAVE_DATA: folder });
    await drain.run();
    expect(await reportOf(health)).toEqual({
      status: 'unwell',
      checks: { database: { ok: false, reason: 'the check failed' } },
    });
  });

  test('[DB13] a start that fails leaves the data directory free', async () => {
    const environment = { LONGWAVE_DATA: folder, DATABASE_URL: 'postgres://postgres@127.0.0.1:1/none' };
    await expect(start(environment)).rejects.toMatchObject({ code: 'database.unavailable' });
    await (await lockDirectory(folder)).release();
  });

  if (isRequired('postgres')) {
    test('[DB12] [DB13] with PostgreSQL the data directory is locked too', async () => {
      const { url, remove } = await makePostgres();
      const environment = { LONGWAVE_DATA: folder, DATABASE_URL: url };
      const { database, drain } = await start(environment);
      expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
      await expect(lockDirectory(folder)).rejects.toMatchObject({ code: 'database.in-use' });
      await drain.run();
      await remove();
    });

    test('[DB17] a user who is no longer let in is told to nobody by name', async () => {
      const { url, remove } = await makePostgres();
      const role = `longwave_guest_${process.pid}`;
      await onServer(`CREATE ROLE ${role} LOGIN SUPERUSER`);
      const { health, drain } = await start({
        LONGWAVE_DATA: folder,
        DATABASE_URL: Object.assign(new URL(url), { username: role }).href,
      });
      await onServer(`ALTER ROLE ${role} NOLOGIN`);
      await onServer(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${role}'`);
      const report = await until('the broken connections are gone', async () => {
        const { checks } = await reportOf(health);
        return checks['database']?.ok === false && checks;
      });
      expect(report).toEqual({ database: { ok: false, reason: 'database.unavailable' } });
      await drain.run();
      await remove();
      await onServer(`DROP ROLE ${role}`);
    });

    test.each([
      ['postgres://longwave_nobody@', 'PostgreSQL does not let the user in DATABASE_URL in'],
      ['postgres://postgres@', 'PostgreSQL has no database of the name in DATABASE_URL.'],
    ])('[DB17] [DB13] a start as %s is told what to look at', async (login, sentence) => {
      const { host } = new URL(WHERE.postgres);
      const environment = { LONGWAVE_DATA: folder, DATABASE_URL: `${login}${host}/longwave_nowhere` };
      await expect(start(environment)).rejects.toMatchObject({
        name: 'DatabaseFault',
        message: expect.stringContaining(sentence),
      });
    });
  }
});

// A new one each time, because it keeps its answers for a second.
async function reportOf({ checks }: MemoryHealth): Promise<HealthReport> {
  const health = new CheckedHealth(new SystemClock(), new MemoryLog());
  for (const check of checks) health.join(check);
  return health.report();
}
