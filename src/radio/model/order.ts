import type { ServerMs } from '../../kernel/clock.js';
import { FLASH_PLACES, WAITING_MAX } from './limits.js';
import type { ChannelState, Request, Urgency } from './state.js';
import { nextChunk, timelineOf } from './timeline.js';

const CLASS: Readonly<Record<Urgency, number>> = { flash: 0, normal: 1, filler: 2 };
const RANK_STEP = 1_024;

/** The one on air, if any. */
export function onAir(state: ChannelState): Request | undefined {
  return state.requests.find(({ place }) => place.at === 'air');
}

/** Something sounds now, or is announced. A request may be on air and find nothing to say for a moment; in a pause it keeps still. */
export function isHeard(state: ChannelState, now: ServerMs): boolean {
  const speaks = state.phase.name !== 'paused' && onAir(state) !== undefined;
  return speaks || timelineOf(state).some(({ end }) => end > now);
}

export function isLive({ place }: Request): boolean {
  return place.at !== 'ended';
}

export function isWaiting({ place }: Request): boolean {
  return place.at === 'queue' || place.at === 'aside';
}

/** It waits, or will as soon as a flash has taken over. */
function comesBack(request: Request): boolean {
  return isWaiting(request) ? request.leaving?.how !== 'skipped' : isLive(request) && request.leaving?.how === 'aside';
}

function wasInterrupted({ place, leaving }: Request): boolean {
  return place.at === 'aside' || leaving?.how === 'aside';
}

/** Those that wait, in the order they are to be said. What was interrupted goes on before others of its class. */
export function inOrder(state: ChannelState): Request[] {
  return state.requests.filter(comesBack).sort(compare);
}

function compare(one: Request, other: Request): number {
  return (
    CLASS[one.urgency] - CLASS[other.urgency] ||
    Number(wasInterrupted(other)) - Number(wasInterrupted(one)) ||
    one.rank - other.rank
  );
}

/** Those that take part: a flash enters the order when its first chunk is ready, whoever is announced to the end is through. */
export function contenders(state: ChannelState): Request[] {
  return inOrder(state).filter((request) => {
    if (nextChunk(request) !== undefined) return true;
    return request.urgency !== 'flash' && request.making.phase !== 'done' && request.making.phase !== 'failed';
  });
}

export function rankLast(state: ChannelState, urgency: Urgency): number {
  const ranks = ranksOf(state, urgency);
  return ranks.length === 0 ? 0 : Math.max(...ranks) + RANK_STEP;
}

export function rankFirst(state: ChannelState, urgency: Urgency): number {
  const ranks = ranksOf(state, urgency);
  return ranks.length === 0 ? 0 : Math.min(...ranks) - RANK_STEP;
}

function ranksOf(state: ChannelState, urgency: Urgency): number[] {
  return state.requests.filter((request) => isLive(request) && request.urgency === urgency).map(({ rank }) => rank);
}

export interface Ranked {
  readonly id: string;
  readonly rank: number;
}

/** New ranks that put `moved` before `before`, or last. Where no rank is left between two, all of the class get new ones. */
export function ranksWith(state: ChannelState, moved: Request, before: Request | undefined): Ranked[] {
  const others = state.requests
    .filter((request) => isLive(request) && request.urgency === moved.urgency && request.id !== moved.id)
    .sort((one, other) => one.rank - other.rank);
  const at = before === undefined ? others.length : others.findIndex(({ id }) => id === before.id);
  const left = others[at - 1]?.rank;
  const right = others[at]?.rank;
  const rank = between(left, right);
  if (rank !== undefined) return [{ id: moved.id, rank }];
  const all = [...others.slice(0, at), moved, ...others.slice(at)];
  return all.map(({ id }, place) => ({ id, rank: place * RANK_STEP }));
}

function between(left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined) return right === undefined ? 0 : right - RANK_STEP;
  if (right === undefined) return left + RANK_STEP;
  const middle = (left + right) / 2;
  return middle > left && middle < right ? middle : undefined;
}

export function waitingCount(state: ChannelState): number {
  return state.requests.filter(isWaiting).length;
}

/** Whether one more of this urgency finds a place. */
export function hasPlace(state: ChannelState, urgency: Urgency): boolean {
  return waitingCount(state) < (urgency === 'flash' ? WAITING_MAX : WAITING_MAX - FLASH_PLACES);
}
