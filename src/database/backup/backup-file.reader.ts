import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { DatabaseFault } from '../database.fault.js';
import { BACKUP_FORMAT, Head, Line, LINE_BYTES_MAX, type BlobLine, type Row } from './backup-format.js';

type TellingLine = Exclude<Line, readonly unknown[] | { kind: 'blob' | 'end' | 'longwave-backup' }>;

/** What a backup consists of, in the order of the file. A blob's bytes are to be read before the next part. */
export type BackupPart =
  | { readonly kind: 'head'; readonly head: Head }
  | TellingLine
  | { readonly kind: 'row'; readonly row: Row }
  | { readonly kind: 'blob'; readonly blob: BlobLine; readonly bytes: AsyncIterable<Uint8Array> };

/** The parts of a backup file. Whatever is not as it was written ends in `database.backup-damaged`, at the latest after the last part. */
export async function* readBackup(path: string): AsyncGenerator<BackupPart> {
  const file = new HashedFile(path);
  try {
    yield { kind: 'head', head: headIn(await file.line()) };
    for (;;) {
      const line = lineIn(await file.line());
      if (isRow(line)) yield { kind: 'row', row: line };
      else if (line.kind === 'blob') yield* blobPart(file, line);
      else if (line.kind === 'longwave-backup') throw damaged();
      else if (line.kind === 'end') return await mustEndHere(file, line.sha256);
      else yield line;
    }
  } finally {
    await file.close();
  }
}

async function mustEndHere(file: HashedFile, sha256: string): Promise<void> {
  if (file.hashBeforeLine() !== sha256 || !(await file.isAtEnd())) throw damaged();
}

async function* blobPart(file: HashedFile, blob: BlobLine): AsyncGenerator<BackupPart> {
  let finished = false;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    for await (const chunk of file.take(blob.bytes)) {
      hash.update(chunk);
      yield chunk;
    }
    if (hash.digest('hex') !== blob.sha256) throw damaged();
    finished = true;
  }
  yield { kind: 'blob', blob, bytes: bytes() };
  if (!finished || (await file.line()).length > 0) throw damaged();
}

function headIn(bytes: Buffer): Head {
  const parsed = Head.safeParse(jsonIn(bytes));
  if (!parsed.success) throw damaged();
  if (parsed.data.format !== BACKUP_FORMAT) {
    throw new DatabaseFault('database.backup-version', {
      detail: `The backup has format ${parsed.data.format}; this version of Longwave reads format ${BACKUP_FORMAT}.`,
    });
  }
  return parsed.data;
}

function lineIn(bytes: Buffer): Line {
  const parsed = Line.safeParse(jsonIn(bytes));
  if (!parsed.success) throw damaged();
  return parsed.data;
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw damaged(error);
  }
}

function isRow(line: Line): line is (string | null)[] {
  return Array.isArray(line);
}

function damaged(cause?: unknown): DatabaseFault {
  return new DatabaseFault('database.backup-damaged', { cause });
}

const LINE_END = 0x0a;

/** A file read from the front, in lines and in counted bytes, hashed on the way. */
class HashedFile {
  private readonly hash = createHash('sha256');
  private readonly chunks: AsyncIterator<Buffer>;
  private held: Buffer = Buffer.alloc(0);
  private lastLine: Buffer = Buffer.alloc(0);

  constructor(path: string) {
    this.chunks = createReadStream(path, { highWaterMark: 262_144 })[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /** The next line, without its end. */
  async line(): Promise<Buffer> {
    this.hash.update(this.lastLine);
    const pieces: Buffer[] = [];
    for (let length = 0; length <= LINE_BYTES_MAX;) {
      const at = this.held.indexOf(LINE_END);
      const piece = this.consume(at < 0 ? this.held.length : at + 1);
      pieces.push(piece);
      length += piece.length;
      if (at >= 0) return this.lineOf(Buffer.concat(pieces));
      if (!(await this.fill())) throw damaged();
    }
    throw damaged();
  }

  async *take(bytes: number): AsyncGenerator<Uint8Array> {
    this.hash.update(this.lastLine);
    this.lastLine = Buffer.alloc(0);
    for (let left = bytes; left > 0;) {
      if (this.held.length === 0 && !(await this.fill())) throw damaged();
      const piece = this.consume(Math.min(left, this.held.length));
      this.hash.update(piece);
      left -= piece.length;
      yield piece;
    }
  }

  /** The hash of all that stands before the line that was read last. */
  hashBeforeLine(): string {
    return this.hash.digest('hex');
  }

  async isAtEnd(): Promise<boolean> {
    return this.held.length === 0 && !(await this.fill());
  }

  async close(): Promise<void> {
    await this.chunks.return?.();
  }

  private consume(bytes: number): Buffer {
    const piece = this.held.subarray(0, bytes);
    this.held = this.held.subarray(bytes);
    return piece;
  }

  // Hashed when the next is read: the last line holds the hash of what stands before it.
  private lineOf(bytes: Buffer): Buffer {
    this.lastLine = bytes;
    return bytes.subarray(0, -1);
  }

  private async fill(): Promise<boolean> {
    const next = await this.chunks.next();
    if (next.done) return false;
    this.held = next.value;
    return true;
  }
}
