import type { BlobStore } from '../blobs/blob-store.port.js';
import type { Clock, ServerMs } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import type { Log } from '../watch/log.port.js';
import type { ChunkBytes } from './chunk-bytes.js';
import type { RadioCleanup } from './radio-cleanup.port.js';

const DAY_MS = 86_400_000;
/** So many keys are looked at in a round. */
const AT_ONCE = 500;

/** Chunks and clips, each by an id of version 7: when it was made is in its first 48 bits. */
const SOUND = /^audio\/[^/]+\/([\da-f]{8})-([\da-f]{4})-7[\da-f]{3}-[\da-f]{4}-[\da-f]{12}\.mp3$/;
const CLIP = /^clips\/[^/]+\/([\da-f]{8})-([\da-f]{4})-7[\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/;

export interface OrphansParts {
  readonly time: Clock;
  readonly rows: RadioCleanup;
  readonly blobs: BlobStore;
  readonly bytes: Pick<ChunkBytes, 'isUsed'>;
  readonly log: Log;
  readonly keptDays: number;
}

/**
 * What is stored and nothing names: sound whose making was given up before it was told of, and clips that nobody plays. All
 * that is stored is gone through once a day, a little each round.
 */
export class Orphans {
  private walk: AsyncGenerator<string, undefined> | undefined;
  private restsUntil: ServerMs = -Infinity;

  constructor(private readonly parts: OrphansParts) {}

  /** How many were deleted. */
  async round(): Promise<number> {
    const { time, rows, keptDays } = this.parts;
    const now = time.now();
    if (now < this.restsUntil) return 0;
    const keys = await this.next();
    const sound = await rows.unnamedSound(keys.filter((key) => isOlder(SOUND.exec(key), now - DAY_MS)));
    const clips = await rows.unplayedClips(
      keys.filter((key) => isOlder(CLIP.exec(key), now - keptDays * DAY_MS)),
      { now, keptDays },
    );
    return this.deleteAll([...sound, ...clips].filter((key) => !this.parts.bytes.isUsed(key)));
  }

  // Where the storage fails the walk begins anew: one that was broken off may not be gone on with.
  private async next(): Promise<readonly string[]> {
    const walk = this.walk ?? this.all();
    this.walk = undefined;
    const keys: string[] = [];
    while (keys.length < AT_ONCE) {
      const { value, done } = await walk.next();
      if (done === true) {
        this.restsUntil = this.parts.time.now() + DAY_MS;
        return keys;
      }
      keys.push(value);
    }
    this.walk = walk;
    return keys;
  }

  private async *all(): AsyncGenerator<string, undefined> {
    for (const folder of ['audio/', 'clips/']) yield* this.parts.blobs.list(folder);
    return undefined;
  }

  private async deleteAll(keys: readonly string[]): Promise<number> {
    const failures: Fault[] = [];
    for (const key of keys) {
      try {
        await this.parts.blobs.delete(key);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        failures.push(error);
      }
    }
    if (failures.length > 0) {
      this.parts.log.warn('some sound of nobody could not be deleted', { count: failures.length, error: failures[0] });
    }
    return keys.length - failures.length;
  }
}

function isOlder(id: RegExpExecArray | null, than: ServerMs): boolean {
  return id !== null && Number.parseInt(`${id[1]}${id[2]}`, 16) < than;
}
