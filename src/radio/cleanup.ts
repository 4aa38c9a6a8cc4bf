import type { BlobStore } from '../blobs/blob-store.port.js';
import type { Cancel, Clock } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import type { Log } from '../watch/log.port.js';
import type { ChunkBytes } from './chunk-bytes.js';
import type { RadioCleanup } from './radio-cleanup.port.js';
import type { RadioMetrics } from './radio.metrics.js';

const EVERY_MS = 60_000;
const DAY_MS = 86_400_000;
const AT_ONCE = 500;
/** A thousand rows of each kind a sweep: half a million a minute is more than any crowd leaves behind. */
const SWEEPS_MAX = 500;

export interface CleanupParts {
  readonly time: Clock;
  readonly rows: RadioCleanup;
  readonly blobs: BlobStore;
  readonly bytes: Pick<ChunkBytes, 'isUsed'>;
  readonly metrics: RadioMetrics;
  readonly log: Log;
  readonly keptDays: number;
}

/** Every minute: deletes sound whose time has passed, and what was kept for a day. */
export class Cleanup {
  private timer: Cancel | undefined;
  private ended = false;

  constructor(private readonly parts: CleanupParts) {}

  begin(): void {
    this.timer = this.parts.time.after(EVERY_MS, () => void this.round());
  }

  end(): void {
    this.ended = true;
    this.timer?.();
  }

  private async round(): Promise<void> {
    try {
      await this.run();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.parts.log.warn('old sound could not be deleted', { error });
    } finally {
      if (!this.ended) this.begin();
    }
  }

  /** How many chunks lost their sound. */
  async run(): Promise<number> {
    await this.sweep();
    const before = this.parts.time.now() - this.parts.keptDays * DAY_MS;
    const deleted: string[] = [];
    // A blob that is gone already is no error: a run that was cut short is repeated.
    for (const { chunk, key } of await this.parts.rows.oldSound(before, AT_ONCE)) {
      // Somebody is in the middle of it: the next run finds it again.
      if (this.parts.bytes.isUsed(key)) continue;
      await this.parts.blobs.delete(key);
      deleted.push(chunk);
    }
    if (deleted.length > 0) await this.parts.rows.soundDeleted(deleted);
    this.parts.metrics.cleaned.inc(deleted.length);
    return deleted.length;
  }

  private async sweep(): Promise<void> {
    for (let sweeps = 0; sweeps < SWEEPS_MAX && !this.ended; sweeps += 1) {
      if (!(await this.parts.rows.sweep())) return;
    }
  }
}
