import type { Readable } from 'node:stream';
import type { Clock } from '../kernel/clock.js';
import { withDeadline } from '../kernel/deadline.js';
import { BlobFault } from './blob-store.port.js';
import { s3Fault } from './s3-fault.js';

/** How long the storage may send nothing, and how long a reader may take to begin. */
const IDLE_MS = 5_000;

/** A body as it arrives. An answer that stalls is a fault, and one that nobody begins to read is let go. */
export function bodyChunks(body: Readable, clock: Clock, signal?: AbortSignal): AsyncIterable<Uint8Array> {
  // It may fail before somebody reads it, and an error nobody listens to would end the process. The reader still gets it.
  body.on('error', () => undefined);
  const begun = clock.after(IDLE_MS, () => body.destroy());
  return read(body, { clock, begun, signal });
}

interface Reading {
  readonly clock: Clock;
  readonly begun: () => void;
  readonly signal: AbortSignal | undefined;
}

async function* read(body: Readable, { clock, begun, signal }: Reading): AsyncGenerator<Uint8Array> {
  begun();
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  try {
    for (;;) {
      const chunk = await nextOf(chunks, clock, signal);
      if (chunk.done) return;
      yield chunk.value;
    }
  } finally {
    body.destroy();
  }
}

async function nextOf(chunks: AsyncIterator<Uint8Array>, clock: Clock, signal?: AbortSignal) {
  const reason = new BlobFault('blobs.unavailable', { retryable: true, detail: 'The storage stopped sending.' });
  try {
    return await withDeadline(clock, { ms: IDLE_MS, reason, parent: signal }, () => chunks.next());
  } catch (error) {
    signal?.throwIfAborted();
    throw s3Fault(error);
  }
}
