import fs, { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { embeddedEngine } from '../../src/database/embedded.engine.js';
import { openDatabase, type OpenDatabase } from '../../src/database/open-database.js';
import { SystemClock } from '../../src/kernel/clock.js';
import { CLUSTER_TEMPLATE } from '../support/data-folder.js';
import { MemoryLog } from '../support/memory.log.js';

// More than any disk has.
const EVERYTHING_BYTES = 2 ** 62;

describe('the disk under the embedded database', () => {
  let folder: string;
  let open: OpenDatabase;

  async function openWith(reserveBytes?: number): Promise<void> {
    const engine = await embeddedEngine(folder, reserveBytes);
    open = await openDatabase(engine, { entities: [], clock: new SystemClock(), log: new MemoryLog() });
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'longwave-disk-'));
    cpSync(CLUSTER_TEMPLATE, folder, { recursive: true });
  });

  afterEach(async () => {
    await open.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('[DB14] every commit has synced a file before it is acknowledged', async () => {
    await openWith();
    const { database } = open;
    await database.query('CREATE TABLE line (id int PRIMARY KEY)');
    const sync = jest.spyOn(fs, 'fdatasyncSync');
    for (let id = 1; id <= 10; id += 1) {
      sync.mockClear();
      await database.transaction((tx) => tx.query('INSERT INTO line VALUES ($1)', [id]));
      expect(sync.mock.calls.length).toBeGreaterThan(0);
    }
    sync.mockClear();
    await database.query('SELECT id FROM line');
    expect(sync).not.toHaveBeenCalled();
    sync.mockRestore();
  });

  test('[DB15] with too little room left it reads and does not write', async () => {
    await openWith(EVERYTHING_BYTES);
    const { database, outage } = open;
    const full = { code: 'database.unavailable', message: 'The disk is almost full: nothing can be written.' };
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await expect(database.query('CREATE TABLE line (id int)')).rejects.toMatchObject(full);
    await expect(database.transaction((tx) => tx.query('SELECT 1'))).rejects.toMatchObject(full);
    expect(outage.away).toBe(false);
  });
});
