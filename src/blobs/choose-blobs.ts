import { access, constants, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../kernel/clock.js';
import type { Settings } from '../settings/settings.js';
import type { Condition, HealthCheck } from '../watch/health.port.js';
import type { BlobLinks } from './blob-link.js';
import { BlobFault, type BlobStore } from './blob-store.port.js';
import { DiskBlobStore } from './disk.blobs.js';
import { Spool } from './spool.js';

export interface ChosenBlobs {
  readonly store: BlobStore;
  readonly spool: Spool;
  readonly checks: readonly HealthCheck[];
  /** Makes what the storage needs and does not have: a bucket. */
  prepare(): Promise<void>;
  close(): void;
}

/** Below this the disk counts as nearly full: about four hours of one channel's sound before nothing more is stored. */
const FREE_BYTES_MIN = 256 * 1_048_576;

/** S3 where `S3_BUCKET` names a bucket, else a folder in `LONGWAVE_DATA`. */
export async function chooseBlobs(settings: Settings, clock: Clock, links: BlobLinks): Promise<ChosenBlobs> {
  const folder = join(settings.values.LONGWAVE_DATA, 'blobs');
  const spool = await Spool.open(join(folder, 'temp'));
  const bucket = settings.values.S3_BUCKET;
  return bucket === undefined ? onDisk(folder, spool, links) : inBucket(bucket, settings, { spool, clock, links });
}

async function onDisk(folder: string, spool: Spool, links: BlobLinks): Promise<ChosenBlobs> {
  return {
    store: await DiskBlobStore.open(join(folder, 'kept'), spool, links),
    spool,
    checks: [
      // Nothing can be played from a folder that is gone. One that is nearly full still plays.
      { name: 'blobs', required: true, check: () => canBeWritten(folder) },
      { name: 'blobs-room', required: false, check: () => hasRoom(folder) },
    ],
    prepare: () => Promise.resolve(),
    close: () => undefined,
  };
}

async function inBucket(
  bucket: string,
  { values }: Settings,
  { spool, clock, links }: { spool: Spool; clock: Clock; links: BlobLinks },
): Promise<ChosenBlobs> {
  // The SDK is large; who stores on disk does not pay for it.
  const { S3BlobStore } = await import('./s3.blobs.js');
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = values;
  const place = {
    bucket,
    endpoint: values.S3_ENDPOINT,
    region: values.S3_REGION,
    forcePathStyle: values.S3_FORCE_PATH_STYLE,
    credentials:
      accessKeyId === undefined || secretAccessKey === undefined ? undefined : { accessKeyId, secretAccessKey },
  };
  const store = new S3BlobStore(place, spool, clock, links);
  // What is on air is in memory and goes on while the bucket is away, so the server stays ready; stored audio is not served then.
  const check = (signal: AbortSignal): Promise<Condition> => conditionOf(store.reach(signal));
  const checks = [{ name: 'blobs', required: false, check }];
  return { store, spool, checks, prepare: () => store.prepare(), close: () => store.close() };
}

async function conditionOf(reached: Promise<void>): Promise<Condition> {
  try {
    await reached;
    return { ok: true };
  } catch (error) {
    if (error instanceof BlobFault) return { ok: false, reason: error.message };
    throw error;
  }
}

async function canBeWritten(folder: string): Promise<Condition> {
  try {
    await access(folder, constants.R_OK | constants.W_OK);
    return { ok: true };
  } catch {
    return { ok: false, reason: 'The folder for stored audio cannot be used.' };
  }
}

async function hasRoom(folder: string): Promise<Condition> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize >= FREE_BYTES_MIN ? { ok: true } : { ok: false, reason: 'The disk is nearly full.' };
}
