import { assert } from '../../kernel/assert.js';
import type { ServerMs } from '../../kernel/clock.js';
import { refuse, type Refusal } from '../../kernel/outcome.js';
import type { Command, RadioEvent } from './commands.js';
import { Draft } from './draft.js';
import { closePlayedOut, playedOut, putOnAir, step } from './due.js';
import { accept, cancel, close, edit, notice, pause, reorder, resume, skip, withdraw } from './hosts.js';
import { CHUNKS_MAX, EARLY_MS, TAKEOVER_MS, UNSEEN_MS } from './limits.js';
import { isWaiting } from './order.js';
import { plan } from './plan.js';
import type { ChannelState, Request } from './state.js';
import { aheadOf, endOf, entriesOf, firmAt, isFullyAnnounced, nextChunk, timelineOf } from './timeline.js';

/**
 * What a command makes of a channel: events, in the order they happened, or a refusal. `tick` is to be decided before any
 * other command, again and again until nothing is left to do; but before it those that say that somebody conducts again,
 * which correct what the clock would find.
 */
export function decide(state: ChannelState, command: Command, now: ServerMs): readonly RadioEvent[] | Refusal {
  const draft = new Draft(state);
  const refusal = apply(draft, command, now);
  if (refusal !== undefined) return refusal;
  plan(draft, now);
  putOnAir(draft, now);
  closePlayedOut(draft, now);
  return draft.events;
}

function apply(draft: Draft, command: Command, now: ServerMs): Refusal | undefined {
  switch (command.type) {
    case 'enqueue':
    case 'prepend':
      return accept(draft, command, now);
    case 'reorder':
      return reorder(draft, command, now);
    case 'edit':
      return edit(draft, command, now);
    case 'cancel':
      return cancel(draft, command, now);
    case 'skip':
      return skip(draft, command, now);
    case 'withdraw':
      return withdraw(draft, command, now);
    case 'pause':
      return pause(draft, now);
    case 'resume':
      return resume(draft, now);
    case 'close':
      return close(draft, now);
    case 'setLead':
      return setLead(draft, command.leadMs, now);
    case 'notice':
      return notice(draft, command);
    case 'generationStarted':
      return generationStarted(draft, command);
    case 'chunksReady':
      return chunksReady(draft, command, now);
    case 'generationFailed':
      return generationFailed(draft, command, now);
    case 'acknowledge':
      return acknowledge(draft, command.chunk, now);
    case 'takeOver':
      return takeOver(draft, command.aliveAt, now);
    case 'goOn':
      return goOn(draft, now);
    case 'tick':
    default:
      return step(draft, now) ?? undefined;
  }
}

// What was firm under the longer lead stays firm under the shorter one.
function setLead(draft: Draft, leadMs: number, now: ServerMs): undefined {
  if (leadMs === draft.state.leadMs) return;
  draft.add({ type: 'leadSet', leadMs, firmUntil: firmAt(draft.state, now) });
}

type Of<Type extends Command['type']> = Extract<Command, { type: Type }>;

function generationStarted(draft: Draft, { id, pieces }: Of<'generationStarted'>): Refusal | undefined {
  const request = draft.request(id);
  if (request === undefined) return refuse('radio.unknown-request');
  if (request.place.at === 'ended') return refuse('radio.ended');
  if (request.making.phase === 'waiting') draft.add({ type: 'making', id, making: { phase: 'running', pieces } });
  return undefined;
}

function chunksReady(draft: Draft, { id, chunks, last }: Of<'chunksReady'>, now: ServerMs): Refusal | undefined {
  const request = draft.request(id);
  if (request === undefined) return refuse('radio.unknown-request');
  if (request.place.at === 'ended') return refuse('radio.ended');
  const { making } = request;
  assert(making.phase === 'running', 'RA5 chunks are made while a request is generating');
  assert(
    chunks.every(({ frames }) => frames > 0),
    'RA5 a chunk has sound',
  );
  // That a note has no more words is sometimes known only after its last sentence was made.
  const isThatAll = chunks.length === 0 && last && making.pieces === null && request.chunks.length > 0;
  assert(chunks.length > 0 || isThatAll, 'RA5 what is made is sound');
  assert(
    chunks.every(({ piece }) => piece < CHUNKS_MAX),
    'RA5 a request has at most 64 pieces',
  );
  if (chunks.length > 0) draft.add({ type: 'chunksMade', id, chunks });
  if (!last) return undefined;
  const pieces = making.pieces ?? ((chunks.at(-1) ?? request.chunks.at(-1))?.piece ?? 0) + 1;
  draft.add({ type: 'making', id, making: { phase: 'done', pieces } });
  // A flash took over after its last words: nobody knew that they were the last.
  if (isThatAll && hasNothingToSay(request)) {
    draft.add({ type: 'ended', id, at: now, ending: { as: 'completed', reason: 'clock' } });
  }
  return undefined;
}

function generationFailed(draft: Draft, { id, code }: Of<'generationFailed'>, now: ServerMs): Refusal | undefined {
  const request = draft.request(id);
  if (request === undefined) return refuse('radio.unknown-request');
  const { making, place } = request;
  if (place.at === 'ended') return refuse('radio.ended');
  if (making.phase === 'done' || making.phase === 'failed') return undefined;
  const pieces = making.phase === 'running' ? making.pieces : 0;
  draft.add({ type: 'making', id, making: { phase: 'failed', pieces, code } });
  if (hasNothingToSay(request)) {
    draft.add({ type: 'ended', id, at: now, ending: { as: 'failed', reason: 'speech', code } });
  }
  return undefined;
}

// What is announced still sounds; what waits with nothing left would only wait for its turn to fail.
function hasNothingToSay(request: Request): boolean {
  if (nextChunk(request) !== undefined || request.leaving !== undefined) return false;
  return isWaiting(request) && aheadOf(request).length === 0;
}

export type Heard = 'completes' | 'heard' | 'early';

/** What an acknowledgement of a chunk is worth now. */
export function judgeHeard(state: ChannelState, chunk: string, now: ServerMs): Heard | Refusal {
  const entry = timelineOf(state).find((found) => found.chunk.id === chunk);
  const isKnown = entry !== undefined || state.requests.some(({ chunks }) => chunks.some(({ id }) => id === chunk));
  if (!isKnown) return refuse('radio.unknown-chunk');
  if (entry === undefined || now < entry.end - EARLY_MS) return 'early';
  const { request } = entry;
  const isLast = entry.end === endOf(entriesOf(request));
  const completes = request.place.at === 'air' && request.leaving === undefined && isFullyAnnounced(request) && isLast;
  return completes ? 'completes' : 'heard';
}

function acknowledge(draft: Draft, chunk: string, now: ServerMs): Refusal | undefined {
  const heard = judgeHeard(draft.state, chunk, now);
  if (typeof heard !== 'string') return heard;
  const request = draft.state.requests.find(({ chunks }) => chunks.some(({ id }) => id === chunk));
  if (heard !== 'completes' || request === undefined) return undefined;
  draft.add({ type: 'ended', id: request.id, at: now, ending: playedOut(request, 'acknowledged') });
  return undefined;
}

// Starts that passed while nobody could fetch what was to sound are void, and with them all that should have followed.
function takeOver(draft: Draft, aliveAt: ServerMs, now: ServerMs): undefined {
  const [lost] = timelineOf(draft.state).filter(({ at, request }) => {
    const isOpen = request.place.at === 'air' || isWaiting(request);
    return isOpen && at > aliveAt + UNSEEN_MS && at <= now;
  });
  if (lost !== undefined) draft.add({ type: 'withdrawn', from: lost.at, reason: 'takeover' });
  draft.add({ type: 'tookOver', notBefore: now + TAKEOVER_MS });
}

// All that was announced was heard. Silence in a request counts from now on: nobody could announce what it has to say.
function goOn(draft: Draft, now: ServerMs): undefined {
  if (now > draft.state.notBefore) draft.add({ type: 'tookOver', notBefore: now });
}
