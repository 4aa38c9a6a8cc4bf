import type { ServerMs } from '../kernel/clock.js';

/** What tells which sound has had its time. */
export interface Hour {
  readonly now: ServerMs;
  /** So long the sound of a channel is kept that is not archived. */
  readonly keptDays: number;
}

/** What is stored of channels. */
export interface Weight {
  /** Of which there is sound. */
  readonly requests: number;
  readonly durationMs: number;
  readonly bytes: number;
}

export interface StoredSound {
  readonly channel: string;
  readonly chunk: string;
  /** Of its blob. */
  readonly key: string;
  readonly endedAt: ServerMs;
}

export interface SoundPage {
  /** Those behind this one. */
  readonly after?: StoredSound | undefined;
  readonly limit: number;
}

/**
 * What is removed when its time has passed. A little at a time: nobody on air waits for it.
 * Promises: sound that a live request, a channel that keeps it or a younger one still uses is never given away.
 */
export abstract class RadioCleanup {
  /** Of requests that ended so long ago that their channel keeps it no more: sound that may be deleted, the oldest first. */
  abstract oldSound(hour: Hour, page: SoundPage): Promise<readonly StoredSound[]>;
  abstract weigh(channels: readonly string[]): Promise<Weight>;
  /** Their blobs are gone. */
  abstract soundDeleted(chunks: readonly string[]): Promise<void>;
  /** Requests of that age that have no sound left are not looked through again. Whether there may be more of them. */
  abstract settle(hour: Hour, limit?: number): Promise<boolean>;
  /**
   * Removes some of what was kept for a day: answers to hosts, who was there and heard what, and processes that are no more.
   * Whether there may be more of it.
   */
  abstract sweep(limit?: number): Promise<boolean>;
  /** Of these blobs, those that are no chunk's sound, though their channel is known here. */
  abstract unnamedSound(keys: readonly string[]): Promise<readonly string[]>;
  /**
   * Of these clips, those of known channels that no live request plays, and none whose sound its channel still keeps.
   */
  abstract unplayedClips(keys: readonly string[], hour: Hour): Promise<readonly string[]>;
}
