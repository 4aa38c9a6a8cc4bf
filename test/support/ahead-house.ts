import { join } from 'node:path';
import { Registry } from 'prom-client';
import { BlobLinks } from '../../src/blobs/blob-link.js';
import { DiskBlobStore } from '../../src/blobs/disk.blobs.js';
import { S3BlobStore } from '../../src/blobs/s3.blobs.js';
import { Spool } from '../../src/blobs/spool.js';
import { UploadMeters } from '../../src/blobs/upload-meters.js';
import { WrittenAheadBlobStore } from '../../src/blobs/written-ahead.blobs.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { s3Place } from './blob-stores.js';
import { MemoryLog } from './memory.log.js';
import { S3Double } from './s3-double.js';
import { TcpProxy } from './tcp-proxy.js';
import { until } from './until.js';

export type AheadHouse = Awaited<ReturnType<typeof aheadHouse>>;

/** What lies ahead on a real disk, our S3 store, and a storage that does as it is told behind a line that can break. */
export async function aheadHouse(folder: string, reserveBytes?: number) {
  const double = new S3Double();
  const line = new TcpProxy({ host: '127.0.0.1', port: Number(new URL(await double.listen()).port) });
  const endpoint = `http://127.0.0.1:${await line.listen()}`;
  const clock = new VirtualClock();
  const log = new MemoryLog();
  const registry = new Registry();
  const links = new BlobLinks(Buffer.alloc(32), clock, undefined);
  const spool = await Spool.open(join(folder, 'temp'), reserveBytes);
  const ahead = await DiskBlobStore.open(join(folder, 'ahead'), spool, links);
  const bucket = new S3BlobStore(s3Place(endpoint, 'bucket'), spool, clock, links);
  await bucket.prepare();
  const meters = new UploadMeters({ registry });
  const store = new WrittenAheadBlobStore({ ahead, bucket, links, clock, log, meters, bytesMax: 1_048_576 });
  return {
    double,
    line,
    clock,
    log,
    ahead,
    bucket,
    store,
    /** Time goes on until it is so. How much of it a try takes is the network's affair. */
    patiently: (what: string, fact: () => boolean | Promise<boolean>) =>
      until(what, async () => {
        await clock.advance(200);
        return fact();
      }),
    waiting: () => keysIn(ahead),
    uploads: async (outcome: string) =>
      Number(new RegExp(`outcome="${outcome}"} (\\d+)`).exec(await registry.metrics())?.[1] ?? 0),
    close: async () => {
      await store.stop(AbortSignal.abort());
      bucket.close();
      await line.close();
      await double.close();
    },
  };
}

/** What lies ahead in a data folder, as a server would find it. */
export async function aheadIn(data: string): Promise<DiskBlobStore> {
  const links = new BlobLinks(Buffer.alloc(32), new VirtualClock(), undefined);
  return DiskBlobStore.open(join(data, 'blobs', 'ahead'), await Spool.open(join(data, 'blobs', 'temp')), links);
}

export async function keysIn(store: { list(prefix: string): AsyncIterable<string> }): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of store.list('')) keys.push(key);
  return keys;
}
