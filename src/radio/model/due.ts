import type { ServerMs } from '../../kernel/clock.js';
import type { Draft } from './draft.js';
import { AHEAD_MS, DEAD_AIR_MS, GRACE_MS } from './limits.js';
import { isLive, isWaiting, onAir } from './order.js';
import { isPlanned, nextStart, staleEnd } from './plan.js';
import type { ChannelState, Ending, Entry, Request } from './state.js';
import { aheadOf, becomesFirmAt, endOf, entriesOf, isFullyAnnounced, timelineOf, waitsSince } from './timeline.js';

/** Does what has fallen due first: at most one request leaves the air, and at most one goes on air. */
export function step(draft: Draft, now: ServerMs): void {
  const current = onAir(draft.state);
  if (current !== undefined && leavesAt(draft.state, current) <= now) leave(draft, current);
  putOnAir(draft, now);
  endStale(draft, now);
}

/** A closing channel is closed when nothing is left that sounds. */
export function closePlayedOut(draft: Draft, now: ServerMs): void {
  const { phase, requests } = draft.state;
  if (phase.name !== 'closing' || requests.some(isLive)) return;
  draft.add({ type: 'phase', phase: { name: 'closed', since: now } });
}

/** Puts the next request on air, if its start is firm and nobody else is on air. */
export function putOnAir(draft: Draft, now: ServerMs): void {
  const next = nextOnAir(draft.state);
  if (next === undefined || becomesFirmAt(draft.state, next.at) > now) return;
  draft.add({ type: 'onAir', id: next.request.id, at: next.at });
}

/** When something falls due, if nobody commands anything before. */
export function nextAt(state: ChannelState): ServerMs {
  const current = onAir(state);
  const next = current === undefined ? nextOnAir(state) : undefined;
  return Math.min(
    current === undefined ? Infinity : leavesAt(state, current),
    next === undefined ? Infinity : becomesFirmAt(state, next.at),
    staleAt(state),
    announcesAt(state),
  );
}

/** When the one on air leaves it by the clock, whatever listeners say. */
function leavesAt(state: ChannelState, request: Request): ServerMs {
  if (request.leaving !== undefined) return request.leaving.at;
  const end = endOf(entriesOf(request));
  if (isFullyAnnounced(request)) return end + Math.min(GRACE_MS, gapAfter(state, end));
  // Silence in the middle: it fails early enough for the next to start before it lasted too long.
  if (state.phase.name === 'paused') return Infinity;
  return Math.max(end, state.phase.since, state.notBefore) + DEAD_AIR_MS - state.leadMs;
}

function gapAfter(state: ChannelState, end: ServerMs): number {
  const next = timelineOf(state).find(({ at }) => at >= end);
  return next === undefined ? state.gapMs : next.at - end;
}

function leave(draft: Draft, request: Request): void {
  const { leaving, id } = request;
  const at = leavesAt(draft.state, request);
  if (leaving?.how === 'aside') draft.add({ type: 'setAside', id, at }, ...failedAside(request, at));
  else draft.add({ type: 'ended', id, at, ending: endingOf(request) });
}

// What was interrupted and will have nothing more to say has failed now, not when its turn would come.
function failedAside(request: Request, at: ServerMs) {
  if (!isFullyAnnounced(request) || entriesOf(request).some((entry) => entry.at >= at)) return [];
  return [{ type: 'ended', id: request.id, at, ending: playedOut(request, 'clock') } as const];
}

function endingOf(request: Request): Ending {
  if (request.leaving !== undefined) return { as: 'skipped', reason: request.leaving.reason };
  return isFullyAnnounced(request) ? playedOut(request, 'clock') : { as: 'failed', reason: 'dead-air' };
}

/** How a request ends whose last chunk has sounded. */
export function playedOut({ making }: Request, by: 'acknowledged' | 'clock'): Ending {
  if (making.phase === 'failed') return { as: 'failed', reason: 'speech', code: making.code };
  return { as: 'completed', reason: by };
}

/** The first announced entry of somebody who is not on air yet. */
function nextOnAir(state: ChannelState): Entry | undefined {
  if (onAir(state) !== undefined) return undefined;
  return timelineOf(state).find(({ request, at }) => isWaiting(request) && at >= waitsSince(request));
}

function endStale(draft: Draft, now: ServerMs): void {
  for (const request of draft.state.requests) {
    if (isCertainlyStale(draft.state, request, now)) draft.add(staleEnd(request, now));
  }
}

// Even if it were the next, it would start too late. What is announced was judged by its start.
function isCertainlyStale(state: ChannelState, request: Request, now: ServerMs): boolean {
  return isJudged(request) && now + state.leadMs > (request.staleAt ?? Infinity);
}

function isJudged(request: Request): boolean {
  return isWaiting(request) && request.leaving === undefined && aheadOf(request).length === 0;
}

function staleAt(state: ChannelState): ServerMs {
  const moments = state.requests.filter(isJudged).map((request) => (request.staleAt ?? Infinity) - state.leadMs + 1);
  return Math.min(Infinity, ...moments);
}

// What is ready is announced when its turn has come, and its start is near enough.
function announcesAt(state: ChannelState): ServerMs {
  if (!isPlanned(state)) return Infinity;
  const next = nextStart(state, -Infinity);
  return next === undefined ? Infinity : Math.max(next.from, next.at - AHEAD_MS);
}
