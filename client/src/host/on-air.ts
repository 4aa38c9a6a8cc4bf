import type { Following } from '../../../src/radio/model/following.js';
import { entryEnd } from '../../../src/radio/model/sounding.js';
import type { QueuedRequest, ServerMs } from '../../../src/wire/radio.js';

/** What is on air at one moment, for its host. */
export interface OnAir {
  readonly request: QueuedRequest;
  /** How much of each of its chunks was heard, 0 to 1. What is not known yet is 0. */
  readonly chunks: readonly number[];
  /** The chunk that sounds, counted from 0; nothing in a silence. */
  readonly sounding: number | undefined;
  /** Until the end of what is announced. */
  readonly leftMs: number;
}

export function onAirAt({ onAir, entries, requests = [] }: Following, at: ServerMs | undefined): OnAir | undefined {
  const request = requests.find(({ id }) => id === onAir);
  if (request === undefined) return undefined;
  const own = entries.filter((entry) => entry.request === request.id);
  const count = Math.max(request.pieces ?? 0, ...own.map(({ index }) => index + 1));
  const now = at ?? 0;
  const first = Math.min(...own.map(({ index }) => index));
  const chunks = Array.from({ length: count }, (_, index) => {
    const entry = own.find((other) => other.index === index);
    // Those before the first that is still held have sounded.
    if (entry === undefined) return index < first && own.length > 0 ? 1 : 0;
    const { startsAt } = entry;
    return Math.min(1, Math.max(0, (now - startsAt) / Math.max(1, entryEnd(entry) - startsAt)));
  });
  const sounding = own.find((entry) => entry.startsAt <= now && now < entryEnd(entry));
  const end = Math.max(now, ...own.map(entryEnd));
  return { request, chunks, sounding: sounding?.index, leftMs: at === undefined ? 0 : end - now };
}
