import { randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { restoreBackup } from '../../src/database/backup/restore-backup.js';
import { writeBackup } from '../../src/database/backup/write-backup.js';
import { BlobFault, type BlobStore } from '../../src/blobs/blob-store.port.js';
import type { Engine } from '../../src/database/engine.js';
import { migrate } from '../../src/database/migrate.js';
import { SystemClock } from '../../src/kernel/clock.js';
import { bytesOf, sha256, type OpenStore } from '../contracts/blob-store.contract.js';
import { openDiskStore, openS3Store } from '../support/blob-stores.js';
import { ENGINES, type TestEngine } from '../support/database.js';
import {
  allRows,
  asking,
  fillOddTables,
  OddLater1700000000002,
  OddTables1700000000001,
  type Asked,
} from '../support/odd-schema.js';
import { isRequired } from '../support/services.js';
import { tempFolder } from '../support/temp-folder.js';

interface House {
  readonly engine: Engine;
  readonly blobs: BlobStore;
  close(): Promise<void>;
}

interface Place {
  readonly name: string;
  readonly engine: TestEngine;
  readonly open: () => Promise<OpenStore>;
}

const PLACES: readonly Place[] = ENGINES.map((engine) => {
  const inBucket = engine.name === 'postgres' && isRequired('s3');
  return {
    name: `${engine.name} and ${inBucket ? 'S3' : 'disk'}`,
    engine,
    open: inBucket ? openS3Store : openDiskStore,
  };
});
const clock = new SystemClock();
const migrations = [OddTables1700000000001];

describe.each(PLACES)('a backup of $name', (from) => {
  test.each(PLACES)(
    '[BK1] [BK2] restored to $name is the same, every row and every blob',
    async (to) => {
      const path = join(await tempFolder(), 'backup');
      const source = await houseAt(from);
      await migrate(source.engine, migrations);
      await asking(source.engine, fillOddTables);
      const blobs = await putSomeBlobs(source.blobs);
      const rows = await asking(source.engine, allRows);
      await writeBackup({ ...source, clock }, path);
      const next = await asking(source.engine, nextNumbers);
      await source.close();

      const target = await houseAt(to);
      const restored = await restoreBackup({ ...target, migrations }, path);
      expect(restored).toEqual({ tables: 5, rows: 2_021, blobs: blobs.size });
      expect(await asking(target.engine, allRows)).toEqual(rows);
      expect(await blobsIn(target.blobs)).toEqual(blobs);
      expect(await asking(target.engine, nextNumbers)).toEqual(next);
      await asking(target.engine, expectWorkingSchema);
      await target.close();
    },
    60_000,
  );
});

describe('a backup', () => {
  test('[BK3] of an older version is restored as it was, then brought up to date', async () => {
    const path = join(await tempFolder(), 'backup');
    const place = firstPlace();
    const source = await houseAt(place);
    await migrate(source.engine, [OddTables1700000000001]);
    await asking(source.engine, fillOddTables);
    await writeBackup({ ...source, clock }, path);
    await source.close();
    const target = await houseAt(place);
    await restoreBackup({ ...target, migrations: [OddTables1700000000001, OddLater1700000000002] }, path);
    expect(
      await asking(target.engine, (database) => database.query('SELECT id, later FROM children ORDER BY id')),
    ).toEqual([
      { id: 10, later: 7 },
      { id: 11, later: 7 },
    ]);
    await target.close();
  });

  test('[BK3] of a newer version is refused', async () => {
    const path = join(await tempFolder(), 'backup');
    const source = await houseAt(firstPlace());
    await migrate(source.engine, [OddTables1700000000001, OddLater1700000000002]);
    await writeBackup({ ...source, clock }, path);
    const refused = restoreBackup({ ...source, migrations: [OddTables1700000000001] }, path);
    await expect(refused).rejects.toMatchObject({ code: 'database.backup-version' });
    await source.close();
  });

  test('[BK4] is for its owner alone, takes no other file’s place, and half of one has no name', async () => {
    const folder = await tempFolder();
    const path = join(folder, 'backup');
    const source = await houseAt(firstPlace());
    await migrate(source.engine, migrations);
    await writeBackup({ ...source, clock }, path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await expect(writeBackup({ ...source, clock }, path)).rejects.toMatchObject({ code: 'EEXIST', path });
    await source.blobs.put('a', Buffer.from('x'), { contentType: 'audio/mpeg' });
    const broken = Object.create(source.blobs, {
      get: { value: () => Promise.reject(new Error('the storage broke')) },
    }) as BlobStore;
    await expect(writeBackup({ ...source, blobs: broken, clock }, join(folder, 'half'))).rejects.toThrow('broke');
    // Asked before anything is read: the storage that broke has not been met.
    await expect(writeBackup({ ...source, blobs: broken, clock }, path)).rejects.toMatchObject({ code: 'EEXIST' });
    const foreign = Object.create(source.blobs, {
      stat: { value: () => Promise.reject(new BlobFault('blobs.damaged')) },
    }) as BlobStore;
    await expect(writeBackup({ ...source, blobs: foreign, clock }, join(folder, 'half'))).rejects.toMatchObject({
      code: 'blobs.damaged',
      message: 'a: The stored bytes are damaged.',
    });
    expect(await readdir(folder)).toEqual(['backup']);
    await source.close();
  });
});

function firstPlace(): Place {
  const [place] = PLACES;
  if (!place) throw new Error('There is no engine.');
  return place;
}

async function houseAt(place: Place): Promise<House> {
  const { engine, remove } = await place.engine.make();
  const opened = await place.open();
  const close = async (): Promise<void> => {
    await opened.close();
    await engine.close();
    await remove();
  };
  return { engine, blobs: opened.store, close };
}

async function putSomeBlobs(store: BlobStore): Promise<ReadonlyMap<string, string>> {
  for (const [key, bytes] of [
    ['a', 0],
    ['a/b.mp3', 1],
    ['a-b', 100_000],
    ['z/large', 9_000_000],
  ] as const) {
    await store.put(key, randomBytes(bytes), { contentType: key === 'a' ? 'application/json' : 'audio/mpeg' });
  }
  return blobsIn(store);
}

async function blobsIn(store: BlobStore): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for await (const key of store.list('')) {
    found.set(key, `${sha256(await bytesOf(store, key))} ${(await store.stat(key))?.contentType ?? ''}`);
  }
  return found;
}

function nextNumbers(database: Asked): Promise<unknown[]> {
  return database.query(`SELECT nextval('odd_values_id_seq') AS odd, nextval('"Odd ""name""_serial_seq"') AS serial`);
}

// Foreign keys and triggers are back where they were.
async function expectWorkingSchema(database: Asked): Promise<void> {
  await expect(database.query('INSERT INTO children VALUES (12, 99)')).rejects.toThrow('foreign key');
  await expect(database.query('DELETE FROM children WHERE id = 11')).rejects.toThrow('favourite');
  const [row] = await database.query(`INSERT INTO "Odd ""name""" ("Column; --") VALUES ('new') RETURNING *`);
  expect(row).toMatchObject({ 'Column; --': 'NEW' });
}
