import type { ServerMs } from '../kernel/clock.js';

export interface StoredSound {
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
 * Promises: sound that a live request, an archived channel or a younger one still uses is never given away.
 */
export abstract class RadioCleanup {
  /** Of requests that ended before, on channels that are not archived: sound that may be deleted, the oldest first. */
  abstract oldSound(endedBefore: ServerMs, page: SoundPage): Promise<readonly StoredSound[]>;
  /** Their blobs are gone. */
  abstract soundDeleted(chunks: readonly string[]): Promise<void>;
  /** Requests that ended before and have no sound left are not looked through again. Whether there may be more of them. */
  abstract settle(endedBefore: ServerMs, limit?: number): Promise<boolean>;
  /**
   * Removes some of what was kept for a day: answers to hosts, who was there and heard what, and processes that are no more.
   * Whether there may be more of it.
   */
  abstract sweep(limit?: number): Promise<boolean>;
  /** Of these blobs, those that are no chunk's sound, though their channel is known here. */
  abstract unnamedSound(keys: readonly string[]): Promise<readonly string[]>;
  /**
   * Of these clips, those of known channels that no live request plays, none that ended since, and none of an archived
   * channel.
   */
  abstract unplayedClips(keys: readonly string[], endedBefore: ServerMs): Promise<readonly string[]>;
}
