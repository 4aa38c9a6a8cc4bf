import { LEAD_MS } from '../../src/radio/model/limits.js';
import { GAP_MS } from '../../src/wire/limits.js';
import type { ChannelState, Chunk, Request, Start } from '../../src/radio/model/state.js';

/** States of a channel, written by hand. */
export function aChannel(change: Partial<ChannelState> = {}): ChannelState {
  return {
    id: 'c',
    phase: { name: 'open', since: 0 },
    leadMs: LEAD_MS,
    gapMs: GAP_MS,
    firmUntil: 0,
    notBefore: 0,
    requests: [],
    ...change,
  };
}

export function aRequest(id: string, change: Partial<Request> = {}): Request {
  return {
    id,
    urgency: 'normal',
    rank: 0,
    acceptedAt: 0,
    expectedMs: 2_400,
    making: { phase: 'waiting' },
    place: { at: 'queue' },
    chunks: [],
    ...change,
  };
}

/** 100 frames, 2,400 ms, that may be left in the middle and at the end. */
export function aChunk(id: string, start?: Start, index = 0): Chunk {
  const chunk = { id, index, piece: index, frames: 100, cutPoints: [50, 100] };
  return start === undefined ? chunk : { ...chunk, start };
}
