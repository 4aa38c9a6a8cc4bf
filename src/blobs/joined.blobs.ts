import type { BlobLinks } from './blob-link.js';
import {
  BlobFault,
  BlobStore,
  type BlobSource,
  type BlobStat,
  type ByteRange,
  type PutOptions,
} from './blob-store.port.js';
import type { BucketBlobStore } from './bucket.blobs.js';
import { isMissing, unlessMissing } from './missing.js';

/**
 * A bucket, and what lies ahead of it on the disk, as one store. What is ahead is looked for first: it is taken away only
 * after it is in the bucket, so whoever looks in this order finds it in one of the two. It writes into the bucket.
 */
export class JoinedBlobStore extends BlobStore {
  constructor(
    protected readonly ahead: BlobStore,
    protected readonly bucket: BucketBlobStore,
    private readonly links: BlobLinks,
  ) {
    super();
  }

  put(key: string, source: BlobSource, options: PutOptions): Promise<BlobStat> {
    return this.bucket.put(key, source, options);
  }

  async get(key: string, range?: ByteRange, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const fromBucket = (): Promise<AsyncIterable<Uint8Array>> => this.bucket.get(key, range, signal);
    const near = await unlessMissing(this.ahead.get(key, range, signal));
    return near ? nearOr(near, fromBucket) : fromBucket();
  }

  async stat(key: string, signal?: AbortSignal): Promise<BlobStat | undefined> {
    return (await this.ahead.stat(key, signal)) ?? this.bucket.stat(key, signal);
  }

  async delete(key: string, signal?: AbortSignal): Promise<void> {
    await this.ahead.delete(key, signal);
    await this.bucket.delete(key, signal);
  }

  async *list(prefix: string, signal?: AbortSignal): AsyncGenerator<string> {
    // The disk first, and all of it: what is uploaded after that is seen in the bucket at the latest.
    const near: string[] = [];
    for await (const key of this.ahead.list(prefix, signal)) near.push(key);
    let at = 0;
    for await (const key of this.bucket.list(prefix, signal)) {
      for (let next = near[at]; next !== undefined && next <= key; next = near[at]) {
        if (next !== key) yield next;
        at += 1;
      }
      yield key;
    }
    yield* near.slice(at);
  }

  async sign(key: string, seconds: number): Promise<string> {
    if (!(await this.stat(key))) throw new BlobFault('blobs.not-found');
    return this.links.make(key, seconds);
  }
}

// The file is opened by the first read: until then it may have been uploaded and taken away.
async function* nearOr(
  near: AsyncIterable<Uint8Array>,
  far: () => Promise<AsyncIterable<Uint8Array>>,
): AsyncGenerator<Uint8Array> {
  let begun = false;
  try {
    for await (const chunk of near) {
      begun = true;
      yield chunk;
    }
  } catch (error) {
    if (begun || !isMissing(error)) throw error;
    yield* await far();
  }
}
