import type { Clock } from '../kernel/clock.js';
import { unlessAborted, withDeadline } from '../kernel/deadline.js';
import type { Condition } from '../watch/health.port.js';
import type { Log } from '../watch/log.port.js';
import type { BlobLinks } from './blob-link.js';
import { BlobFault, type BlobSource, type BlobStat, type BlobStore, type PutOptions } from './blob-store.port.js';
import type { BucketBlobStore } from './bucket.blobs.js';
import { JoinedBlobStore } from './joined.blobs.js';
import type { UploadMeters } from './upload-meters.js';
import { UploadQueue, type Carried } from './upload-queue.js';
import { verified } from './verified.js';

export interface WrittenAheadOptions {
  /** On a disk of ours, with what a crash may have left in it. Nobody else writes there. */
  readonly ahead: BlobStore;
  readonly bucket: BucketBlobStore;
  readonly links: BlobLinks;
  readonly clock: Clock;
  readonly log: Log;
  readonly meters: UploadMeters;
  /** How much may lie ahead. */
  readonly bytesMax: number;
  readonly random?: () => number;
}

/** Each is a file; the start looks at every one. */
const BLOBS_MAX = 100_000;
/** Whether the bucket holds something under a key already is worth this much of a writer's time. */
const LOOK_MS = 1_000;

/**
 * A bucket that may be away. What is put is on our disk when `put` answers, and is carried to the bucket after that,
 * without end. Our copy is deleted only after the bucket's bytes have been read back and are the same. Until then it is
 * served from here, and nobody but this server can read it. Past what may lie ahead, `put` is refused until some of it
 * has arrived.
 *
 * Written once: the bucket is asked before, as long as it answers. Where it could not be asked, what it holds stays, and
 * what was put here is dropped when that is found out.
 */
export class WrittenAheadBlobStore extends JoinedBlobStore {
  private readonly uploads: UploadQueue;
  /** What is being written: it counts before it is all there. */
  private arriving = 0;
  /** What the bucket took and gave back otherwise. */
  private readonly spoiled = new Set<string>();

  constructor(private readonly options: WrittenAheadOptions) {
    super(options.ahead, options.bucket, options.links);
    this.uploads = new UploadQueue({
      ...options,
      carry: (key, signal) => this.carry(key, signal),
      drop: (key) => this.ahead.delete(key),
    });
  }

  /** Takes up what lies ahead from before. */
  async start(): Promise<number> {
    for await (const key of this.ahead.list('')) this.uploads.add(key, await this.bytesOf(key));
    return this.uploads.blobs;
  }

  stop(signal: AbortSignal): Promise<void> {
    return this.uploads.stop(signal);
  }

  condition(): Condition {
    if (this.hasRoomFor(0)) return this.uploads.condition();
    return { ok: false, reason: 'Too much audio waits for the storage: no more is taken.' };
  }

  override async put(key: string, source: BlobSource, options: PutOptions): Promise<BlobStat> {
    if (!this.hasRoomFor(0)) throw tooMuch();
    this.uploads.hold(key);
    try {
      if (await this.isInBucket(key, options.signal)) return await this.bucket.put(key, source, options);
      const stat = await this.putAhead(key, source, options);
      this.uploads.add(key, stat.bytes);
      return stat;
    } finally {
      this.uploads.release(key);
    }
  }

  // Here first: while the bucket is away this makes room at least, and nothing is left that would be uploaded again.
  override async delete(key: string, signal?: AbortSignal): Promise<void> {
    const stopped = this.uploads.forget(key);
    await this.ahead.delete(key, signal);
    await unlessAborted(stopped, signal);
    this.spoiled.delete(key);
    await this.bucket.delete(key, signal);
  }

  private async putAhead(key: string, source: BlobSource, options: PutOptions): Promise<BlobStat> {
    const arrival = { bytes: 0 };
    try {
      return await this.ahead.put(key, this.bounded(source, arrival), options);
    } finally {
      this.arriving -= arrival.bytes;
    }
  }

  private async *bounded(source: BlobSource, arrival: { bytes: number }): AsyncGenerator<Uint8Array> {
    for await (const chunk of source instanceof Uint8Array ? [source] : source) {
      const fitsAlone = arrival.bytes + chunk.byteLength <= this.options.bytesMax;
      if (!this.hasRoomFor(chunk.byteLength)) throw tooMuch(fitsAlone);
      arrival.bytes += chunk.byteLength;
      this.arriving += chunk.byteLength;
      yield chunk;
    }
  }

  private hasRoomFor(bytes: number): boolean {
    const room = this.options.bytesMax - this.uploads.bytes - this.arriving;
    return room > 0 && bytes <= room && this.uploads.blobs < BLOBS_MAX;
  }

  // A bucket in trouble is not asked, and one that is slow not waited for: what it holds is found out at the upload.
  private async isInBucket(key: string, parent: AbortSignal | undefined): Promise<boolean> {
    if (this.uploads.troubled) return false;
    const reason = new BlobFault('blobs.unavailable', { retryable: true });
    try {
      const look = { ms: LOOK_MS, reason, parent };
      return await withDeadline(this.options.clock, look, async (signal) => {
        return (await this.bucket.stat(key, signal)) !== undefined;
      });
    } catch (error) {
      if (error instanceof BlobFault && error.code === 'blobs.unavailable') return false;
      throw error;
    }
  }

  private async carry(key: string, signal: AbortSignal): Promise<Carried> {
    const stat = await this.ahead.stat(key, signal);
    if (!stat) return 'gone';
    // The bucket may have been away when the start would have made it.
    if (this.uploads.troubled) await unlessAborted(this.bucket.prepare(), signal);
    const found = await this.bucket.stat(key, signal);
    if (found && found.sha256 !== stat.sha256) return 'conflict';
    const isWhole = found?.bytes === stat.bytes && !this.spoiled.has(key);
    if (!isWhole) await this.bucket.write(key, { stat, read: () => this.bytesAhead(key, signal) }, signal);
    await this.readBack(key, stat, signal);
    this.spoiled.delete(key);
    return 'stored';
  }

  private async *bytesAhead(key: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    yield* await this.ahead.get(key, undefined, signal);
  }

  private async readBack(key: string, stat: BlobStat, signal: AbortSignal): Promise<void> {
    try {
      for await (const _ of verified(await this.bucket.get(key, undefined, signal), stat));
    } catch (error) {
      if (!(error instanceof BlobFault) || error.code === 'blobs.unavailable') throw error;
      this.spoiled.add(key);
      const detail = 'The storage does not hold what it was given.';
      throw new BlobFault('blobs.unavailable', { retryable: true, detail, cause: error });
    }
  }

  // Of a damaged one nothing is known; its upload will tell.
  private async bytesOf(key: string): Promise<number> {
    try {
      return (await this.ahead.stat(key))?.bytes ?? 0;
    } catch (error) {
      if (error instanceof BlobFault && error.code === 'blobs.damaged') return 0;
      throw error;
    }
  }
}

function tooMuch(retryable = true): BlobFault {
  const detail = 'Too much audio waits for the storage: try again when some of it has arrived.';
  return new BlobFault('blobs.unavailable', { retryable, detail });
}
