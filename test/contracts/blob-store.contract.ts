import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { BlobStore, ByteRange } from '../../src/blobs/blob-store.port.js';
import type { Code } from '../../src/wire/codes.js';

export interface OpenStore {
  readonly store: BlobStore;
  /** Where a link that is relative begins; without it this store makes no links. */
  readonly origin?: string;
  close(): Promise<void>;
}

const TYPE = { contentType: 'audio/mpeg' };

/** What every BlobStore promises. */
export function blobStoreContract(name: string, open: () => Promise<OpenStore>, { linked } = { linked: true }): void {
  describe(`blobs on ${name}`, () => {
    let opened: OpenStore;
    let store: BlobStore;
    beforeAll(async () => {
      opened = await open();
      store = opened.store;
    });
    afterAll(() => opened.close());

    keepsBytes(() => store);
    refuses(() => store);
    listsAndDeletes(() => store);

    if (linked) signs(() => opened);
  });
}

function signs(opened: () => OpenStore): void {
  const store = (): BlobStore => opened().store;
  const origin = (): string | undefined => opened().origin;

  test('[BL7] a link reads its blob, also in part, as what it is', async () => {
    const key = newKey();
    await store().put(key, Buffer.from('0123456789'), TYPE);
    const signed = await store().sign(key, 60);
    // Our own door, whatever stands behind it: pages load nothing from elsewhere.
    expect(signed).toMatch(/^\/v1\/blobs\/contract\//);
    const link = new URL(signed, origin());
    const whole = await fetch(link);
    expect([whole.status, whole.headers.get('content-type'), await whole.text()]).toEqual([
      200,
      'audio/mpeg',
      '0123456789',
    ]);
    const part = await fetch(link, { headers: { range: 'bytes=2-4' } });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234']);
  });

  test('[BL7] a link is good for nothing else: another key, a changed signature, another method', async () => {
    const [key, other] = [newKey(), newKey()];
    await store().put(key, Buffer.from('mine'), TYPE);
    await store().put(other, Buffer.from('other'), TYPE);
    const link = new URL(await store().sign(key, 60), origin()).href;
    expect((await fetch(link.replace(key, other))).status).toBe(403);
    expect((await fetch(link.replace(/ignature=.{6}/, 'ignature=abcdef'))).status).toBe(403);
    expect((await fetch(link, { method: 'PUT', body: 'x' })).status).toBeGreaterThanOrEqual(400);
    expect((await fetch(link, { method: 'DELETE' })).status).toBeGreaterThanOrEqual(400);
    expect((await bytesOf(store(), key)).toString()).toBe('mine');
  });

  test('[BL7] there is no link to what is not there, nor a long one', async () => {
    await expectCode('blobs.not-found', store().sign(newKey(), 60));
    const key = newKey();
    await store().put(key, Buffer.from('x'), TYPE);
    for (const seconds of [121, 0, -1, 1.5]) await expect(store().sign(key, seconds)).rejects.toThrow('BL7');
  });
}

function keepsBytes(store: () => BlobStore): void {
  test('[BL2] what was put is read back, with its size, hash and type', async () => {
    const key = newKey();
    const bytes = randomBytes(100_000);
    const expected = { bytes: 100_000, sha256: sha256(bytes), contentType: 'audio/mpeg' };
    expect(await store().put(key, bytes, TYPE)).toEqual(expected);
    expect(await store().stat(key)).toEqual(expected);
    expect(await bytesOf(store(), key)).toEqual(bytes);
  });

  test('[BL2] a stream of odd pieces is put together, 20 MB as well as nothing', async () => {
    const pieces = Array.from({ length: 40 }, (_, at) => Buffer.alloc(500_000 + at, at));
    const key = newKey();
    await store().put(key, streamOf(pieces), TYPE);
    expect(sha256(await bytesOf(store(), key))).toBe(sha256(Buffer.concat(pieces)));
    const empty = newKey();
    expect((await store().put(empty, streamOf([]), TYPE)).bytes).toBe(0);
    expect(await bytesOf(store(), empty)).toEqual(Buffer.alloc(0));
  });

  test('[BL4] every range is the same part of the bytes', async () => {
    const key = newKey();
    const bytes = randomBytes(40);
    await store().put(key, bytes, TYPE);
    const start = fc.oneof(fc.constantFrom(0, 1, 38, 39), fc.integer({ min: 0, max: 39 }));
    const length = fc.option(fc.oneof(fc.constantFrom(1, 40, 41), fc.integer({ min: 1, max: 60 })), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(start, length, async (from, count) => {
        const range = count === undefined ? { start: from } : { start: from, end: from + count };
        const expected = bytes.subarray(from, count === undefined ? undefined : from + count);
        expect(await bytesOf(store(), key, range)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  test('[BL3] the same bytes again are no error; the first type stays', async () => {
    const key = newKey();
    const first = await store().put(key, Buffer.from('same'), TYPE);
    expect(await store().put(key, Buffer.from('same'), { contentType: 'audio/wav' })).toEqual(first);
  });

  test('[BL3] other bytes under a taken key are refused and change nothing', async () => {
    const key = newKey();
    await store().put(key, Buffer.from('first'), TYPE);
    await expectCode('blobs.exists', store().put(key, Buffer.from('other'), TYPE));
    expect((await bytesOf(store(), key)).toString()).toBe('first');
  });
}

function refuses(store: () => BlobStore): void {
  test('[BL2] a source that breaks off, or whose caller gives up, leaves nothing', async () => {
    const key = newKey();
    await expect(store().put(key, brokenSource(), TYPE)).rejects.toThrow('the voice broke off');
    const caller = new AbortController();
    async function* stalled(): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(100_000);
      setImmediate(() => caller.abort(new Error('enough')));
      await new Promise(() => undefined);
    }
    await expect(store().put(key, stalled(), { ...TYPE, signal: caller.signal })).rejects.toThrow('enough');
    expect(await store().stat(key)).toBeUndefined();
  });

  test('[BL2] bytes with another hash than announced are refused and leave nothing', async () => {
    const key = newKey();
    const announced = { ...TYPE, sha256: sha256(Buffer.from('these')) };
    await expectCode('blobs.hash-mismatch', store().put(key, Buffer.from('those'), announced));
    expect(await store().stat(key)).toBeUndefined();
    expect((await store().put(key, Buffer.from('these'), announced)).bytes).toBe(5);
  });

  test('[BL1] what is no key is refused everywhere', async () => {
    for (const key of ['../a', '/a', 'a//b', 'a/../../b', 'A', 'a\u0000', '%2e%2e/a', '']) {
      await expectCode('blobs.bad-key', store().put(key, Buffer.from('x'), TYPE));
      await expectCode('blobs.bad-key', store().get(key));
      await expectCode('blobs.bad-key', store().stat(key));
      await expectCode('blobs.bad-key', store().delete(key));
      await expectCode('blobs.bad-key', store().sign(key, 60));
    }
    await expectCode('blobs.bad-key', keysOf(store(), '%'));
  });

  test('[BL4] ranges behind the end, or of nothing, are refused', async () => {
    const key = newKey();
    await store().put(key, Buffer.from('0123456789'), TYPE);
    for (const range of [{ start: 10 }, { start: 99, end: 100 }, { start: 3, end: 3 }, { start: 4, end: 2 }]) {
      await expectCode('blobs.bad-range', store().get(key, range));
    }
    await expectCode('blobs.not-found', store().get(newKey()));
    await expectCode('blobs.not-found', store().get(newKey(), { start: 5 }));
  });
}

function listsAndDeletes(store: () => BlobStore): void {
  test('[BL5] keys are listed in order, by any beginning', async () => {
    const folder = randomUUID();
    const names = ['a', 'a-b', 'a.b', 'a/b', 'a/b-c', 'a/b/c', 'a0', 'a_', 'ab', 'b'].map(
      (name) => `${folder}/${name}`,
    );
    for (const name of names.toReversed()) await store().put(name, Buffer.from(name), TYPE);
    expect(await keysOf(store(), `${folder}/`)).toEqual(names);
    expect(await keysOf(store(), `${folder}/a/b`)).toEqual(
      ['a/b', 'a/b-c', 'a/b/c'].map((name) => `${folder}/${name}`),
    );
    expect(await keysOf(store(), `${folder}/a/`)).toEqual(['a/b', 'a/b-c', 'a/b/c'].map((name) => `${folder}/${name}`));
    expect(await keysOf(store(), folder.slice(0, 20))).toEqual(names);
    expect(await keysOf(store(), `${folder}/c`)).toEqual([]);
  });

  test('[BL5] what is deleted is gone, its neighbours are not, and its key is free', async () => {
    const folder = randomUUID();
    await store().put(`${folder}/a`, Buffer.from('a'), TYPE);
    await store().put(`${folder}/a/b`, Buffer.from('b'), TYPE);
    await store().delete(`${folder}/a/b`);
    await store().delete(`${folder}/a/b`);
    expect(await keysOf(store(), folder)).toEqual([`${folder}/a`]);
    expect(await store().stat(`${folder}/a/b`)).toBeUndefined();
    await expectCode('blobs.not-found', store().get(`${folder}/a/b`));
    await store().put(`${folder}/a/b`, Buffer.from('another'), TYPE);
    expect((await bytesOf(store(), `${folder}/a/b`)).toString()).toBe('another');
  });
}

export function newKey(): string {
  return `contract/${randomUUID()}.mp3`;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export async function bytesOf(store: BlobStore, key: string, range?: ByteRange): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await store.get(key, range)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export async function* streamOf(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    await Promise.resolve();
    yield piece;
  }
}

export async function expectCode(code: Code, call: Promise<unknown>): Promise<void> {
  await expect(call).rejects.toMatchObject({ name: 'BlobFault', code });
}

async function keysOf(store: BlobStore, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of store.list(prefix)) keys.push(key);
  return keys;
}

async function* brokenSource(): AsyncGenerator<Uint8Array> {
  yield Buffer.alloc(100_000);
  throw new Error('the voice broke off');
}
