import { createHash } from 'node:crypto';
import { BlobFault } from './blob-store.port.js';

export interface Announced {
  readonly bytes: number;
  /** Of a part nobody knows the hash. */
  readonly sha256?: string;
}

/**
 * Passes the chunks on and fails where they are not what was announced. The last one is held back until all is known to
 * be right, so that nobody ever holds a full count of wrong bytes.
 */
export async function* verified(
  chunks: AsyncIterable<Uint8Array>,
  { bytes, sha256 }: Announced,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let seen = 0;
  let held: Uint8Array | undefined;
  for await (const chunk of chunks) {
    if (held) yield held;
    held = chunk;
    seen += chunk.byteLength;
    hash.update(chunk);
  }
  // Too few bytes are a connection that broke, and another try may bring them all.
  if (seen < bytes)
    throw new BlobFault('blobs.unavailable', { retryable: true, detail: 'The stored bytes ended early.' });
  if (seen > bytes || (sha256 !== undefined && hash.digest('hex') !== sha256)) throw new BlobFault('blobs.damaged');
  if (held) yield held;
}
