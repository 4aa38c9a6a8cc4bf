import type { ServerMs } from '../../kernel/clock.js';
import { refuse, type Refusal } from '../../kernel/outcome.js';
import type { Accepted, Command, NewRequest } from './commands.js';
import type { Draft } from './draft.js';
import { FLASH_STALE_MS } from './limits.js';
import { hasPlace, inOrder, onAir, rankFirst, rankLast, ranksWith } from './order.js';
import type { ChannelState, EndReason, Entry, Request } from './state.js';
import { aheadOf, endOf, entriesOf, firmAt, firstCut, soundingAt, timelineOf } from './timeline.js';

type Of<Type extends Command['type']> = Extract<Command, { type: Type }>;

/** What hosts command. Each adds what it does to the draft, or is refused. */
export function accept(draft: Draft, command: Of<'enqueue' | 'prepend'>, now: ServerMs): Refusal | undefined {
  const { state } = draft;
  const { request } = command;
  if (!isOpen(state)) return refuse('radio.channel-closed');
  const isFull = !hasPlace(state, request.urgency);
  const displaced = isFull && request.urgency !== 'filler' ? newestFiller(state, now) : undefined;
  if (isFull && displaced === undefined) return refuse('radio.queue-full');
  const rank = command.type === 'enqueue' ? rankLast(state, request.urgency) : rankFirst(state, request.urgency);
  const accepted = acceptedOf(request, rank, now);
  if (comesTooLate(state, accepted, now)) return refuse('radio.stale');
  if (displaced !== undefined) withdrawWaiting(draft, displaced, 'displaced', now);
  draft.add({ type: 'accepted', request: accepted });
  return undefined;
}

// What gives way to a higher urgency when all places are taken. Requests are kept as they were accepted.
function newestFiller(state: ChannelState, now: ServerMs): Request | undefined {
  return state.requests.findLast(
    (request) => request.urgency === 'filler' && untouchable(state, request, now) === undefined,
  );
}

function comesTooLate(state: ChannelState, { staleAt = Infinity }: Accepted, now: ServerMs): boolean {
  return staleAt < now + state.leadMs;
}

function acceptedOf(request: NewRequest, rank: number, now: ServerMs): Accepted {
  const { id, urgency, expectedMs, spokenForMs = 0 } = request;
  const staleAfterMs = request.staleAfterMs ?? (urgency === 'flash' ? FLASH_STALE_MS : undefined);
  const base = { id, urgency, expectedMs, rank, acceptedAt: now };
  return staleAfterMs === undefined ? base : { ...base, staleAt: now - spokenForMs + staleAfterMs };
}

export function reorder(draft: Draft, { id, before }: Of<'reorder'>, now: ServerMs): Refusal | undefined {
  const moved = draft.request(id);
  const other = before === undefined ? undefined : draft.request(before);
  if (moved === undefined || (before !== undefined && other === undefined)) return refuse('radio.unknown-request');
  const tooLate = [moved, ...(other === undefined ? [] : [other])].map((request) =>
    untouchable(draft.state, request, now),
  );
  const refusal = tooLate.find((found) => found !== undefined);
  if (refusal !== undefined) return refusal;
  if (other !== undefined && other.urgency !== moved.urgency) {
    return refuse('request.invalid', 'Only requests of the same urgency can be put in another order.');
  }
  if (id === before) return undefined;
  for (const { id: ranked, rank } of ranksWith(draft.state, moved, other))
    draft.add({ type: 'ranked', id: ranked, rank });
  return undefined;
}

export function edit(draft: Draft, { id, request }: Of<'edit'>, now: ServerMs): Refusal | undefined {
  const old = draft.request(id);
  if (old === undefined) return refuse('radio.unknown-request');
  if (old.place.at === 'aside') return refuse('radio.on-air');
  const accepted = acceptedOf({ ...request, urgency: old.urgency }, old.rank, now);
  const refusal = untouchable(draft.state, old, now);
  if (refusal !== undefined) return refusal;
  if (comesTooLate(draft.state, accepted, now)) return refuse('radio.stale');
  withdrawWaiting(draft, old, 'edited', now);
  draft.add({ type: 'accepted', request: accepted });
  return undefined;
}

export function cancel(draft: Draft, { id }: Of<'cancel'>, now: ServerMs): Refusal | undefined {
  const request = draft.request(id);
  return request === undefined ? refuse('radio.unknown-request') : withdrawWaiting(draft, request, 'host', now);
}

/** Ends a request that waits, and voids what was announced of it. */
function withdrawWaiting(draft: Draft, request: Request, reason: EndReason, now: ServerMs): Refusal | undefined {
  const refusal = untouchable(draft.state, request, now);
  if (refusal !== undefined) return refusal;
  const [first] = entriesOf(request).filter((entry) => entry.at > firmAt(draft.state, now));
  if (first !== undefined) draft.add({ type: 'withdrawn', from: first.at, reason });
  const as = request.place.at === 'aside' ? 'skipped' : 'cancelled';
  draft.add({ type: 'ended', id: request.id, at: now, ending: { as, reason } });
  return undefined;
}

// On air, or so near that listeners hold on to it.
function untouchable(state: ChannelState, request: Request, now: ServerMs): Refusal | undefined {
  const { place, leaving } = request;
  if (place.at === 'ended') return refuse('radio.ended');
  if (place.at === 'air' || leaving !== undefined) return refuse('radio.on-air');
  const isFirm = aheadOf(request).some(({ at }) => at <= firmAt(state, now));
  return isFirm ? refuse('radio.on-air') : undefined;
}

export function skip(draft: Draft, { id, cut = false }: Of<'skip'>, now: ServerMs): Refusal | undefined {
  const request = draft.request(id);
  if (request === undefined) return refuse('radio.unknown-request');
  if (request.place.at !== 'air') return refuse('radio.not-on-air');
  const { at, voidFrom } = whereToSkip(draft.state, request, { cut, now });
  if (request.leaving !== undefined && request.leaving.at <= at) {
    if (request.leaving.how === 'aside') draft.add(skipping(id, request.leaving.at));
    return undefined;
  }
  withdrawFrom(draft, voidFrom, 'host');
  draft.add(skipping(id, at));
  return undefined;
}

/** What was heard is silent from now on, wherever it is heard again. What still sounds of it is too, and nothing moves. */
export function withdraw(draft: Draft, { id, aired }: Of<'withdraw'>, now: ServerMs): Refusal | undefined {
  const request = draft.request(id);
  if (request === undefined && aired === undefined) return refuse('radio.unknown-request');
  if (request?.silenced === true || (request === undefined && aired?.isSilenced === true)) return undefined;
  const entries = request === undefined ? [] : entriesOf(request);
  const chunks = request === undefined ? (aired?.chunks ?? []) : entries.map(({ chunk }) => chunk.id);
  const wasHeard = request === undefined ? chunks.length > 0 : entries.some(({ at }) => at <= now);
  if (!wasHeard) return refuse('radio.not-aired');
  draft.add({ type: 'silenced', request: id, chunks });
  if (request !== undefined) stayAway(draft, request, now);
  return undefined;
}

// Nobody waits for silence: what a flash has interrupted, or is about to, does not come back for it.
function stayAway(draft: Draft, request: Request, now: ServerMs): void {
  if (request.leaving?.how === 'aside') draft.add(skipping(request.id, request.leaving.at));
  // Where its next stint is firm already, that is silent in its place.
  else if (request.place.at === 'aside') withdrawWaiting(draft, request, 'host', now);
}

function skipping(id: string, at: ServerMs) {
  return { type: 'leaving', id, leaving: { how: 'skipped', reason: 'host', at } } as const;
}

// The first chunk end that is not firm any more; with `cut`, the first place where it can be left at all. What is silent, at once.
function whereToSkip(
  state: ChannelState,
  request: Request,
  { cut, now }: { readonly cut: boolean; readonly now: ServerMs },
): { readonly at: ServerMs; readonly voidFrom: ServerMs } {
  const from = firmAt(state, now);
  const entries = entriesOf(request);
  const sounding = soundingAt(entries, from);
  if (sounding !== undefined) {
    const at = cut ? firstCut(sounding, from) : sounding.end;
    return { at, voidFrom: at };
  }
  // Its sound is over before anything can be changed: what others have announced behind it stands.
  const [loose] = entries.filter(({ at }) => at > from);
  return { at: Math.max(now, endOf(entries.filter(({ at }) => at <= from))), voidFrom: loose?.at ?? Infinity };
}

export function pause(draft: Draft, now: ServerMs): Refusal | undefined {
  if (draft.state.phase.name === 'paused') return undefined;
  if (draft.state.phase.name !== 'open') return refuse('radio.channel-closed');
  const from = firmAt(draft.state, now);
  withdrawFrom(draft, soundingAt(timelineOf(draft.state), from)?.end ?? from, 'pause');
  draft.add({ type: 'phase', phase: { name: 'paused', since: now } });
  return undefined;
}

export function resume(draft: Draft, now: ServerMs): Refusal | undefined {
  if (!isOpen(draft.state)) return refuse('radio.channel-closed');
  if (draft.state.phase.name === 'paused') draft.add({ type: 'phase', phase: { name: 'open', since: now } });
  return undefined;
}

export function close(draft: Draft, now: ServerMs): Refusal | undefined {
  if (!isOpen(draft.state)) return undefined;
  const current = onAir(draft.state);
  const stays = (request: Request): boolean => untouchable(draft.state, request, now)?.refused === 'radio.on-air';
  const [first] = timelineOf(draft.state).filter(
    ({ at, request }) => at > firmAt(draft.state, now) && request.id !== current?.id && !stays(request),
  );
  if (first !== undefined) withdrawFrom(draft, first.at, 'closed');
  for (const request of inOrder(draft.state)) {
    if (!stays(request)) withdrawWaiting(draft, request, 'closed', now);
  }
  // Silence in the middle of what is on air goes on being counted; only a pause had stopped that.
  const { phase } = draft.state;
  draft.add({ type: 'phase', phase: { name: 'closing', since: phase.name === 'paused' ? now : phase.since } });
  return undefined;
}

export function notice(draft: Draft, { notice: given }: Of<'notice'>): Refusal | undefined {
  if (draft.state.phase.name === 'closed') return refuse('radio.channel-closed');
  if (given !== (draft.state.notice ?? null)) draft.add({ type: 'noticeSet', notice: given });
  return undefined;
}

function withdrawFrom(draft: Draft, from: ServerMs, reason: EndReason): void {
  const isHeld = (entry: Entry): boolean => entry.end > from;
  if (timelineOf(draft.state).some(isHeld)) draft.add({ type: 'withdrawn', from, reason });
}

function isOpen({ phase }: ChannelState): boolean {
  return phase.name === 'open' || phase.name === 'paused';
}
