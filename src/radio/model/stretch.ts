import { FRAME_MS, type Span } from '../../audio/model/frames.js';
import type { Part } from './layout.js';

/** The voice of a chunk that is a pause between two others: in an archive it is the pause that it was. */
export const SILENCE = 'silence';

/** A chunk where it lies in an archive. */
export type HeardPart<T> = Part<T> & { readonly of: T };

/** The chunks that begin within a span of milliseconds: of spans that follow each other none has one twice, or misses one. */
export function beginningWithin<T>(parts: readonly Part<T>[], { start, end }: Span): readonly HeardPart<T>[] {
  return parts.filter((part): part is HeardPart<T> => {
    const at = part.from * FRAME_MS;
    return part.of !== null && at >= start && at < end;
  });
}

/** The same parts in so many pieces at most, each with as many chunks but the last; a pause goes with the chunk after it. */
export function inPieces<T>(parts: readonly Part<T>[], piecesMax: number): readonly (readonly Part<T>[])[] {
  const chunksEach = Math.ceil(parts.filter(({ of }) => of !== null).length / piecesMax);
  const pieces: Part<T>[][] = [];
  let chunks = 0;
  for (const part of parts) {
    const at = Math.floor(chunks / chunksEach);
    (pieces[at] ??= []).push(part);
    if (part.of !== null) chunks += 1;
  }
  return pieces;
}
