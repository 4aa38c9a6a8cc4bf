export interface BlobStat {
  readonly bytes: number;
  /** SHA-256, in hex. */
  readonly sha256: string;
}

/** Bytes from `start` up to and not including `end`; without `end`, to the last. */
export interface ByteRange {
  readonly start: number;
  readonly end?: number;
}

export interface PutOptions {
  readonly contentType: string;
  /** Where it is known beforehand, bytes with another hash are refused and nothing is stored. */
  readonly sha256?: string;
  readonly signal?: AbortSignal;
}

export type BlobSource = Uint8Array | AsyncIterable<Uint8Array>;

/**
 * Bytes by key. Keys are made by the server: lower-case letters, digits, `-`, `_`, `.` and `/`, never from a person's text.
 * Promises: a key is written once; the same bytes again are no error, others are `blobs.exists`. A reader sees all of a
 * blob or none of it, also after a crash in the middle. What `put` has answered is durable. A full disk is `blobs.full`
 * and leaves nothing behind. Failures are `BlobFault`s.
 */
export abstract class BlobStore {
  abstract put(key: string, source: BlobSource, options: PutOptions): Promise<BlobStat>;
  /** Throws `blobs.not-found`, or `blobs.bad-range` where the blob ends before the range begins. */
  abstract get(key: string, range?: ByteRange, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
  abstract stat(key: string, signal?: AbortSignal): Promise<BlobStat | undefined>;
  /** Deleting what is not there is no error. */
  abstract delete(key: string, signal?: AbortSignal): Promise<void>;
  /** All keys that begin so, in order. For backups and sweeps. */
  abstract list(prefix: string, signal?: AbortSignal): AsyncIterable<string>;
  /** A link that reads this one blob and works for `seconds` (at most 120). */
  abstract sign(key: string, seconds: number): Promise<string>;
}
