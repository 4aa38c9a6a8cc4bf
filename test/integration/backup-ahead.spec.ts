import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { BlobStore } from '../../src/blobs/blob-store.port.js';
import { BlobsModule } from '../../src/blobs/blobs.module.js';
import { restoreBackup } from '../../src/database/backup/restore-backup.js';
import { writeBackup } from '../../src/database/backup/write-backup.js';
import type { Engine } from '../../src/database/engine.js';
import { SystemClock } from '../../src/kernel/clock.js';
import { parseSettings } from '../../src/settings/parse-settings.js';
import { bytesOf } from '../contracts/blob-store.contract.js';
import { aheadIn, keysIn } from '../support/ahead-house.js';
import { ENGINES } from '../support/database.js';
import { S3Double } from '../support/s3-double.js';
import { tempFolder } from '../support/temp-folder.js';

const TYPE = { contentType: 'audio/mpeg' };
const clock = new SystemClock();

describe('a backup where something lies ahead of the bucket', () => {
  const double = new S3Double();
  let data: string;
  let backup: string;
  /** Without a table: only the audio is of interest here. */
  let house: { readonly engine: Engine; remove(): Promise<void> };
  let bucket: Record<string, string>;

  beforeAll(async () => {
    bucket = {
      S3_BUCKET: 'bucket',
      S3_ENDPOINT: await double.listen(),
      S3_ACCESS_KEY_ID: 'key',
      S3_SECRET_ACCESS_KEY: 'secret',
    };
    const [embedded] = ENGINES;
    if (!embedded) throw new Error('There is no engine.');
    house = await embedded.make();
  });
  beforeEach(async () => {
    double.calm();
    double.kept.clear();
    data = await tempFolder();
    backup = join(await tempFolder(), 'backup');
  });
  afterAll(async () => {
    await house.engine.close();
    await house.remove();
    await double.close();
  });

  test('[BK9] [BK1] holds it; restored to a bucket it is in the bucket', async () => {
    const source = await open(data, bucket);
    for (const key of ['b', 'c']) await source.store.put(key, Buffer.from(`sound of ${key}`), TYPE);
    // `c` is in both: a crash came between the upload and the end of the copy.
    await lieAhead(data, ['a', 'c', 'd']);
    expect((await writeBackup({ ...house, blobs: source.store, clock }, backup)).blobs).toBe(4);
    source.close();

    double.kept.clear();
    const folder = await tempFolder();
    const place = await open(folder, bucket);
    expect((await restoreBackup({ ...house, blobs: place.store, migrations: [] }, backup)).blobs).toBe(4);
    expect(double.contents('bucket')).toEqual({
      a: 'sound of a',
      b: 'sound of b',
      c: 'sound of c',
      d: 'sound of d',
    });
    expect(await keysIn(await lieAhead(folder, []))).toEqual([]);
    expect((await bytesOf(place.store, 'd')).toString()).toBe('sound of d');
    place.close();
  });

  test('[BK9] is none while the bucket is away, and none where the bucket is not named', async () => {
    await lieAhead(data, ['a']);
    const source = await open(data, bucket);
    double.trouble('GET', 'forbidden');
    await expect(writeBackup({ ...house, blobs: source.store, clock }, backup)).rejects.toMatchObject({
      code: 'blobs.unavailable',
    });
    source.close();
    expect(await readdir(join(backup, '..'))).toEqual([]);
    await expect(open(data, {})).rejects.toMatchObject({
      message: 'Audio that waits for a bucket lies in LONGWAVE_DATA: set S3_BUCKET as it was.',
    });
  });

  test('[BK9] [BK7] a restore refuses a target that something lies ahead of', async () => {
    const source = await open(data, bucket);
    await writeBackup({ ...house, blobs: source.store, clock }, backup);
    const ahead = await lieAhead(data, ['a']);
    const refused = restoreBackup({ ...house, blobs: source.store, migrations: [] }, backup);
    await expect(refused).rejects.toMatchObject({ code: 'database.not-empty' });
    source.close();
    expect(await keysIn(ahead)).toEqual(['a']);
  });
});

function open(folder: string, environment: Record<string, string>) {
  return BlobsModule.openStore(parseSettings({ ...environment, LONGWAVE_DATA: folder }), clock);
}

async function lieAhead(folder: string, keys: readonly string[]): Promise<BlobStore> {
  const ahead = await aheadIn(folder);
  for (const key of keys) await ahead.put(key, Buffer.from(`sound of ${key}`), TYPE);
  return ahead;
}
