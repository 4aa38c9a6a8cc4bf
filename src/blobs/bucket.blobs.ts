import { BlobStore, type BlobStat } from './blob-store.port.js';

/** Bytes on a disk of ours, of which everything is known. They can be read more than once. */
export interface AtHand {
  readonly stat: BlobStat;
  readonly read: () => AsyncIterable<Uint8Array>;
}

/** A store that is elsewhere: it can be away, and what is carried there lies at hand meanwhile. */
export abstract class BucketBlobStore extends BlobStore {
  /** Stores what lies at hand, whatever is under the key. */
  abstract write(key: string, atHand: AtHand, signal?: AbortSignal): Promise<void>;
  /** Makes what is missing: the bucket. */
  abstract prepare(): Promise<void>;
}
