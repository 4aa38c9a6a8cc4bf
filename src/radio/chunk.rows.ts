import type { WordTime } from '../wire/radio.js';
import type { ChunkContent } from './channel-store.port.js';
import type { Chunk } from './model/state.js';

export interface ChunkRow {
  readonly id: string;
  readonly request: string;
  readonly index: number;
  readonly piece: number;
  readonly frames: number;
  readonly cut_points: readonly number[];
  readonly starts_at: number | null;
  readonly play_frames: number | null;
  readonly text: string;
  readonly words: readonly WordTime[];
  readonly voice: string;
  readonly language: string | null;
  readonly blob_key: string;
  readonly sha256: string;
  readonly peaks: Uint8Array;
}

export function startColumns({ id, start }: Chunk): Pick<ChunkRow, 'id' | 'starts_at' | 'play_frames'> {
  return { id, starts_at: start?.at ?? null, play_frames: start?.frames ?? null };
}

/** As JSON, in which bytes are what PostgreSQL reads as bytes. */
export function chunkRow(
  request: string,
  chunk: Chunk,
  content: ChunkContent,
): Omit<ChunkRow, 'peaks'> & { readonly peaks: string } {
  return {
    ...startColumns(chunk),
    request,
    index: chunk.index,
    piece: chunk.piece,
    frames: chunk.frames,
    cut_points: chunk.cutPoints,
    text: content.text,
    words: content.words,
    voice: content.voice,
    language: content.language ?? null,
    blob_key: content.key,
    sha256: content.sha256,
    peaks: `\\x${Buffer.from(content.peaks).toString('hex')}`,
  };
}

export function chunkOf(row: ChunkRow): Chunk {
  return {
    id: row.id,
    index: row.index,
    piece: row.piece,
    frames: row.frames,
    cutPoints: row.cut_points,
    ...(row.starts_at === null || row.play_frames === null
      ? {}
      : { start: { at: row.starts_at, frames: row.play_frames } }),
  };
}

export function chunkContentOf(row: ChunkRow): ChunkContent {
  return {
    text: row.text,
    words: row.words,
    voice: row.voice,
    ...(row.language === null ? {} : { language: row.language }),
    key: row.blob_key,
    sha256: row.sha256,
    peaks: new Uint8Array(row.peaks),
  };
}
