import { assert } from '../../kernel/assert.js';
import type { ChannelState, Chunk, Request } from './state.js';

/** What lies between two states of a channel. */
export interface Changes {
  readonly added: readonly Request[];
  /** Of what changed besides the chunks: as it was, and as it is. */
  readonly changed: readonly { readonly was: Request; readonly is: Request }[];
  readonly addedChunks: readonly { readonly request: string; readonly chunk: Chunk }[];
  /** Chunks whose start was announced, withdrawn or cut short. */
  readonly moved: readonly Chunk[];
}

/** Values are never changed, so what is the same value has not changed. */
export function changesBetween(before: ChannelState, after: ChannelState): Changes {
  const added: Request[] = [];
  const changed: { was: Request; is: Request }[] = [];
  const addedChunks: { request: string; chunk: Chunk }[] = [];
  const moved: Chunk[] = [];
  const left = new Map(before.requests.map((request) => [request.id, request]));
  for (const is of after.requests) {
    const was = left.get(is.id);
    left.delete(is.id);
    if (was === is) continue;
    if (was === undefined) added.push(is);
    else if (differ(was, is)) changed.push({ was, is });
    const known = new Map(was?.chunks.map((chunk) => [chunk.id, chunk]));
    for (const chunk of is.chunks) {
      const old = known.get(chunk.id);
      if (old === undefined) addedChunks.push({ request: is.id, chunk });
      else if (old.start?.at !== chunk.start?.at || old.start?.frames !== chunk.start?.frames) moved.push(chunk);
    }
  }
  for (const { id, place } of left.values()) assert(place.at === 'ended', `RA40 request ${id} ended before it went`);
  return { added, changed, addedChunks, moved };
}

function differ(was: Request, is: Request): boolean {
  return (
    was.rank !== is.rank ||
    was.staleAt !== is.staleAt ||
    was.expectedMs !== is.expectedMs ||
    was.making !== is.making ||
    was.place !== is.place ||
    was.leaving !== is.leaving
  );
}
