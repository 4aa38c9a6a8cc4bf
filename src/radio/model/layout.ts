import { FRAME_BYTES, FRAME_MS, type Span } from '../../audio/model/frames.js';

/** A chunk, as far as it has to be known where it lies. */
export interface Placed {
  readonly startsAt: number;
  readonly frames: number;
}

/** What lies one after the other in a file: the sound of a chunk, or silence. */
export interface Part<T> {
  /** The chunk; nothing where it is silent. */
  readonly of: T | null;
  /** How many frames are before it. */
  readonly from: number;
  readonly frames: number;
}

export const DEAD_AIR = ['squeezed', 'kept'] as const;
export type DeadAir = (typeof DEAD_AIR)[number];

/** Longer pauses are dead air: live, a crowd begins to murmur then. */
const PAUSE_FRAMES = 2_016 / FRAME_MS;
/** Between two days of a channel there is an hour of silence at most, also where it is kept. */
const KEPT_FRAMES_MAX = 3_600_000 / FRAME_MS;

/** Chunks as they were heard, and the silence between them, from the first to the last. */
export function laidOut<T extends Placed>(chunks: readonly T[], deadAir: DeadAir): readonly Part<T>[] {
  const longest = deadAir === 'kept' ? KEPT_FRAMES_MAX : PAUSE_FRAMES;
  const parts: Part<T>[] = [];
  let frames = 0;
  let endedAt: number | undefined;
  for (const chunk of chunks) {
    const silent = Math.min(
      longest,
      Math.max(0, Math.round((chunk.startsAt - (endedAt ?? chunk.startsAt)) / FRAME_MS)),
    );
    if (silent > 0) parts.push({ of: null, from: frames, frames: silent });
    parts.push({ of: chunk, from: frames + silent, frames: chunk.frames });
    frames += silent + chunk.frames;
    endedAt = Math.max(endedAt ?? -Infinity, chunk.startsAt + chunk.frames * FRAME_MS);
  }
  return parts;
}

export function framesOf(parts: readonly Part<unknown>[]): number {
  const last = parts.at(-1);
  return last === undefined ? 0 : last.from + last.frames;
}

/** The parts that a span of bytes touches. */
export function partsWithin<T>(parts: readonly Part<T>[], { start, end }: Span): readonly Part<T>[] {
  const first = firstEndingAfter(parts, Math.floor(start / FRAME_BYTES));
  const last = firstEndingAfter(parts, Math.ceil(end / FRAME_BYTES) - 1);
  return end > start ? parts.slice(first, last + 1) : [];
}

// By halves: the middle of a long archive is found as soon as its beginning.
function firstEndingAfter(parts: readonly Part<unknown>[], frame: number): number {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const part = parts[middle];
    if (part !== undefined && part.from + part.frames <= frame) low = middle + 1;
    else high = middle;
  }
  return low;
}
