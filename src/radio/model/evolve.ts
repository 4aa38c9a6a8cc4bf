import { FRAME_MS } from '../../audio/model/frames.js';
import { assert } from '../../kernel/assert.js';
import type { ServerMs } from '../../kernel/clock.js';
import type { Accepted, NewChunk, RadioEvent } from './commands.js';
import type { ChannelState, Chunk, Place, Request } from './state.js';
import { onAir } from './order.js';
import { aheadOf } from './timeline.js';

/** The state after something happened. What did not change stays the same value, so whoever stores it sees what did. */
export function evolve(state: ChannelState, event: RadioEvent): ChannelState {
  switch (event.type) {
    case 'accepted':
      return { ...state, requests: [...state.requests, accepted(event.request)] };
    case 'withdrawn':
      return withdrawn(state, event.from);
    case 'silenced':
      return silenced(state, event.request);
    case 'phase':
      return withNotice({ ...state, phase: event.phase }, state.notice ?? null);
    case 'leadSet':
      return { ...state, leadMs: event.leadMs, firmUntil: event.firmUntil };
    case 'noticeSet':
      return withNotice(state, event.notice);
    case 'tookOver':
      return { ...state, notBefore: event.notBefore };
    case 'ranked':
    case 'making':
    case 'chunksMade':
    case 'announced':
    case 'onAir':
    case 'leaving':
    case 'setAside':
    case 'ended':
    default:
      return withRequest(state, event.id, (request) => changed(state, request, event));
  }
}

// A closed channel has nothing to say any more.
function withNotice(state: ChannelState, notice: string | null): ChannelState {
  if (notice !== null && state.phase.name !== 'closed') return { ...state, notice };
  const { notice: _, ...rest } = state;
  return rest;
}

type OfRequest = Exclude<
  RadioEvent,
  { type: 'accepted' | 'withdrawn' | 'silenced' | 'phase' | 'leadSet' | 'noticeSet' | 'tookOver' }
>;

function changed(state: ChannelState, request: Request, event: OfRequest): Request {
  assert(request.place.at !== 'ended', 'RA1 what has ended stays as it ended');
  switch (event.type) {
    case 'ranked':
      return { ...request, rank: event.rank };
    case 'making':
      return { ...request, making: event.making };
    case 'chunksMade':
      return { ...request, chunks: [...request.chunks, ...numbered(request, event.chunks)] };
    case 'announced':
      return { ...request, chunks: request.chunks.map((chunk) => announced(chunk, event.chunk, event.at)) };
    case 'onAir':
      assert(onAir(state) === undefined, 'RA2 at most one request is on air');
      return moved(request, { at: 'air', since: event.at });
    case 'leaving':
      return { ...request, leaving: event.leaving };
    case 'setAside':
      return moved(request, { at: 'aside', since: event.at });
    case 'ended':
    default:
      return moved(request, { at: 'ended', when: event.at, ...event.ending });
  }
}

// Going on air keeps what was said about leaving it; any other move has done with it.
function moved(request: Request, place: Place): Request {
  const { leaving, ...rest } = request;
  return place.at === 'air' && leaving !== undefined ? { ...rest, leaving, place } : { ...rest, place };
}

function accepted(request: Accepted): Request {
  return { ...request, making: { phase: 'waiting' }, place: { at: 'queue' }, chunks: [] };
}

function numbered(request: Request, chunks: readonly NewChunk[]): Chunk[] {
  return chunks.map((chunk, at) => ({ ...chunk, index: request.chunks.length + at }));
}

function announced(chunk: Chunk, id: string, at: ServerMs): Chunk {
  if (chunk.id !== id) return chunk;
  assert(chunk.start === undefined, 'RA3 a start is never moved in silence');
  return { ...chunk, start: { at, frames: chunk.frames } };
}

function withdrawn(state: ChannelState, from: ServerMs): ChannelState {
  return { ...state, requests: state.requests.map((request) => shortened(request, from)) };
}

// What was heard so long ago that it was let go here is silenced where it is kept.
function silenced(state: ChannelState, id: string): ChannelState {
  const requests = state.requests.map((request) =>
    request.id === id ? { ...request, silenced: true as const } : request,
  );
  return { ...state, requests };
}

function shortened(request: Request, from: ServerMs): Request {
  const isTouched = request.chunks.some((chunk) => endOfChunk(chunk) > from);
  if (!isTouched) return request;
  const chunks = request.chunks.map((chunk) => cutAt(chunk, from));
  // What will not even begin does not leave either.
  const { leaving, ...rest } = request;
  const begins = request.place.at === 'air' || aheadOf({ ...rest, chunks }).length > 0;
  return begins && leaving !== undefined ? { ...rest, leaving, chunks } : { ...rest, chunks };
}

function cutAt(chunk: Chunk, from: ServerMs): Chunk {
  const { start, ...rest } = chunk;
  if (start === undefined || endOfChunk(chunk) <= from) return chunk;
  if (start.at >= from) return rest;
  return { ...rest, start: { at: start.at, frames: (from - start.at) / FRAME_MS } };
}

function endOfChunk({ start }: Chunk): ServerMs {
  return start === undefined ? -Infinity : start.at + start.frames * FRAME_MS;
}

function withRequest(state: ChannelState, id: string, change: (request: Request) => Request): ChannelState {
  const at = state.requests.findIndex((request) => request.id === id);
  const request = state.requests[at];
  assert(request !== undefined, 'RA4 an event is about a request that is there');
  return { ...state, requests: state.requests.with(at, change(request)) };
}
