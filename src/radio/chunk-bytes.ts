import { CHUNK_FRAMES_MAX, FRAME_BYTES } from '../audio/model/frames.js';
import { BlobFault, type BlobStore } from '../blobs/blob-store.port.js';
import type { Clock } from '../kernel/clock.js';
import { withDeadline } from '../kernel/deadline.js';
import { machineMemory } from '../kernel/machine-memory.js';
import type { Settings } from '../settings/settings.js';

const MIB = 1_048_576;
/** About two and a half hours of sound, and about twenty. */
const LEAST_BYTES = 64 * MIB;
const MOST_BYTES = 512 * MIB;
/** An archive of a whole afternoon is read at any place by many: what is in memory need not be read and checked anew. */
const SHARE_OF_MACHINE = 1 / 16;
const CHUNK_BYTES_MAX = CHUNK_FRAMES_MAX * FRAME_BYTES;
const READ_MS_MAX = 10_000;

// Made once: an error finds out where it was made, and that costs more than what is read.
const TOO_LATE = new BlobFault('blobs.unavailable', { retryable: true, detail: 'The storage took too long.' });
const NOBODY_WAITS = new BlobFault('blobs.unavailable', { detail: 'Nobody waits for it any more.' });

/** How many bytes of sound are held: as many as are set, or what the machine’s memory allows. */
export function soundMemoryOf({ values }: Settings, machineBytes = machineMemory()): number {
  if (values.SOUND_MEMORY_MB !== undefined) return values.SOUND_MEMORY_MB * MIB;
  return Math.min(MOST_BYTES, Math.max(LEAST_BYTES, Math.floor(machineBytes * SHARE_OF_MACHINE)));
}

interface Reading {
  readonly bytes: Promise<Buffer>;
  readonly ending: AbortController;
  readers: number;
}

/**
 * The frames of recent chunks, in memory. What was just made is what everybody asks for, all in the same second: the storage
 * is asked once at most. At the maximum the chunk longest unasked for is let go. The bytes are shared: nobody changes them.
 */
export class ChunkBytes {
  private readonly recent = new Map<string, Buffer>();
  private readonly readings = new Map<string, Reading>();
  private readonly inUse = new Map<string, number>();
  private held = 0;

  constructor(
    private readonly blobs: BlobStore,
    private readonly clock: Clock,
    private readonly bytesMax: number = LEAST_BYTES,
  ) {}

  async get(chunk: string, key: string, signal: AbortSignal): Promise<Buffer> {
    signal.throwIfAborted();
    const bytes = this.recent.get(chunk);
    if (bytes === undefined) return this.read(chunk, key, signal);
    this.touch(chunk, bytes);
    return bytes;
  }

  /** What is in the storage already. */
  keep(chunk: string, bytes: Uint8Array): void {
    // A copy: what is given may be a small part of a large buffer, which would be held with it.
    if (!this.recent.has(chunk)) this.remember(chunk, Buffer.from(bytes));
  }

  /** Somebody reads these one after the other: what is stored under these keys is needed until the returned function is called. */
  use(keys: readonly string[]): () => void {
    for (const key of keys) this.inUse.set(key, (this.inUse.get(key) ?? 0) + 1);
    return () => {
      for (const key of keys) {
        const others = (this.inUse.get(key) ?? 1) - 1;
        if (others === 0) this.inUse.delete(key);
        else this.inUse.set(key, others);
      }
    };
  }

  isUsed(key: string): boolean {
    return this.inUse.has(key);
  }

  private async read(chunk: string, key: string, signal: AbortSignal): Promise<Buffer> {
    const reading = this.readings.get(chunk) ?? this.begin(chunk, key);
    reading.readers += 1;
    try {
      return await withDeadline(this.clock, { ms: READ_MS_MAX, reason: TOO_LATE, parent: signal }, () => reading.bytes);
    } finally {
      reading.readers -= 1;
      if (reading.readers === 0 && this.readings.get(chunk) === reading) this.callOff(chunk, reading);
    }
  }

  private begin(chunk: string, key: string): Reading {
    const ending = new AbortController();
    const reading = { bytes: this.stored(key, ending.signal), ending, readers: 0 };
    this.readings.set(chunk, reading);
    void this.finish(chunk, reading);
    return reading;
  }

  private async finish(chunk: string, reading: Reading): Promise<void> {
    // A failure is for those who wait for it.
    const bytes = await reading.bytes.catch(() => undefined);
    if (bytes !== undefined && !this.recent.has(chunk)) this.remember(chunk, bytes);
    if (this.readings.get(chunk) === reading) this.readings.delete(chunk);
  }

  // Whoever comes now begins anew, and does not wait for one that was called off.
  private callOff(chunk: string, reading: Reading): void {
    this.readings.delete(chunk);
    reading.ending.abort(NOBODY_WAITS);
  }

  private async stored(key: string, signal: AbortSignal): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const part of await this.blobs.get(key, undefined, signal)) {
      bytes += part.length;
      if (bytes > CHUNK_BYTES_MAX) throw new BlobFault('blobs.damaged');
      parts.push(part);
    }
    return alone(parts) ?? Buffer.concat(parts);
  }

  private touch(chunk: string, bytes: Buffer): void {
    this.recent.delete(chunk);
    this.recent.set(chunk, bytes);
  }

  private remember(chunk: string, bytes: Buffer): void {
    this.recent.set(chunk, bytes);
    this.held += bytes.length;
    for (const [oldest, { length }] of this.recent) {
      if (this.held <= this.bytesMax) return;
      this.recent.delete(oldest);
      this.held -= length;
    }
  }
}

// As it is where it came in one piece that holds nothing else.
function alone([only, ...others]: readonly Uint8Array[]): Buffer | undefined {
  if (only === undefined || others.length > 0 || only.buffer.byteLength > only.byteLength) return undefined;
  return Buffer.from(only.buffer);
}
