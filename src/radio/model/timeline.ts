import { FRAME_MS } from '../../audio/model/frames.js';
import type { ServerMs } from '../../kernel/clock.js';
import type { ChannelState, Chunk, Entry, Request, Start } from './state.js';

/** Sound starts at whole frames of server time. */
export function frameFrom(at: ServerMs): ServerMs {
  return Math.ceil(at / FRAME_MS) * FRAME_MS;
}

// Values never change, and one state is asked for its timeline many times in a row.
let known: { readonly of: readonly Request[]; readonly timeline: readonly Entry[] } = { of: [], timeline: [] };

/** Everything that has a start, as it sounds. */
export function timelineOf({ requests }: ChannelState): readonly Entry[] {
  if (known.of !== requests) {
    const timeline = requests.flatMap(entriesOf).sort((one, other) => one.at - other.at);
    known = { of: requests, timeline };
  }
  return known.timeline;
}

export function entriesOf(request: Request): readonly Entry[] {
  const entries: Entry[] = [];
  for (const chunk of request.chunks) {
    if (chunk.start !== undefined) entries.push(entryOf(request, chunk, chunk.start));
  }
  return entries;
}

function entryOf(request: Request, chunk: Chunk, { at, frames }: Start): Entry {
  return { request, chunk, at, end: at + frames * FRAME_MS };
}

/** The last of everything that has a start. */
export function lastOf({ requests }: ChannelState): Entry | undefined {
  let last: { readonly request: Request; readonly chunk: Chunk; readonly start: Start } | undefined;
  for (const request of requests) {
    const chunk = request.chunks.findLast(({ start }) => start !== undefined);
    if (chunk?.start === undefined) continue;
    if (last === undefined || chunk.start.at > last.start.at) last = { request, chunk, start: chunk.start };
  }
  return last && entryOf(last.request, last.chunk, last.start);
}

/** What was interrupted is said in several stints. When the one began that it waits for; before, it was said already. */
export function waitsSince({ place }: Request): ServerMs {
  return place.at === 'aside' ? place.since : -Infinity;
}

/** Of what waits: what is announced of the stint to come. */
export function aheadOf(request: Request): readonly Entry[] {
  return entriesOf(request).filter(({ at }) => at >= waitsSince(request));
}

/** When the sound of all that is announced is over. */
export function endOf(entries: readonly Entry[]): ServerMs {
  return entries.reduce((latest, { end }) => Math.max(latest, end), -Infinity);
}

/** What starts at this moment or before is firm: nobody touches it any more. */
export function firmAt(state: ChannelState, now: ServerMs): ServerMs {
  return frameFrom(Math.max(now + state.leadMs, state.firmUntil));
}

/** Nothing new starts before this moment. */
export function earliestStart(state: ChannelState, now: ServerMs): ServerMs {
  return frameFrom(Math.max(now + state.leadMs, state.notBefore));
}

/** When a start becomes firm: the first moment from which `firmAt` reaches it. */
export function becomesFirmAt(state: ChannelState, at: ServerMs): ServerMs {
  return at <= state.firmUntil ? -Infinity : at - state.leadMs - (FRAME_MS - 1);
}

/** What sounds at a moment. */
export function soundingAt(entries: readonly Entry[], at: ServerMs): Entry | undefined {
  return entries.find((entry) => entry.at <= at && at < entry.end);
}

/** The first moment from `at` on where this entry may be left without being heard to break off. */
export function firstCut({ at: start, end, chunk }: Entry, at: ServerMs): ServerMs {
  const cut = chunk.cutPoints.map((frame) => start + frame * FRAME_MS).find((moment) => moment >= at);
  return Math.min(cut ?? end, end);
}

/** The first chunk that has no start yet: what is said next of a request. */
export function nextChunk(request: Request): Chunk | undefined {
  return request.chunks.find(({ start }) => start === undefined);
}

/** All its sound is made and announced. */
export function isFullyAnnounced(request: Request): boolean {
  return isMade(request) && nextChunk(request) === undefined;
}

/** No more sound of it will be made. */
export function isMade({ making }: Request): boolean {
  return making.phase === 'done' || making.phase === 'failed';
}

export function soundMs(chunks: readonly Chunk[]): number {
  return chunks.reduce((ms, { frames }) => ms + frames * FRAME_MS, 0);
}

/** How long what is ready lasts that has no start yet. */
export function unannouncedMs({ chunks }: Request): number {
  return soundMs(chunks.filter(({ start }) => start === undefined));
}
