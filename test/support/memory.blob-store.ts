import { createHash } from 'node:crypto';
import {
  BlobFault,
  BlobStore,
  type BlobSource,
  type BlobStat,
  type ByteRange,
  type PutOptions,
} from '../../src/blobs/blob-store.port.js';
import { isKey, isKeyPrefix } from '../../src/blobs/model/key.js';
import { spanOf } from '../../src/blobs/model/range.js';

/** Blobs in maps, with what tests want to do to them: look at them, and change them behind the store's back. */
export class MemoryBlobStore extends BlobStore {
  readonly blobs = new Map<string, Buffer>();
  private readonly contentTypes = new Map<string, string>();

  async put(key: string, source: BlobSource, { contentType, sha256, signal }: PutOptions): Promise<BlobStat> {
    if (!isKey(key)) throw new BlobFault('blobs.bad-key');
    const bytes = await Promise.race([gathered(source), givenUp(signal)]);
    if (sha256 !== undefined && sha256 !== hashOf(bytes)) throw new BlobFault('blobs.hash-mismatch');
    const present = this.blobs.get(key) ?? bytes;
    if (!present.equals(bytes)) throw new BlobFault('blobs.exists');
    if (!this.blobs.has(key)) this.contentTypes.set(key, contentType);
    this.blobs.set(key, present);
    return this.statOf(key, present);
  }

  async get(key: string, range: ByteRange = { start: 0 }, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    signal?.throwIfAborted();
    if (!isKey(key)) throw new BlobFault('blobs.bad-key');
    const bytes = this.blobs.get(key);
    if (bytes === undefined) throw new BlobFault('blobs.not-found');
    const span = bytes.length === 0 && range.start === 0 ? { start: 0, end: 0 } : spanOf(bytes.length, range);
    if (span === undefined) throw new BlobFault('blobs.bad-range');
    return (async function* (): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(span.start, span.end);
    })();
  }

  async stat(key: string): Promise<BlobStat | undefined> {
    if (!isKey(key)) throw new BlobFault('blobs.bad-key');
    const bytes = this.blobs.get(key);
    return bytes && this.statOf(key, bytes);
  }

  async delete(key: string): Promise<void> {
    if (!isKey(key)) throw new BlobFault('blobs.bad-key');
    this.blobs.delete(key);
    this.contentTypes.delete(key);
  }

  async *list(prefix: string): AsyncIterable<string> {
    if (!isKeyPrefix(prefix)) throw new BlobFault('blobs.bad-key');
    yield* [...this.blobs.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  // Nobody outside of this process could read it.
  sign(key: string): Promise<string> {
    return Promise.reject(new BlobFault(isKey(key) ? 'blobs.unavailable' : 'blobs.bad-key'));
  }

  private statOf(key: string, bytes: Buffer): BlobStat {
    return { bytes: bytes.length, sha256: hashOf(bytes), contentType: this.contentTypes.get(key) ?? '' };
  }
}

async function gathered(source: BlobSource): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  if (source instanceof Uint8Array) parts.push(source);
  else for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}

function givenUp(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
