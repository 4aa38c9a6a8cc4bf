import { closeSync, constants, open, read } from 'node:fs';
import { open as openHandle, type FileHandle } from 'node:fs/promises';
import { BlobFault, type BlobStat } from './blob-store.port.js';
import { onDisk, unless } from './disk-fault.js';
import { assertContentType } from './model/content-type.js';
import type { Span } from './model/range.js';
import { verified } from './verified.js';

/**
 * A blob on disk is one file: its bytes, then 256 that describe them: a mark, the SHA-256 in hex and the content type,
 * filled up with blanks. One file, so that bytes and description appear and vanish in one step and stat reads no more
 * than the end; behind the bytes, because the hash is known only then.
 */
const DESCRIPTION_BYTES = 256;
const DESCRIPTION = /^longwave-blob-1 ([0-9a-f]{64}) (\S+) *\n$/;
const CHUNK_BYTES = 65_536;
// O_NOFOLLOW: a blob is a file that we wrote, never a link to another.
const READ_NO_LINK = constants.O_RDONLY | constants.O_NOFOLLOW;
/** What small blobs are read into, one after the other: memory of that size is slow to come by. */
const ROOMS: Buffer[] = [];
const ROOMS_MAX = 32;

export function describe(sha256: string, contentType: string): Uint8Array {
  assertContentType(contentType);
  return Buffer.from(`longwave-blob-1 ${sha256} ${contentType}`.padEnd(DESCRIPTION_BYTES - 1).concat('\n'));
}

/** What the file holds, or undefined where there is no file. A file that was cut is `blobs.damaged`. */
export async function readDescription(path: string): Promise<BlobStat | undefined> {
  const handle = await openForReading(path);
  if (!handle) return undefined;
  try {
    return await descriptionIn(handle);
  } finally {
    await handle.close();
  }
}

/**
 * All of a blob that is not large, in one reading and with nothing left open: most of what is read is a chunk of sound, and asking for
 * its description first would cost more than its bytes. Whatever is odd about it is for the other ways to judge.
 */
export async function readSmall(path: string): Promise<AsyncIterable<Uint8Array> | 'missing' | 'odd'> {
  const room = ROOMS.pop() ?? Buffer.allocUnsafeSlow(CHUNK_BYTES + DESCRIPTION_BYTES + 1);
  try {
    const bytesRead = await onDisk(unless(['ENOENT', 'ENOTDIR'], beginningOf(path, room), undefined));
    if (bytesRead === undefined) return 'missing';
    const bytes = bytesRead - DESCRIPTION_BYTES;
    // A room that is full may not have held all of it.
    const stat = bytes < 0 || bytesRead === room.length ? undefined : statIn(bytes, room.subarray(bytes, bytesRead));
    return stat === undefined ? 'odd' : verified(alone(Uint8Array.prototype.slice.call(room, 0, bytes)), stat);
  } finally {
    if (ROOMS.length < ROOMS_MAX) ROOMS.push(room);
  }
}

// Without a handle and its promises: a range of an archive is many of these.
function beginningOf(path: string, into: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    open(path, READ_NO_LINK, (unopened, file) => {
      if (unopened) return reject(unopened);
      read(file, into, 0, into.length, 0, (unread, bytesRead) => {
        // Of what was only read nothing is left to be waited for.
        closeSync(file);
        if (unread) reject(unread);
        else resolve(bytesRead);
      });
    });
  });
}

async function* alone(chunk: Uint8Array): AsyncGenerator<Uint8Array> {
  yield chunk;
}

/** The bytes of the span; all of a blob is checked against its hash. */
export async function* readSpan(path: string, span: Span, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const handle = await openForReading(path);
  if (!handle) throw new BlobFault('blobs.not-found');
  try {
    const stat = await descriptionIn(handle);
    const whole = span.start === 0 && span.end === stat.bytes;
    const chunks = chunksOf(handle, span, signal);
    yield* whole ? verified(chunks, stat) : chunks;
  } finally {
    await handle.close();
  }
}

async function* chunksOf(handle: FileHandle, span: Span, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  for (let at = span.start; at < span.end;) {
    signal?.throwIfAborted();
    const wanted = Math.min(CHUNK_BYTES, span.end - at);
    const { bytesRead, buffer } = await onDisk(handle.read(Buffer.allocUnsafe(wanted), 0, wanted, at));
    if (bytesRead === 0) throw new BlobFault('blobs.damaged');
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

function openForReading(path: string): Promise<FileHandle | undefined> {
  return onDisk(unless(['ENOENT', 'ENOTDIR'], openHandle(path, READ_NO_LINK), undefined));
}

async function descriptionIn(handle: FileHandle): Promise<BlobStat> {
  const { size } = await onDisk(handle.stat());
  const bytes = size - DESCRIPTION_BYTES;
  if (bytes < 0) throw new BlobFault('blobs.damaged');
  const { buffer } = await onDisk(handle.read(Buffer.alloc(DESCRIPTION_BYTES), 0, DESCRIPTION_BYTES, bytes));
  const stat = statIn(bytes, buffer);
  if (stat === undefined) throw new BlobFault('blobs.damaged');
  return stat;
}

function statIn(bytes: number, description: Buffer): BlobStat | undefined {
  const [, sha256, contentType] = DESCRIPTION.exec(description.toString('latin1')) ?? [];
  return sha256 === undefined || contentType === undefined ? undefined : { bytes, sha256, contentType };
}
