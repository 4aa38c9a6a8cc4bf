import { once } from 'node:events';
import type { BlobSource, BlobStat, ByteRange, PutOptions } from '../../src/blobs/blob-store.port.js';
import { MemoryBlobStore } from './memory.blob-store.js';

export type Trouble =
  | Error
  /** Takes the bytes and fails to say so. */
  | { readonly lost: Error }
  /** Never answers; ends with its signal. */
  | 'hang'
  | 'none';

/** A storage with the trouble the test says, one a put; then none, or for ever the last if it is told so. */
export class FailingBlobStore extends MemoryBlobStore {
  puts = 0;
  gets = 0;
  /** Of the last call. */
  signal: AbortSignal | undefined;
  private troubles: Trouble[] = [];
  private usual: Trouble = 'none';

  next(...troubles: Trouble[]): this {
    this.troubles = troubles;
    return this;
  }

  always(trouble: Trouble): this {
    this.usual = trouble;
    return this;
  }

  override async put(key: string, source: BlobSource, options: PutOptions): Promise<BlobStat> {
    this.puts += 1;
    this.signal = options.signal;
    const trouble = this.troubles.shift() ?? this.usual;
    if (trouble === 'hang') return hang(options.signal);
    if (trouble instanceof Error) throw trouble;
    const stat = await super.put(key, source, options);
    if (trouble !== 'none') throw trouble.lost;
    return stat;
  }

  override async get(key: string, range?: ByteRange, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    this.gets += 1;
    this.signal = signal;
    const trouble = this.troubles.shift() ?? this.usual;
    if (trouble === 'hang') return hang(signal);
    if (trouble instanceof Error) throw trouble;
    return super.get(key, range, signal);
  }
}

async function hang(signal: AbortSignal | undefined): Promise<never> {
  if (signal === undefined) return new Promise(() => undefined);
  if (!signal.aborted) await once(signal, 'abort');
  throw signal.reason;
}
