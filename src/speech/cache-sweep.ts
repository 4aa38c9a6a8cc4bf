import type { BlobStore } from '../blobs/blob-store.port.js';
import type { Cancel, Clock } from '../kernel/clock.js';
import { withDeadline } from '../kernel/deadline.js';
import { Fault } from '../kernel/fault.js';
import type { Log } from '../watch/log.port.js';
import { firstPlaceInUse, SPEECH_PREFIX } from './cached.speech.js';

const EVERY_MS = 3_600_000;
const SWEEP_MS = 600_000;

export interface SweepOptions {
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly bytesMax: number;
}

/**
 * Keeps what is stored of speech within its size: at the start and every hour, what was asked for longest ago goes first.
 * What was not asked for in this week or the one before goes in any case: nobody looks there any more.
 */
export class CacheSweep {
  private readonly closing = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private cancel: Cancel = () => undefined;

  constructor(private readonly options: SweepOptions) {}

  start(): void {
    this.running = this.run();
  }

  async close(): Promise<void> {
    this.closing.abort(new Error('The sweep is closed.'));
    this.cancel();
    await this.running;
  }

  private async run(): Promise<void> {
    const { clock, log } = this.options;
    const { signal: parent } = this.closing;
    try {
      const reason = new Error('Sweeping stored speech took too long.');
      await withDeadline(clock, { ms: SWEEP_MS, reason, parent }, (signal) => this.sweep(signal));
    } catch (error) {
      if (!parent.aborted) log.warn('stored speech could not be swept', { error });
    }
    if (!parent.aborted) this.cancel = clock.after(EVERY_MS, () => this.start());
  }

  private async sweep(signal: AbortSignal): Promise<void> {
    const { blobs, clock, bytesMax } = this.options;
    const pieces: { readonly key: string; readonly bytes: number }[] = [];
    for await (const key of blobs.list(SPEECH_PREFIX, signal)) {
      pieces.push({ key, bytes: await this.bytesOf(key, signal) });
    }
    let total = pieces.reduce((sum, { bytes }) => sum + bytes, 0);
    const inUseFrom = firstPlaceInUse(clock.now());
    for (const { key, bytes } of pieces) {
      if (key >= inUseFrom && total <= bytesMax) return;
      await blobs.delete(key, signal);
      total -= bytes;
    }
  }

  private async bytesOf(key: string, signal: AbortSignal): Promise<number> {
    try {
      return (await this.options.blobs.stat(key, signal))?.bytes ?? 0;
    } catch (error) {
      // It goes when its week is over, or when it is asked for.
      if (error instanceof Fault && error.code === 'blobs.damaged') return 0;
      throw error;
    }
  }
}
