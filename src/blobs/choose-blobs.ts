import { access, constants, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../kernel/clock.js';
import type { Settings } from '../settings/settings.js';
import type { Condition, HealthCheck } from '../watch/health.port.js';
import type { Log } from '../watch/log.port.js';
import type { Metrics } from '../watch/metrics.port.js';
import type { BlobLinks } from './blob-link.js';
import { BlobFault, type BlobStore } from './blob-store.port.js';
import { DiskBlobStore } from './disk.blobs.js';
import { JoinedBlobStore } from './joined.blobs.js';
import type { S3BlobStore } from './s3.blobs.js';
import { Spool } from './spool.js';
import { UploadMeters } from './upload-meters.js';
import { WrittenAheadBlobStore } from './written-ahead.blobs.js';

export interface OpenBlobs {
  readonly store: BlobStore;
  /** Makes what the storage needs and does not have: a bucket. */
  prepare(): Promise<void>;
  close(): void;
}

export interface ChosenBlobs extends OpenBlobs {
  readonly spool: Spool;
  /** What is not in the bucket yet, where there is a bucket. */
  readonly ahead?: BlobStore;
  readonly checks: readonly HealthCheck[];
  /** Takes up what lies ahead of the bucket from before, and says how many blobs that is. */
  start(): Promise<number>;
  stop(signal: AbortSignal): Promise<void>;
}

export interface BlobsNeed {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly links: BlobLinks;
}

interface Folders {
  readonly all: string;
  readonly spool: Spool;
  readonly ahead: DiskBlobStore;
}

/** Below this the disk counts as nearly full: about four hours of one channel's sound before nothing more is stored. */
const FREE_BYTES_MIN = 256 * 1_048_576;

/** For the server: S3 with what lies ahead of it where `S3_BUCKET` names a bucket, else a folder in `LONGWAVE_DATA`. */
export async function chooseBlobs(need: BlobsNeed, log: Log, metrics: Metrics): Promise<ChosenBlobs> {
  const folders = await openFolders(need);
  const bucket = await openBucket(need, folders.spool);
  return bucket ? inBucket(bucket, folders, { ...need, log, metrics }) : onDisk(folders, need, log);
}

/** For programs that run beside the server or instead of it: what they put is where it stays when `put` answers. */
export async function openBlobs(need: BlobsNeed): Promise<OpenBlobs> {
  const { all, spool, ahead } = await openFolders(need);
  const bucket = await openBucket(need, spool);
  if (bucket) {
    const store = new JoinedBlobStore(ahead, bucket, need.links);
    return { store, prepare: () => bucket.prepare(), close: () => bucket.close() };
  }
  // A backup would lack them, and a restore would not find an empty place.
  if (await holdsAny(ahead)) throw new BlobFault('blobs.unavailable', { detail: STRANDED });
  return {
    store: await DiskBlobStore.open(join(all, 'kept'), spool, need.links),
    prepare: () => Promise.resolve(),
    close: () => undefined,
  };
}

async function onDisk({ all, spool, ahead }: Folders, { links }: BlobsNeed, log: Log): Promise<ChosenBlobs> {
  return {
    store: await DiskBlobStore.open(join(all, 'kept'), spool, links),
    spool,
    checks: [
      // Nothing can be played from a folder that is gone. One that is nearly full still plays.
      { name: 'blobs', required: true, check: () => canBeWritten(all) },
      { name: 'blobs-room', required: false, check: () => hasRoom(all) },
      { name: 'blobs-ahead', required: false, check: () => isNotStranded(ahead) },
    ],
    prepare: () => Promise.resolve(),
    start: async () => {
      if (await holdsAny(ahead)) log.warn('audio waits for a bucket and none is set');
      return 0;
    },
    stop: () => Promise.resolve(),
    close: () => undefined,
  };
}

function inBucket(
  bucket: S3BlobStore,
  { all, spool, ahead }: Folders,
  { settings, clock, links, log, metrics }: BlobsNeed & { readonly log: Log; readonly metrics: Metrics },
): ChosenBlobs {
  const bytesMax = settings.values.S3_AHEAD_MB * 1_048_576;
  const meters = new UploadMeters(metrics);
  const store = new WrittenAheadBlobStore({ ahead, bucket, links, clock, log, meters, bytesMax });
  return {
    store,
    spool,
    ahead,
    // What is on air is in memory and goes on while the bucket is away, so the server stays ready; of stored audio only
    // what lies ahead is served then.
    checks: [
      { name: 'blobs', required: false, check: (signal) => conditionOf(bucket.reach(signal)) },
      { name: 'blobs-room', required: false, check: () => hasRoom(all) },
      { name: 'blobs-ahead', required: false, check: () => Promise.resolve(store.condition()) },
    ],
    prepare: () => bucket.prepare(),
    start: () => store.start(),
    stop: (signal) => store.stop(signal),
    close: () => bucket.close(),
  };
}

async function openFolders({ settings, links }: BlobsNeed): Promise<Folders> {
  const all = join(settings.values.LONGWAVE_DATA, 'blobs');
  const spool = await Spool.open(join(all, 'temp'));
  return { all, spool, ahead: await DiskBlobStore.open(join(all, 'ahead'), spool, links) };
}

async function openBucket({ settings, clock, links }: BlobsNeed, spool: Spool): Promise<S3BlobStore | undefined> {
  const { S3_BUCKET: bucket, S3_ENDPOINT: endpoint, S3_REGION: region, S3_FORCE_PATH_STYLE } = settings.values;
  if (bucket === undefined) return undefined;
  // The SDK is large; who stores on disk does not pay for it.
  const { S3BlobStore: Store } = await import('./s3.blobs.js');
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = settings.values;
  const credentials =
    accessKeyId === undefined || secretAccessKey === undefined ? undefined : { accessKeyId, secretAccessKey };
  return new Store({ bucket, endpoint, region, forcePathStyle: S3_FORCE_PATH_STYLE, credentials }, spool, clock, links);
}

const STRANDED = 'Audio that waits for a bucket lies in LONGWAVE_DATA: set S3_BUCKET as it was.';

async function isNotStranded(ahead: BlobStore): Promise<Condition> {
  return (await holdsAny(ahead)) ? { ok: false, reason: STRANDED } : { ok: true };
}

async function holdsAny(store: BlobStore): Promise<boolean> {
  for await (const _ of store.list('')) return true;
  return false;
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
