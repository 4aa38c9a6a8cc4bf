import { FRAME_BYTES, type Span } from '../audio/model/frames.js';
import { SILENT_FRAME } from '../audio/model/silent-frame.js';
import { Fault } from '../kernel/fault.js';
import type { AiredChunk } from '../radio/aired-sound.port.js';
import type { ChunkBytes } from '../radio/chunk-bytes.js';
import { partsWithin, type Part } from '../radio/model/layout.js';
import type { Log } from '../watch/log.port.js';
import type { Sheet } from './sheets.js';

export interface Reading {
  readonly span: Span;
  readonly signal: AbortSignal;
  /** As it is by now. */
  readonly now: () => Promise<Sheet>;
}

interface Means {
  readonly bytes: ChunkBytes;
  readonly log: Log;
}

/** What is read together and sent at once. More would be held by who reads slowly, and taken too late by who reads at the pace it is heard. */
const BLOCK_BYTES = 131_072;
const SILENCE = Buffer.concat(Array.from({ length: 250 }, () => SILENT_FRAME));

/** Reads a part of a file that is nowhere: the frames of its chunks, and silence. */
export class RangeReading {
  constructor(private readonly means: Means) {}

  /** In pieces that are to be sent together. The first is a single chunk: whoever seeks waits for that alone. */
  async *blocks({ parts }: Sheet, reading: Reading): AsyncIterable<readonly Buffer[]> {
    const asked = partsWithin(parts, reading.span);
    const endUse = this.means.bytes.use(asked.flatMap(({ of }) => of?.key ?? []));
    try {
      for (let from = 0, bytesMax = 1; from < asked.length; bytesMax = BLOCK_BYTES) {
        const some = beginningOf(asked, from, bytesMax);
        yield* inBlocks(await this.block(some, reading));
        from += some.length;
      }
    } finally {
      endUse();
    }
  }

  private async block(parts: readonly Part<AiredChunk>[], { span, signal, now }: Reading): Promise<readonly Buffer[]> {
    const before = (await now()).silent;
    const heard = parts.map(({ of }) => (of === null || before.has(of.chunk) ? null : of));
    const sounds = await Promise.all(heard.map((of) => this.stored(of, signal)));
    // Reading may have taken long: what was withdrawn or deleted meanwhile is not sent.
    const { silent } = await now();
    return parts.flatMap((part, nth) => {
      const isSilent = part.of === null || silent.has(part.of.chunk);
      return within(part, span, isSilent ? undefined : sounds[nth]);
    });
  }

  // What is gone is silent, as long as it was: what comes after it stays in its place, and nobody’s play breaks off.
  private async stored(of: AiredChunk | null, signal: AbortSignal): Promise<Buffer | undefined> {
    if (of === null || of.key === null) return undefined;
    const { chunk, key } = of;
    try {
      return await this.means.bytes.get(chunk, key, signal);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'blobs.not-found') throw error;
      this.means.log.warn('the sound of a chunk is gone', { chunk, key });
      return undefined;
    }
  }
}

// An hour of silence is one part.
function* inBlocks(pieces: readonly Buffer[]): Iterable<readonly Buffer[]> {
  let block: Buffer[] = [];
  let bytes = 0;
  for (const piece of pieces) {
    if (bytes >= BLOCK_BYTES) {
      yield block;
      [block, bytes] = [[], 0];
    }
    block.push(piece);
    bytes += piece.length;
  }
  if (block.length > 0) yield block;
}

function beginningOf<T>(parts: readonly Part<T>[], from: number, bytesMax: number): readonly Part<T>[] {
  let to = from;
  for (let bytes = 0; bytes < bytesMax && to < parts.length; to += 1) bytes += (parts[to]?.frames ?? 0) * FRAME_BYTES;
  return parts.slice(from, to);
}

/** What a span has of a part: its sound as far as there is some, and silence to its end. */
function within(part: Part<unknown>, span: Span, sound: Buffer | undefined): Buffer[] {
  const begin = part.from * FRAME_BYTES;
  const from = Math.max(0, span.start - begin);
  const to = Math.min(part.frames * FRAME_BYTES, span.end - begin);
  const end = Math.min(to, sound === undefined ? 0 : sound.length - (sound.length % FRAME_BYTES));
  const pieces = sound !== undefined && end > from ? [sound.subarray(from, end)] : [];
  for (let at = Math.max(from, end); at < to;) {
    const skip = at % FRAME_BYTES;
    const piece = SILENCE.subarray(skip, Math.min(SILENCE.length, skip + to - at));
    pieces.push(piece);
    at += piece.length;
  }
  return pieces;
}
