import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
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

/** In a new bucket. */
export async function openS3Store(): Promise<OpenStore & { readonly store: S3BlobStore }> {
  const place = s3Place(WHERE.s3.endpoint, `longwave-${randomUUID()}`);
  const { bucket, endpoint = '', region, credentials = { accessKeyId: '', secretAccessKey: '' } } = place;
  const maker = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  await maker.send(new CreateBucketCommand({ Bucket: bucket }));
  maker.destroy();
  const store = new S3BlobStore(place, await Spool.open(await tempFolder()), new SystemClock());
  return { store, origin: WHERE.s3.endpoint, close: async () => store.close() };
}

export function s3Place(endpoint: string, bucket: string): S3Place {
  const { accessKeyId, secretAccessKey, region } = WHERE.s3;
  return { bucket, endpoint, region, credentials: { accessKeyId, secretAccessKey }, forcePathStyle: true };
}
