import { createHash } from 'node:crypto';
import { BlobStore, type BlobSource, type BlobStat, type ByteRange } from '../../src/blobs/blob-store.port.js';
import { Fault } from '../../src/kernel/fault.js';

/** Blobs in a map, with what tests want to do to them: look at them, and change them behind the store's back. */
export class MemoryBlobStore extends BlobStore {
  readonly blobs = new Map<string, Buffer>();

  async put(key: string, source: BlobSource): Promise<BlobStat> {
    const parts: Uint8Array[] = [];
    if (source instanceof Uint8Array) parts.push(source);
    else for await (const part of source) parts.push(part);
    const bytes = Buffer.concat(parts);
    const present = this.blobs.get(key);
    if (present !== undefined && !present.equals(bytes)) throw new Fault('blobs.exists');
    this.blobs.set(key, bytes);
    return statOf(bytes);
  }

  async get(key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array>> {
    const bytes = this.blobs.get(key);
    if (bytes === undefined) throw new Fault('blobs.not-found');
    return (async function* (): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(range?.start ?? 0, range?.end);
    })();
  }

  async stat(key: string): Promise<BlobStat | undefined> {
    const bytes = this.blobs.get(key);
    return bytes && statOf(bytes);
  }

  async delete(key: string): Promise<void> {
    this.blobs.delete(key);
  }

  async *list(prefix: string): AsyncIterable<string> {
    yield* [...this.blobs.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  async sign(key: string): Promise<string> {
    return `memory:${key}`;
  }
}

function statOf(bytes: Buffer): BlobStat {
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
