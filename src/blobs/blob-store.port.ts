import { Fault } from '../kernel/fault.js';

/** What the storage could not do. */
export class BlobFault extends Fault {}

export interface BlobStat {
  readonly bytes: number;
  /** SHA-256, in hex. */
  readonly sha256: string;
  readonly contentType: string;
}

/** Bytes from `start` up to and not including `end`; without `end`, to the last. */
export interface ByteRange {
  readonly start: number;
  readonly end?: number;
}

export interface PutOptions {
  /** Kept with the bytes and sent with them. The first put decides: putting the same bytes again does not change it. */
  readonly contentType: string;
  /** Where it is known beforehand, bytes with another hash are refused and nothing is stored. */
  readonly sha256?: string;
  readonly signal?: AbortSignal;
}

export type BlobSource = Uint8Array | AsyncIterable<Uint8Array>;

export const BLOB_BYTES_MAX = 1_073_741_824;
export const LINK_SECONDS_MAX = 120;

/**
 * Bytes by key. Keys are made by the server: lower-case letters, digits, `-`, `_`, `.` and `/`, never from a person's text.
 * Promises: a key is written once; the same bytes again are no error, others are `blobs.exists`. A reader sees all of a
 * blob or none of it, also after a crash in the middle. What `put` has answered is durable. A full disk is `blobs.full`
 * and leaves nothing behind. A read that ends early ends with a fault. Memory does not grow with the blob. Failures of
 * the storage are `BlobFault`s; a source's own error and a signal's reason come through as they are.
 */
export abstract class BlobStore {
  abstract put(key: string, source: BlobSource, options: PutOptions): Promise<BlobStat>;
  /** Throws `blobs.not-found`, or `blobs.bad-range` where the blob ends before the range begins. To be read once, at once. */
  abstract get(key: string, range?: ByteRange, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
  abstract stat(key: string, signal?: AbortSignal): Promise<BlobStat | undefined>;
  /** Deleting what is not there is no error. */
  abstract delete(key: string, signal?: AbortSignal): Promise<void>;
  /** All keys that begin so, in order. For backups and sweeps. */
  abstract list(prefix: string, signal?: AbortSignal): AsyncIterable<string>;
  /** A link that reads this one blob and works for `seconds` (at most 120). Without PUBLIC_URL it is relative to this server. */
  abstract sign(key: string, seconds: number): Promise<string>;
}
