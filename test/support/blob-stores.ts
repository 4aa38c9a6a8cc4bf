import { randomUUID } from 'node:crypto';
import { BlobLinks } from '../../src/blobs/blob-link.js';
import { S3BlobStore, type S3Place } from '../../src/blobs/s3.blobs.js';
import { Spool } from '../../src/blobs/spool.js';
import { SystemClock } from '../../src/kernel/clock.js';
import type { OpenStore } from '../contracts/blob-store.contract.js';
import { openDoor } from './blob-door.js';
import { WHERE } from './services.js';
import { tempFolder } from './temp-folder.js';

export async function openDiskStore(): Promise<OpenStore> {
  const { app, origin, store } = await openDoor({ LONGWAVE_DATA: await tempFolder() });
  return { store, origin, close: () => app.close() };
}

/** In a new bucket, which the start makes, with what lies ahead of it on the disk. */
export async function openS3Store(): Promise<OpenStore> {
  const { endpoint, region, accessKeyId, secretAccessKey } = WHERE.s3;
  const { app, origin, store } = await openDoor({
    LONGWAVE_DATA: await tempFolder(),
    S3_ENDPOINT: endpoint,
    S3_BUCKET: `longwave-${randomUUID()}`,
    S3_REGION: region,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
  });
  return { store, origin, close: () => app.close() };
}

/** The bucket without what lies ahead of it. Its links would lead nowhere. */
export async function openBucketStore(): Promise<OpenStore> {
  const clock = new SystemClock();
  const spool = await Spool.open(await tempFolder());
  const links = new BlobLinks(Buffer.alloc(32), clock, undefined);
  const store = new S3BlobStore(s3Place(WHERE.s3.endpoint, `longwave-${randomUUID()}`), spool, clock, links);
  await store.prepare();
  return { store, close: async () => store.close() };
}

export function s3Place(endpoint: string, bucket: string): S3Place {
  const { accessKeyId, secretAccessKey, region } = WHERE.s3;
  return { bucket, endpoint, region, credentials: { accessKeyId, secretAccessKey }, forcePathStyle: true };
}
