import type { ServerMs } from '../../kernel/clock.js';
import type { RadioEvent } from './commands.js';
import type { Draft } from './draft.js';
import { evolve } from './evolve.js';
import { AHEAD_MS, CHUNK_END_NEAR_MS, HEAD_SILENCE_MS } from './limits.js';
import { contenders, inOrder, isLive, onAir } from './order.js';
import type { ChannelState, Chunk, Entry, Request } from './state.js';
import {
  earliestStart,
  endOf,
  entriesOf,
  firmAt,
  firstCut,
  frameFrom,
  isFullyAnnounced,
  lastOf,
  nextChunk,
  soundingAt,
  timelineOf,
  waitsSince,
} from './timeline.js';

/** Brings the timeline to what the order asks for: withdraws what is no longer right and not yet firm, and announces what is ready. */
export function plan(draft: Draft, now: ServerMs): void {
  if (!isPlanned(draft.state)) return;
  takeOverByFlash(draft, now);
  withdrawOutOfOrder(draft, now);
  announceReady(draft, now);
}

/** Whether anything new is announced: what is left of a channel that closes, too. */
export function isPlanned({ phase }: ChannelState): boolean {
  return phase.name === 'open' || phase.name === 'closing';
}

export interface Next {
  readonly request: Request;
  readonly chunk: Chunk;
  readonly at: ServerMs;
  /** Not announced earlier: until then it is somebody else's turn. */
  readonly from: ServerMs;
  /** It goes on with what sounds just before it. */
  readonly continues: boolean;
}

/** What is to be announced next, after all that is announced, and when it would start. */
export function nextStart(state: ChannelState, now: ServerMs): Next | undefined {
  const tail = lastOf(state);
  const turn = turnAfter(state, tail);
  const chunk = turn && nextChunk(turn.request);
  if (turn === undefined || chunk === undefined) return undefined;
  const { request } = turn;
  const continues = tail !== undefined && tail.request.id === request.id && tail.at >= stintFrom(request);
  const gapMs = continues || request.urgency === 'flash' ? 0 : state.gapMs;
  const after = tail === undefined ? -Infinity : tail.end + gapMs;
  return { ...turn, chunk, continues, at: frameFrom(Math.max(after, earliestStart(state, now))) };
}

// Whose chunk comes after the last that is announced. It may be still to be made: then nobody's.
function turnAfter(state: ChannelState, tail: Entry | undefined): Pick<Next, 'request' | 'from'> | undefined {
  const current = onAir(state);
  const isBusy = current !== undefined && current.leaving === undefined && !isFullyAnnounced(current);
  if (isBusy) return { request: current, from: -Infinity };
  if (tail !== undefined && goesOn(tail)) return { request: tail.request, from: -Infinity };
  const [head, ...others] = contenders(state);
  if (head === undefined) return undefined;
  if (nextChunk(head) !== undefined) return { request: head, from: -Infinity };
  const ready = others.find((other) => nextChunk(other) !== undefined);
  const silentSince = Math.max(tail?.end ?? -Infinity, head.acceptedAt);
  return ready && { request: ready, from: silentSince + HEAD_SILENCE_MS };
}

// Of a request that waits, the beginning is announced already: no other comes between its chunks.
function goesOn(entry: Entry): boolean {
  return isOfStint(entry) && !isFullyAnnounced(entry.request);
}

function isOfStint({ request, at }: Entry): boolean {
  return isLive(request) && request.leaving?.how !== 'skipped' && at >= stintFrom(request);
}

// Since when what is announced belongs to the stint that is planned.
function stintFrom(request: Request): ServerMs {
  return request.leaving?.how === 'aside' ? request.leaving.at : waitsSince(request);
}

function announceReady(draft: Draft, now: ServerMs): void {
  for (let next = nextStart(draft.state, now); next !== undefined; next = nextStart(draft.state, now)) {
    if (next.from > now || next.at > now + AHEAD_MS) return;
    const { request, chunk, at } = next;
    if (isStale(next)) draft.add(staleEnd(request, now));
    else draft.add({ type: 'announced', id: request.id, chunk: chunk.id, at });
  }
}

// Whether a start would come too late to be worth it. What is on air is not judged again, unless it is interrupted.
function isStale({ request, continues, at }: Next): boolean {
  const isOnAir = request.place.at === 'air' && request.leaving === undefined;
  return !continues && !isOnAir && request.staleAt !== undefined && at > request.staleAt;
}

/** How somebody ends who would start too late: at once, or where a flash takes over from what still sounds of it. */
export function staleEnd({ id, place, leaving }: Request, now: ServerMs): RadioEvent {
  if (leaving !== undefined) return { type: 'leaving', id, leaving: { ...leaving, how: 'skipped', reason: 'stale' } };
  const as = place.at === 'aside' ? 'skipped' : 'cancelled';
  return { type: 'ended', id, at: now, ending: { as, reason: 'stale' } };
}

// Replays the starts that can still be withdrawn; from the first that the order would not make now, all are void.
function withdrawOutOfOrder(draft: Draft, now: ServerMs): void {
  const firm = firmAt(draft.state, now);
  const loose = timelineOf(draft.state).filter(({ at }) => at > firm);
  const [first] = loose;
  if (first === undefined) return;
  let state = evolve(draft.state, { type: 'withdrawn', from: first.at, reason: 'order' });
  for (const { request, chunk, at } of loose) {
    const next = nextStart(state, now);
    if (next === undefined || next.from > now || next.chunk.id !== chunk.id) {
      draft.add({ type: 'withdrawn', from: at, reason: 'order' });
      return;
    }
    state = evolve(state, { type: 'announced', id: request.id, chunk: chunk.id, at });
  }
}

// A flash begins at the first cut point from which nothing is firm; what sounds there steps aside, or falls silent for good.
// Only what is firm counts: what is announced beyond may still be withdrawn, and nobody leaves in the middle of that.
function takeOverByFlash(draft: Draft, now: ServerMs): void {
  const { state } = draft;
  const firm = firmAt(state, now);
  const earliest = earliestStart(state, now);
  const from = Math.max(firm, earliest);
  const flash = inOrder(state).find((request) => isFlashToCome(request, from));
  if (flash === undefined) return;
  const timeline = timelineOf(state);
  const stands = timeline.filter((entry) => entry.at <= firm);
  const sounding = soundingAt(stands, from);
  const current = sounding?.request ?? begun(state, firm);
  if (current === undefined || current.urgency === 'flash' || !isLive(current)) return;
  const at = sounding === undefined ? Math.max(endOf(stands), earliest) : leaveAt(sounding, from);
  if (current.leaving !== undefined && current.leaving.at <= at) return;
  const follower = timeline.find((entry) => entry.end > at);
  // One has its place there already; the others follow it.
  if (follower?.request.urgency === 'flash') return;
  if (at > (flash.staleAt ?? Infinity)) {
    // It would come too late: nothing is interrupted for it. The one after it may be in time.
    draft.add(staleEnd(flash, now));
    takeOverByFlash(draft, now);
    return;
  }
  if (follower !== undefined) {
    draft.add({ type: 'withdrawn', from: follower.at > firm ? follower.at : at, reason: 'flash' });
  }
  makeRoom(draft, current.id, at);
}

function isFlashToCome({ urgency, place, chunks }: Request, from: ServerMs): boolean {
  if (urgency !== 'flash' || place.at !== 'queue') return false;
  return chunks.some(({ start }) => start === undefined || start.at > from);
}

// The end of the chunk, where that is near: nothing is cut off for the sake of a second.
function leaveAt(entry: Entry, from: ServerMs): ServerMs {
  const cut = firstCut(entry, from);
  return entry.end - cut <= CHUNK_END_NEAR_MS ? entry.end : cut;
}

// On air, or about to be, but silent then: what goes on is not made yet, or not firm.
function begun(state: ChannelState, firm: ServerMs): Request | undefined {
  const hasMore = (request: Request): boolean =>
    !isFullyAnnounced(request) || entriesOf(request).some(({ at }) => at > firm);
  const current = onAir(state);
  if (current !== undefined && hasMore(current)) return current;
  return timelineOf(state).findLast((entry) => entry.at <= firm && isOfStint(entry) && hasMore(entry.request))?.request;
}

function makeRoom(draft: Draft, id: string, at: ServerMs): void {
  const request = draft.request(id);
  if (request === undefined) return;
  const isAtItsEnd = isFullyAnnounced(request);
  // It has said all it had to say by then: it ends as if nobody had come.
  if (isAtItsEnd && isWhole(entriesOf(request).at(-1))) return;
  const { leaving, urgency, silenced = false } = request;
  const isSkipped = leaving?.how === 'skipped';
  const comesBack = !isSkipped && !isAtItsEnd && urgency !== 'filler' && !silenced;
  const reason = isSkipped ? leaving.reason : 'flash';
  draft.add({ type: 'leaving', id, leaving: { how: comesBack ? 'aside' : 'skipped', reason, at } });
}

function isWhole(entry: Entry | undefined): boolean {
  return entry?.chunk.start?.frames === entry?.chunk.frames;
}
