import { backoffMs } from '../kernel/backoff.js';
import type { Cancel, Clock, ServerMs } from '../kernel/clock.js';
import { withDeadline } from '../kernel/deadline.js';
import type { Condition } from '../watch/health.port.js';
import type { Log } from '../watch/log.port.js';
import { BlobFault } from './blob-store.port.js';
import type { UploadMeters } from './upload-meters.js';

/** `gone`: there was nothing left to carry. `conflict`: something else is stored there, and it stays. */
export type Carried = 'stored' | 'conflict' | 'gone';

export interface UploadQueueOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly meters: UploadMeters;
  /** Brings one blob to where it belongs. A fault is tried again; only `blobs.damaged` is not, ours or what lies there. */
  readonly carry: (key: string, signal: AbortSignal) => Promise<Carried>;
  /** Takes the copy away that has been carried. */
  readonly drop: (key: string) => Promise<void>;
  readonly random?: () => number;
}

interface Waiting {
  readonly bytes: number;
  readonly since: ServerMs;
}

const AT_ONCE = 3;
/** After a failure nothing is tried for this long, and then one at a time. */
const PAUSE = { baseMs: 1_000, maxMs: 30_000 };
const LATE_MS = 60_000;
/** How long a stop waits for what is being uploaded and what waits. The rest stays on the disk. */
const STOP_MS = 4_000;

/** What waits to be uploaded, the oldest first, carried a few at once and without end until it has arrived. */
export class UploadQueue {
  private readonly waiting = new Map<string, Waiting>();
  private readonly aside = new Map<string, Waiting>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly held = new Map<string, number>();
  private readonly closing = new AbortController();
  private failures = 0;
  private resume: Cancel | undefined;
  private total = 0;

  constructor(private readonly options: UploadQueueOptions) {}

  /** Whether the last attempt failed. */
  get troubled(): boolean {
    return this.failures > 0;
  }

  get bytes(): number {
    return this.total;
  }

  get blobs(): number {
    return this.waiting.size + this.aside.size;
  }

  add(key: string, bytes: number): void {
    if (this.waiting.has(key) || this.aside.has(key)) return;
    this.enter(key, { bytes, since: this.options.clock.now() });
    this.pump();
  }

  /** While somebody writes under a key, what is compared with it stays: it is not uploaded, or at least not taken away. */
  hold(key: string): void {
    this.held.set(key, (this.held.get(key) ?? 0) + 1);
  }

  release(key: string): void {
    const holders = (this.held.get(key) ?? 1) - 1;
    if (holders > 0) this.held.set(key, holders);
    else this.held.delete(key);
    this.pump();
  }

  /** It waits no more. Resolves when it is not being uploaded either: what was under way may still arrive. */
  async forget(key: string): Promise<void> {
    this.leave(key);
    await this.running.get(key);
  }

  condition(): Condition {
    if (this.aside.size > 0) return { ok: false, reason: 'Audio on our disk cannot be uploaded: the log names it.' };
    let oldest = this.options.clock.now();
    for (const { since } of this.waiting.values()) oldest = Math.min(oldest, since);
    const seconds = Math.floor((this.options.clock.now() - oldest) / 1_000);
    if (seconds * 1_000 < LATE_MS) return { ok: true };
    return { ok: false, reason: `Audio has waited for the storage for ${seconds} s.` };
  }

  /** Lets what waits go on for a little while. A storage that is in trouble is not waited for. */
  async stop(parent: AbortSignal): Promise<void> {
    const reason = new Error('The uploads were stopped.');
    try {
      await withDeadline(this.options.clock, { ms: STOP_MS, reason, parent }, (signal) => this.finish(signal));
    } catch (error) {
      if (error !== reason && !parent.aborted) throw error;
    }
    this.closing.abort(reason);
    this.resume?.();
    await Promise.all(this.running.values());
    if (this.blobs > 0) this.options.log.info('audio waits on the disk for the next start', { blobs: this.blobs });
  }

  private async finish(signal: AbortSignal): Promise<void> {
    while (this.running.size > 0 && !this.troubled && !signal.aborted) await Promise.race(this.running.values());
  }

  private pump(): void {
    const atOnce = this.troubled ? 1 : AT_ONCE;
    for (const [key, entry] of this.waiting) {
      if (this.closing.signal.aborted || this.resume || this.running.size >= atOnce) return;
      if (this.running.has(key) || this.held.has(key)) continue;
      const run = this.run(key, entry).finally(() => {
        this.running.delete(key);
        this.pump();
      });
      this.running.set(key, run);
    }
  }

  private async run(key: string, entry: Waiting): Promise<void> {
    try {
      const carried = await this.options.carry(key, this.closing.signal);
      if (carried !== 'gone') this.succeeded();
      await this.settle(key, entry, carried);
    } catch (error) {
      if (this.closing.signal.aborted || this.waiting.get(key) !== entry) return;
      if (error instanceof BlobFault && error.code === 'blobs.damaged') this.setAside(key, entry, error);
      else this.failed(key, entry, error);
    }
  }

  // Whoever deleted it meanwhile, or writes under its key, is not disturbed: the one takes it away, the other lets it be looked at again.
  private async settle(key: string, entry: Waiting, carried: Carried): Promise<void> {
    const { log, meters, drop } = this.options;
    if (this.waiting.get(key) !== entry || this.held.has(key)) return;
    if (carried !== 'gone') meters.uploads.inc({ outcome: carried });
    if (carried === 'conflict') log.error('something else is stored under the key: what waited was dropped', { key });
    // First off the list: what is put from here on is new.
    this.leave(key);
    try {
      await drop(key);
    } catch (error) {
      log.warn('what was uploaded could not be removed from the disk', { key, error });
    }
  }

  private succeeded(): void {
    if (!this.troubled) return;
    this.options.log.info('the storage takes audio again', { failures: this.failures, waiting: this.blobs });
    this.failures = 0;
  }

  private failed(key: string, entry: Waiting, error: unknown): void {
    const { clock, log, meters, random } = this.options;
    meters.uploads.inc({ outcome: 'failed' });
    // To the end of the line: if it is the blob and not the storage, the others need not wait for it.
    this.waiting.delete(key);
    this.waiting.set(key, entry);
    // What was tried side by side failed for the same reason: it is one failure.
    if (this.resume) return;
    if (!this.troubled) log.warn('audio waits because it could not be uploaded', { key, waiting: this.blobs, error });
    this.resume = clock.after(backoffMs(this.failures, PAUSE, random), () => {
      this.resume = undefined;
      this.pump();
    });
    this.failures += 1;
  }

  private setAside(key: string, entry: Waiting, error: BlobFault): void {
    this.options.meters.uploads.inc({ outcome: 'damaged' });
    this.options.log.error('audio cannot be uploaded and stays on the disk', { key, error });
    this.waiting.delete(key);
    this.aside.set(key, entry);
  }

  private enter(key: string, entry: Waiting): void {
    this.waiting.set(key, entry);
    this.count(entry.bytes);
  }

  private leave(key: string): void {
    const entry = this.waiting.get(key) ?? this.aside.get(key);
    if (!entry) return;
    this.waiting.delete(key);
    this.aside.delete(key);
    this.count(-entry.bytes);
  }

  private count(bytes: number): void {
    this.total += bytes;
    this.options.meters.waiting.set(this.blobs);
    this.options.meters.waitingBytes.set(this.total);
  }
}
