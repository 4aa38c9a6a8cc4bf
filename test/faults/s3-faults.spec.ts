import { readdir } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { BlobLinks } from '../../src/blobs/blob-link.js';
import { S3BlobStore } from '../../src/blobs/s3.blobs.js';
import { Spool } from '../../src/blobs/spool.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { bytesOf, sha256 } from '../contracts/blob-store.contract.js';
import { openDoor, type Door } from '../support/blob-door.js';
import { s3Place } from '../support/blob-stores.js';
import { S3Double } from '../support/s3-double.js';
import { WHERE } from '../support/services.js';
import { tempFolder } from '../support/temp-folder.js';
import { until } from '../support/until.js';

const TYPE = { contentType: 'audio/mpeg' };
const BYTES = Buffer.alloc(100_000, 5);
const LINKS = new BlobLinks(Buffer.alloc(32), new VirtualClock(), undefined);

describe('S3 in trouble', () => {
  const clock = new VirtualClock();
  const double = new S3Double();
  let folder: string;
  let endpoint: string;
  let store: S3BlobStore;

  beforeAll(async () => {
    folder = await tempFolder();
    endpoint = await double.listen();
    store = new S3BlobStore(s3Place(endpoint, 'bucket'), await Spool.open(folder), clock, LINKS);
  });
  beforeEach(async () => {
    double.calm();
    double.kept.clear();
    await store.put('a', BYTES, TYPE);
    double.calm();
  });
  afterAll(async () => {
    store.close();
    await double.close();
  });

  test.each([
    ['slow-down', { code: 'blobs.unavailable', retryable: true }],
    ['html', { code: 'blobs.unavailable', retryable: true }],
    [
      'forbidden',
      { code: 'blobs.unavailable', retryable: false, message: 'The storage does not let our key into the bucket.' },
    ],
    ['no-bucket', { code: 'blobs.unavailable', retryable: false, message: 'The bucket is not there.' }],
    ['full', { code: 'blobs.full', retryable: false }],
  ] as const)('[BL8] %s is told as what it is', async (trouble, fault) => {
    double.trouble('GET', trouble);
    double.trouble('PUT', trouble);
    await expect(store.get('a')).rejects.toMatchObject({ name: 'BlobFault', ...fault });
    await expect(store.put('new', BYTES, TYPE)).rejects.toMatchObject({ name: 'BlobFault', ...fault });
    expect(await readdir(folder)).toEqual([]);
  });

  test('[BL8] a storage that asks to slow down is asked again, three times at most', async () => {
    double.trouble('GET', 'slow-down', 2);
    expect(sha256(await bytesOf(store, 'a'))).toBe(sha256(BYTES));
    expect(double.asked).toEqual(['GET', 'GET', 'GET']);
    double.calm();
    double.trouble('PUT', 'slow-down', 2);
    expect((await store.put('b', BYTES, TYPE)).bytes).toBe(100_000);
    double.calm();
    double.trouble('HEAD', 'slow-down');
    await expect(store.stat('a')).rejects.toMatchObject({ retryable: true });
    expect(double.asked).toEqual(['HEAD', 'HEAD', 'HEAD']);
  });

  test.each(['cut', 'reset'] as const)(
    '[BL2] an answer that is %s in the middle ends with a fault',
    async (trouble) => {
      double.trouble('GET', trouble);
      const seen: number[] = [];
      const read = async (): Promise<void> => {
        for await (const chunk of await store.get('a')) seen.push(chunk.byteLength);
      };
      await expect(read()).rejects.toMatchObject({ code: 'blobs.unavailable', retryable: true });
      expect(seen.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(100_000);
      await expect(bytesOf(store, 'a', { start: 10, end: 90_000 })).rejects.toMatchObject({
        code: 'blobs.unavailable',
      });
    },
  );

  test('[BL2] bytes that changed on the way, or in the storage, are a fault', async () => {
    double.trouble('GET', 'flipped');
    await expect(bytesOf(store, 'a')).rejects.toMatchObject({ code: 'blobs.damaged', retryable: false });
  });

  test('[BL4] a storage that does not know ranges is found out', async () => {
    double.trouble('GET', 'no-ranges');
    await expect(store.get('a', { start: 5 })).rejects.toMatchObject({ code: 'blobs.unavailable', retryable: false });
  });

  test('[BL8] a storage that hangs is given up after seven seconds', async () => {
    double.trouble('GET', 'hang');
    const failed = expect(store.get('a')).rejects.toMatchObject({ code: 'blobs.unavailable', retryable: true });
    await until('it was asked', () => double.asked.length > 0);
    await clock.advance(7_000);
    await failed;
    expect(clock.waiting).toBe(0);
  });

  test('[BL8] an answer that stalls is given up after five seconds, and its connection closed', async () => {
    double.trouble('GET', 'stall');
    const chunks = (await store.get('a'))[Symbol.asyncIterator]();
    const read = (async () => {
      for (;;) if ((await chunks.next()).done) return;
    })();
    const failed = expect(read).rejects.toMatchObject({ code: 'blobs.unavailable', retryable: true });
    await advanceUntil(read);
    await failed;
    await until('the connection is closed', async () => (await double.connections) === 0);
  });

  test('[BL8] an answer that nobody reads is let go', async () => {
    double.trouble('GET', 'stall');
    await store.get('a');
    await clock.advance(5_000);
    await until('the connection is closed', async () => (await double.connections) === 0);
    expect(clock.waiting).toBe(0);
  });

  test('[BL8] a caller that gives up is not kept waiting', async () => {
    double.trouble('HEAD', 'hang');
    const caller = new AbortController();
    const failed = expect(store.stat('a', caller.signal)).rejects.toThrow('enough');
    await until('it was asked', () => double.asked.length > 0);
    caller.abort(new Error('enough'));
    await failed;
  });

  test('[BL8] nobody there is a fault that may pass', async () => {
    const lost = new S3BlobStore(s3Place('http://127.0.0.1:9', 'bucket'), await Spool.open(folder), clock, LINKS);
    await expect(lost.stat('a')).rejects.toMatchObject({ code: 'blobs.unavailable', retryable: true });
    lost.close();
  });

  describe('at the start', () => {
    let door: Door;

    async function start(): Promise<void> {
      const { accessKeyId, secretAccessKey } = WHERE.s3;
      door = await openDoor({
        LONGWAVE_DATA: await tempFolder(),
        S3_BUCKET: 'bucket',
        S3_ENDPOINT: endpoint,
        S3_ACCESS_KEY_ID: accessKeyId,
        S3_SECRET_ACCESS_KEY: secretAccessKey,
      });
    }
    const health = async (): Promise<unknown> => (await fetch(`${door.origin}/health`)).json();

    afterEach(() => door.app.close());

    test('[BL8] a bucket that is closed to us leaves the server ready, and the health says so', async () => {
      double.trouble('HEAD', 'forbidden');
      await start();
      expect((await fetch(`${door.origin}/readyz`)).status).toBe(200);
      const reason = 'The storage does not let our key into the bucket.';
      expect(await health()).toMatchObject({ status: 'degraded', checks: { blobs: { ok: false, reason } } });
      expect(double.asked).not.toContain('PUT');
    });

    test('[BL10] a bucket that is missing and may not be made is told too', async () => {
      double.trouble('HEAD', 'no-bucket');
      double.trouble('PUT', 'forbidden');
      await start();
      const reason = 'The bucket is not there.';
      expect(await health()).toMatchObject({ status: 'degraded', checks: { blobs: { ok: false, reason } } });
    });

    test('[BL10] a bucket that is missing is made, and one that is there is not', async () => {
      double.trouble('HEAD', 'no-bucket', 1);
      await start();
      expect(double.asked).toEqual(['HEAD', 'PUT']);
      await door.app.close();
      double.calm();
      await start();
      expect(double.asked).toEqual(['HEAD']);
    });
  });

  // How many pieces arrive before the stall is the network’s affair: time goes on until the reader is through.
  async function advanceUntil(settled: Promise<unknown>): Promise<void> {
    let done = false;
    const finish = (): void => {
      done = true;
    };
    settled.then(finish, finish);
    await until('it was given up', async () => {
      await clock.advance(1_000);
      return done;
    });
  }
});
