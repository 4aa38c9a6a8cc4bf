import { createHash } from 'node:crypto';
import { BlobFault, type BlobStore } from '../blobs/blob-store.port.js';
import { backoffMs } from '../kernel/backoff.js';
import type { Clock } from '../kernel/clock.js';
import { withDeadline } from '../kernel/deadline.js';
import { Fault } from '../kernel/fault.js';
import type { Ids } from '../kernel/ids.js';
import type { ChunkBytes } from './chunk-bytes.js';

export interface StoredChunk {
  readonly id: string;
  readonly key: string;
  readonly sha256: string;
}

interface Means {
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly recent: ChunkBytes;
}

const AGAIN = { baseMs: 200, maxMs: 4_000 };
const STORE_MS_MAX = 20_000;

/** Frames → a chunk in the blob store. Speech was paid for: a storage that fails in passing is asked again. */
export class ChunkStorage {
  constructor(private readonly means: Means) {}

  async store(channel: string, frames: Uint8Array, signal: AbortSignal): Promise<StoredChunk> {
    const id = this.means.ids.next();
    const chunk = { id, key: keyOfChunk(channel, id), sha256: createHash('sha256').update(frames).digest('hex') };
    const reason = new BlobFault('blobs.unavailable', { retryable: true, detail: 'The storage did not take a chunk.' });
    await withDeadline(this.means.clock, { ms: STORE_MS_MAX, reason, parent: signal }, (ending) =>
      this.put(chunk, frames, ending),
    );
    this.means.recent.keep(id, frames);
    return chunk;
  }

  // The same bytes under the same key: where only the answer was lost, nothing is stored twice.
  private async put({ key, sha256 }: StoredChunk, frames: Uint8Array, signal: AbortSignal): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.means.blobs.put(key, frames, { contentType: 'audio/mpeg', sha256, signal });
        return;
      } catch (error) {
        if (!(error instanceof Fault) || !error.retryable) throw error;
        await this.means.clock.sleep(backoffMs(attempt, AGAIN), signal);
      }
    }
  }
}

// Two channels whose names differ in capitals alone share a folder; the chunk's id keeps theirs apart.
export function keyOfChunk(channel: string, id: string): string {
  return `audio/${channel.toLowerCase()}/${id}.mp3`;
}
