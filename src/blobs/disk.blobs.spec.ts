import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { describe as described } from './blob-file.js';
import { BlobLinks } from './blob-link.js';
import { DiskBlobStore } from './disk.blobs.js';
import { Spool } from './spool.js';

const TYPE = { contentType: 'audio/mpeg' };
const links = new BlobLinks(Buffer.alloc(32), new VirtualClock(), undefined);

describe('blobs on local disk', () => {
  let folder: string;
  let spool: Spool;
  let store: DiskBlobStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'longwave-blobs-'));
    spool = await Spool.open(join(folder, 'temp'));
    store = await DiskBlobStore.open(join(folder, 'kept'), spool, links);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('[BL3] of twenty writers at once, one wins and the others are told so', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, writer) =>
        store.put('contested', Buffer.alloc(200_000, writer), TYPE).then(
          () => writer,
          (error: { code: string }) => error.code,
        ),
      ),
    );
    const winners = outcomes.filter((outcome) => typeof outcome === 'number');
    expect(winners).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'blobs.exists')).toHaveLength(19);
    expect(await read('contested')).toEqual(Buffer.alloc(200_000, winners[0]));
    expect(await readdir(join(folder, 'temp'))).toEqual([]);
  });

  test('[BL9] what the database needs of the disk is left alone', async () => {
    const modest = await Spool.open(join(folder, 'temp'), 1e18);
    const full = await DiskBlobStore.open(join(folder, 'kept'), modest, links);
    await expect(full.put('a', Buffer.from('x'), TYPE)).rejects.toMatchObject({ code: 'blobs.full' });
    expect(await full.stat('a')).toBeUndefined();
    expect(await readdir(join(folder, 'temp'))).toEqual([]);
  });

  test('[BL3] a slow writer does not replace what was answered meanwhile', async () => {
    const keptStore = store;
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('slow');
      await keptStore.put('contested', Buffer.from('quick'), TYPE);
    }
    await expect(store.put('contested', slow(), TYPE)).rejects.toMatchObject({ code: 'blobs.exists' });
    expect((await read('contested')).toString()).toBe('quick');
  });

  test('[BL3] twenty writers of the same bytes all succeed', async () => {
    const puts = Array.from({ length: 20 }, () => store.put('a/b/c', Buffer.from('same'), TYPE));
    expect((await Promise.all(puts)).map((stat) => stat.bytes)).toEqual(Array.from({ length: 20 }, () => 4));
  });

  test('[BL2] writing and deleting side by side in one folder never loses a blob', async () => {
    const work = Array.from({ length: 60 }, async (_, at) => {
      await store.put(`x/y/${at}`, Buffer.from(String(at)), TYPE);
      if (at % 2 === 0) await store.delete(`x/y/${at}`);
    });
    await Promise.all(work);
    const left = await Promise.all(Array.from({ length: 60 }, (_, at) => store.stat(`x/y/${at}`)));
    expect(left.map((stat) => stat !== undefined)).toEqual(Array.from({ length: 60 }, (_, at) => at % 2 === 1));
  });

  test('[BL5] the last blob of a folder takes the folder along', async () => {
    await store.put('a/b/c', Buffer.from('x'), TYPE);
    await store.delete('a/b/c');
    expect(await readdir(join(folder, 'kept'))).toEqual([]);
  });

  test('[BL2] while a blob is written nobody sees it, and what a crash left is swept', async () => {
    const seen: unknown[] = [];
    const keptStore = store;
    async function* watched(): AsyncGenerator<Uint8Array> {
      for (let piece = 0; piece < 10; piece += 1) {
        yield Buffer.alloc(1);
        seen.push(await keptStore.stat('slow'));
      }
    }
    await store.put('slow', watched(), TYPE);
    expect(seen).toEqual(Array.from({ length: 10 }));
    await writeFile(join(folder, 'temp', 'left-by-a-crash'), 'half');
    expect(await spool.sweep()).toBe(1);
    expect(await readdir(join(folder, 'temp'))).toEqual([]);
    expect((await store.stat('slow'))?.bytes).toBe(10);
  });

  test('[BL6] a content type that could break out of its header is our mistake', async () => {
    for (const contentType of ['audio/mpeg\r\nX: 1', 'audio', '', 'text/html; charset=x', `audio/${'x'.repeat(200)}`]) {
      await expect(store.put('typed', Buffer.from('x'), { contentType })).rejects.toThrow('BL6');
    }
    expect(await readdir(join(folder, 'temp'))).toEqual([]);
  });

  test('[BL1] a link in the folder leads nowhere', async () => {
    const outside = join(folder, 'outside');
    await mkdir(outside);
    await writeFile(join(outside, 'secret+blob'), 'secret');
    await symlink(outside, join(folder, 'kept', 'way-out'));
    await symlink(join(outside, 'secret+blob'), join(folder, 'kept', 'leaf+blob'));
    const refused = { code: 'blobs.unavailable', retryable: false };
    await expect(store.put('way-out/new', Buffer.from('x'), TYPE)).rejects.toMatchObject(refused);
    await expect(store.put('way-out/deep/new', Buffer.from('x'), TYPE)).rejects.toMatchObject(refused);
    await expect(store.get('way-out/secret')).rejects.toMatchObject(refused);
    await expect(store.delete('way-out/secret')).rejects.toMatchObject(refused);
    await expect(store.get('leaf')).rejects.toMatchObject(refused);
    await expect(keys()).resolves.toEqual([]);
    expect(await readdir(outside)).toEqual(['secret+blob']);
  });

  test.each([
    ['a flipped bit in the bytes', (file: Buffer) => file.fill(file.readUInt8(5) ^ 1, 5, 6)],
    ['a cut', (file: Buffer) => file.subarray(0, file.length / 2)],
    ['a cut to nothing', (file: Buffer) => file.subarray(0, 0)],
    ['zeros', (file: Buffer) => Buffer.alloc(file.length)],
  ])('[BL2] %s is a fault, not a blob', async (_, damage) => {
    for (const bytes of [150_000, 65_536, 20_000]) {
      const key = `damaged-${bytes}`;
      await store.put(key, Buffer.alloc(bytes, 7), TYPE);
      const path = join(folder, 'kept', `${key}+blob`);
      writeFileSync(path, damage(readFileSync(path)));
      await expect(read(key)).rejects.toMatchObject({ code: 'blobs.damaged', retryable: false });
    }
  });

  test('[BL2] a blob is read back whatever its size, as it was and by itself', async () => {
    for (const bytes of [0, 1, 255, 256, 257, 65_280, 65_535, 65_536, 65_537, 65_792, 65_793, 131_072]) {
      const source = Buffer.from(Array.from({ length: bytes }, (_, nth) => nth % 251));
      await store.put(`size-${bytes}`, source, TYPE);
      expect((await read(`size-${bytes}`)).equals(source)).toBe(true);
    }
  });

  test('[BL2] a blob that begins with all of another is read to its own end', async () => {
    const inner = Buffer.alloc(65_537, 3);
    const description = described(createHash('sha256').update(inner).digest('hex'), 'audio/mpeg');
    const source = Buffer.concat([inner, description, Buffer.alloc(1_000)]);
    await store.put('outer', source, TYPE);
    expect((await read('outer')).equals(source)).toBe(true);
  });

  test('[BL2] an answer that nobody reads holds no file open', async () => {
    await store.put('a', Buffer.from('x'), TYPE);
    const before = openFiles();
    for (let count = 0; count < 50; count += 1) await store.get('a');
    for await (const chunk of await store.get('a')) {
      expect(chunk).toEqual(Buffer.from('x'));
      break;
    }
    expect(openFiles()).toBeLessThanOrEqual(before);
  });

  async function read(key: string): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of await store.get(key)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  async function keys(): Promise<string[]> {
    const found: string[] = [];
    for await (const key of store.list('')) found.push(key);
    return found;
  }
});

// Where the system does not say, the test proves only that nothing breaks.
function openFiles(): number {
  return process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0;
}
