import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, statfs, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessAborted } from '../kernel/deadline.js';
import { BLOB_BYTES_MAX, BlobFault, type BlobSource } from './blob-store.port.js';
import { onDisk } from './disk-fault.js';

export interface Spooled {
  readonly path: string;
  /** Of the source, without the ending. */
  readonly bytes: number;
  readonly sha256: string;
}

export interface SpoolOptions {
  readonly sha256?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** What the file ends with, behind the source's bytes. */
  readonly ending?: (sha256: string) => Uint8Array;
}

/** What is left free for others: the embedded database stops writing when less than half of this is. */
const RESERVE_BYTES = 128 * 1_048_576;
/** How much may be written between two looks at what is free. */
const LOOK_BYTES = 8 * 1_048_576;

/** A folder for what is on its way: nothing in it is ever read by a listener. */
export class Spool {
  private constructor(
    private readonly folder: string,
    private readonly reserveBytes: number,
  ) {}

  static async open(folder: string, reserveBytes = RESERVE_BYTES): Promise<Spool> {
    await onDisk(mkdir(folder, { recursive: true, mode: 0o700 }));
    return new Spool(folder, reserveBytes);
  }

  /** Writes a source to a new file, down to the disk. If anything goes wrong there is no file. */
  async write(source: BlobSource, options: SpoolOptions): Promise<Spooled> {
    const path = join(this.folder, randomUUID());
    const handle = await onDisk(open(path, 'wx', 0o600));
    try {
      const written = await this.fill(handle, source, options);
      await onDisk(handle.sync());
      await onDisk(handle.close());
      return { path, ...written };
    } catch (error) {
      await handle.close();
      await rm(path, { force: true });
      throw error;
    }
  }

  /** Removes what a crash left unfinished. Only for the one process that writes here, before it writes. */
  async sweep(): Promise<number> {
    const left = await onDisk(readdir(this.folder));
    for (const name of left) await onDisk(rm(join(this.folder, name), { force: true }));
    return left.length;
  }

  private async fill(handle: FileHandle, source: BlobSource, options: SpoolOptions): Promise<Omit<Spooled, 'path'>> {
    const hash = createHash('sha256');
    let bytes = 0;
    let lookAt = 0;
    for await (const chunk of piecesOf(source, options.signal)) {
      if (bytes >= lookAt) {
        await this.keepReserve();
        lookAt = bytes + LOOK_BYTES;
      }
      bytes += chunk.byteLength;
      if (bytes > BLOB_BYTES_MAX) throw new BlobFault('blobs.too-large');
      hash.update(chunk);
      // writeFile goes on where the last one ended and, unlike write, until all of it is written.
      await onDisk(handle.writeFile(chunk));
    }
    const sha256 = hash.digest('hex');
    if (options.sha256 !== undefined && options.sha256 !== sha256) throw new BlobFault('blobs.hash-mismatch');
    if (options.ending) await onDisk(handle.writeFile(options.ending(sha256)));
    return { bytes, sha256 };
  }

  private async keepReserve(): Promise<void> {
    const { bavail, bsize } = await onDisk(statfs(this.folder));
    if (bavail * bsize < this.reserveBytes) throw new BlobFault('blobs.full');
  }
}

// A source that stalls must not hold the file longer than its caller waits.
async function* piecesOf(source: BlobSource, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  signal?.throwIfAborted();
  if (source instanceof Uint8Array) {
    yield source;
    return;
  }
  const pieces = source[Symbol.asyncIterator]();
  let finished = false;
  try {
    for (;;) {
      const piece = await unlessAborted(pieces.next(), signal);
      finished = piece.done === true;
      if (piece.done) return;
      yield piece.value;
    }
  } finally {
    // Not awaited: a source that hangs in next() would not answer this either.
    if (!finished) void pieces.return?.().catch(() => undefined);
  }
}
