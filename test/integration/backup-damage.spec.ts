import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BlobFault, type BlobStore } from '../../src/blobs/blob-store.port.js';
import { restoreBackup } from '../../src/database/backup/restore-backup.js';
import { writeBackup } from '../../src/database/backup/write-backup.js';
import { migrate } from '../../src/database/migrate.js';
import { SystemClock } from '../../src/kernel/clock.js';
import type { OpenStore } from '../contracts/blob-store.contract.js';
import { openDiskStore } from '../support/blob-stores.js';
import { ENGINES, type MadeEngine } from '../support/database.js';
import { allRows, asking, fillOddTables, ODD_TABLES, OddTables1700000000001 } from '../support/odd-schema.js';
import { tempFolder } from '../support/temp-folder.js';

const migrations = [OddTables1700000000001];
const TYPE = { contentType: 'audio/mpeg' };
const NOTHING = Object.fromEntries(ODD_TABLES.map((table) => [table, []]));

describe('a restore that must fail', () => {
  let whole: string;
  let folder: string;
  let source: OpenStore;
  let target: OpenStore;
  let made: MadeEngine;

  // One engine is enough: what is restored here is refused, and leaves it as it was.
  beforeAll(async () => {
    const [engine] = ENGINES;
    if (!engine) throw new Error('There is no engine.');
    folder = await tempFolder();
    whole = join(folder, 'whole');
    source = await openDiskStore();
    target = await openDiskStore();
    const from = await engine.make();
    await migrate(from.engine, migrations);
    await asking(from.engine, fillOddTables);
    await source.store.put('a/1.mp3', Buffer.alloc(3_000, 1), TYPE);
    await source.store.put('a/2.mp3', Buffer.alloc(0), TYPE);
    await source.store.put('a/3.mp3', Buffer.alloc(5_000, 3), TYPE);
    await writeBackup({ engine: from.engine, blobs: source.store, clock: new SystemClock() }, whole);
    await from.remove();
    made = await engine.make();
    await migrate(made.engine, migrations);
  }, 120_000);

  afterAll(async () => {
    await source.close();
    await target.close();
    await made.remove();
  });

  test('[BK5] a file that was cut, anywhere, is told as damaged and nothing is touched', async () => {
    const bytes = statSync(whole).size;
    const places = [0, 1, 10, bytes - 1, bytes - 2, bytes - 3_000, bytes - 9_000, ...spread(40, bytes)];
    for (const place of places) await expectDamaged((file) => file.subarray(0, place));
    await expectUntouched();
  }, 120_000);

  test('[BK5] a file with one bit changed, anywhere, is refused and nothing is touched', async () => {
    const bytes = statSync(whole).size;
    for (const place of [0, 20, bytes - 2, bytes - 20, bytes - 4_000, ...spread(60, bytes)]) {
      await expectDamaged((file) => file.fill(file.readUInt8(place) ^ 1, place, place + 1));
    }
    await expectUntouched();
  }, 120_000);

  test.each([
    ['something behind its end', (file: Buffer) => Buffer.concat([file, Buffer.from('x')])],
    ['twice the same', (file: Buffer) => Buffer.concat([file, file])],
    ['nothing but zeros', (file: Buffer) => Buffer.alloc(file.length)],
    ['a line without end', () => Buffer.from(`{"kind":"longwave-backup","format":1${' '.repeat(100_000)}`)],
    ['another kind of file', () => Buffer.from('PGDMP\u0001\u000e\u0000')],
    ['a row left out', (file: Buffer) => without(file, '["13"')],
  ])('[BK5] a file with %s is refused', async (_, change) => {
    await expectDamaged(change);
  });

  test('[BK3] a file of another format says so', async () => {
    const path = join(folder, 'format');
    writeFileSync(path, readFileSync(whole, 'latin1').replace('"format":1', '"format":2'), 'latin1');
    await expect(restore(path)).rejects.toMatchObject({ code: 'database.backup-version' });
  });

  test('[BK6] a storage that fails in the middle leaves rows nowhere and audio nowhere', async () => {
    const failing = changed(target.store, {
      put: async (key: string, ...rest: Parameters<BlobStore['put']> extends [string, ...infer R] ? R : never) => {
        if (key === 'a/3.mp3') throw new BlobFault('blobs.full');
        return target.store.put(key, ...rest);
      },
    });
    await expect(restore(whole, failing)).rejects.toMatchObject({ code: 'blobs.full' });
    await expectUntouched();
  });

  test('[BK6] a storage that keeps other bytes than it was given is found out', async () => {
    const lying = changed(target.store, {
      put: async (key: string, given: AsyncIterable<Uint8Array>) => {
        for await (const _ of given);
        return target.store.put(key, Buffer.from('something else'), TYPE);
      },
    });
    await expect(restore(whole, lying)).rejects.toMatchObject({ code: 'database.restore-differs' });
    await expectUntouched();
  });

  test('[BK6] a comparison that cannot be made is a failure', async () => {
    let lists = 0;
    const unreadable = changed(target.store, {
      list: (prefix: string) => {
        lists += 1;
        if (lists > 1) throw new BlobFault('blobs.unavailable', { retryable: true });
        return target.store.list(prefix);
      },
    });
    await expect(restore(whole, unreadable)).rejects.toMatchObject({ code: 'blobs.unavailable' });
    await expectUntouched();
  });

  test('[BK6] rows that a rule of the target changes are found out', async () => {
    const rule = `CREATE RULE never AS ON INSERT TO parents WHERE NEW.id = 3 DO INSTEAD NOTHING`;
    await asking(made.engine, (database) => database.query(rule));
    await expect(restore(whole)).rejects.toMatchObject({ code: 'database.restore-differs' });
    await asking(made.engine, (database) => database.query('DROP RULE never ON parents'));
    await expectUntouched();
  });

  test('[BK7] a target that holds anything is refused and keeps it', async () => {
    await target.store.put('mine', Buffer.from('mine'), TYPE);
    await expect(restore(whole)).rejects.toMatchObject({ code: 'database.not-empty' });
    expect((await target.store.stat('mine'))?.bytes).toBe(4);
    await target.store.delete('mine');
    await asking(made.engine, (database) => database.query('INSERT INTO parents VALUES (99)'));
    await expect(restore(whole)).rejects.toMatchObject({ code: 'database.not-empty' });
    const rows = await asking(made.engine, allRows);
    expect(rows['parents']).toHaveLength(1);
    await asking(made.engine, (database) => database.query('DELETE FROM parents'));
  });

  // Last, because it succeeds: all that failed before did no harm.
  test('[BK6] after every failure the same target takes the backup', async () => {
    expect(await restore(whole)).toEqual({ tables: 5, rows: 2_021, blobs: 3 });
  });

  function restore(path: string, blobs = target.store): Promise<unknown> {
    return restoreBackup({ engine: made.engine, blobs, migrations }, path);
  }

  async function expectDamaged(change: (file: Buffer) => Buffer): Promise<void> {
    const path = join(folder, 'damaged');
    writeFileSync(path, change(readFileSync(whole)));
    await expect(restore(path)).rejects.toMatchObject({
      name: 'DatabaseFault',
      code: expect.stringMatching(/^database\.backup-(damaged|version)$/),
    });
  }

  async function expectUntouched(): Promise<void> {
    expect(await asking(made.engine, allRows)).toEqual(NOTHING);
    for await (const key of target.store.list('')) throw new Error(`${key} was left.`);
  }
});

function spread(count: number, bytes: number): number[] {
  return Array.from({ length: count }, (_, at) => Math.floor(((at + 0.5) * bytes) / count));
}

function without(file: Buffer, start: string): Buffer {
  const lines = file.toString('latin1').split('\n');
  return Buffer.from(lines.filter((line) => !line.startsWith(start)).join('\n'), 'latin1');
}

/** The real storage, but for what is told otherwise. */
function changed(store: BlobStore, changes: object): BlobStore {
  return Object.assign(Object.create(store) as BlobStore, changes);
}
