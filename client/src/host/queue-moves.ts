import type { QueuedRequest } from '../../../src/wire/radio.js';

type Placed = Pick<QueuedRequest, 'id' | 'urgency' | 'status'>;

/** Where something goes: before another of its urgency, or, with nothing, last of them. */
export interface Move {
  readonly before: string | null;
  /** Its place among all that wait, from 1. */
  readonly place: number;
}

/** What waits, in its order; without what is on air. */
export function waitingOf<T extends Placed>(requests: readonly T[]): readonly T[] {
  return requests.filter(({ status }) => status !== 'playing');
}

/** One place up or down; nothing at the end of its urgency. */
export function moveBy(waiting: readonly Placed[], id: string, step: -1 | 1): Move | undefined {
  const at = waiting.findIndex((request) => request.id === id);
  // Down by one is before the one after the next.
  return moveTo(waiting, id, step === -1 ? at - 1 : at + 2);
}

/** To before what has this place now, counted from 0. Nothing where that would change nothing, or its urgency. */
export function moveTo(waiting: readonly Placed[], id: string, gap: number): Move | undefined {
  const at = waiting.findIndex((request) => request.id === id);
  const moved = waiting[at];
  if (moved === undefined) return undefined;
  const first = waiting.findIndex(({ urgency }) => urgency === moved.urgency);
  const afterLast = waiting.findLastIndex(({ urgency }) => urgency === moved.urgency) + 1;
  const to = Math.min(afterLast, Math.max(first, gap));
  if (to === at || to === at + 1) return undefined;
  const place = to > at ? to : to + 1;
  return { before: to === afterLast ? null : (waiting[to]?.id ?? null), place };
}
