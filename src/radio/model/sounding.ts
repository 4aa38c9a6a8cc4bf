import { FRAME_MS } from '../../audio/model/frames.js';
import type { Caption, Entry, ServerMs } from '../../wire/radio.js';

/** Entries that have sounded are held so long; whoever is late may still need them. */
export const ENTRY_KEPT_MS = 10_000;
/** Who comes late is told the captions of so long before. */
export const CAPTION_KEPT_MS = 60_000;
/** Who was there can read back so far. */
const CAPTION_HELD_MS = 600_000;

/** What sounds, and which of its frames. */
export interface Position {
  readonly entry: Entry;
  readonly frame: number;
}

interface Timeline {
  /** By start; they do not overlap. */
  readonly entries: readonly Entry[];
}

interface Captioned extends Timeline {
  readonly captions: readonly Caption[];
}

/** When it falls silent; not part of it. */
export function entryEnd({ startsAt, frames }: Pick<Entry, 'startsAt' | 'frames'>): ServerMs {
  return startsAt + frames * FRAME_MS;
}

/** What sounds at a moment; nothing in a silence. A listener with a delay asks for a moment so much earlier. */
export function positionAt({ entries }: Timeline, at: ServerMs): Position | undefined {
  const entry = entries[countStarted(entries, at) - 1];
  if (entry === undefined || at >= entryEnd(entry)) return undefined;
  return { entry, frame: Math.floor((at - entry.startsAt) / FRAME_MS) };
}

/** What is still to begin. */
export function upcoming({ entries }: Timeline, at: ServerMs): readonly Entry[] {
  return entries.slice(countStarted(entries, at));
}

/** When something begins or falls silent next, as far as is known. */
export function nextChangeAt(timeline: Timeline, at: ServerMs): ServerMs | undefined {
  const sounding = positionAt(timeline, at);
  return sounding === undefined ? upcoming(timeline, at)[0]?.startsAt : entryEnd(sounding.entry);
}

/** What fell silent after `from` and not later than `to`. */
export function endedBetween({ entries }: Timeline, from: ServerMs, to: ServerMs): readonly Entry[] {
  return entries.filter((entry) => entryEnd(entry) > from && entryEnd(entry) <= to);
}

/** What has begun by a moment, the latest last, as far back as captions are kept. */
export function captionsAt({ entries, captions }: Captioned, at: ServerMs): readonly Caption[] {
  return together(captions, entries).filter(({ startsAt }) => startsAt <= at);
}

/** Lets go what sounded too long ago; of what had a text, its caption stays a while longer. */
export function pruned<T extends Captioned>(timeline: T, at: ServerMs): T {
  const isOld = (entry: Entry): boolean => entryEnd(entry) <= at - ENTRY_KEPT_MS;
  const isGone = (caption: Caption): boolean => entryEnd(caption) <= at - ENTRY_KEPT_MS - CAPTION_HELD_MS;
  if (!timeline.entries.some(isOld) && !timeline.captions.some(isGone)) return timeline;
  return {
    ...timeline,
    entries: timeline.entries.filter((entry) => !isOld(entry)),
    captions: together(timeline.captions, timeline.entries.filter(isOld)).filter((caption) => !isGone(caption)),
  };
}

/** Captions of before and of now; where both have a chunk, it is as it is now. */
export function captionsWith(before: readonly Caption[], now: readonly Caption[]): readonly Caption[] {
  const byChunk = new Map([...before, ...now].map((caption) => [caption.chunk, caption]));
  return [...byChunk.values()].sort((a, b) => a.startsAt - b.startsAt);
}

// A snapshot may hold a chunk both ways; the entry knows better how long it sounds.
function together(captions: readonly Caption[], entries: readonly Entry[]): readonly Caption[] {
  const byChunk = new Map(captions.map((caption) => [caption.chunk, caption]));
  for (const { chunk, startsAt, frames, text, words = [], silenced } of entries) {
    const mark = silenced === undefined ? {} : { silenced };
    if (text !== undefined) byChunk.set(chunk, { chunk, startsAt, frames, text, words, ...mark });
  }
  return [...byChunk.values()].sort((a, b) => a.startsAt - b.startsAt);
}

function countStarted(entries: readonly Entry[], at: ServerMs): number {
  const firstLater = entries.findIndex(({ startsAt }) => startsAt > at);
  return firstLater === -1 ? entries.length : firstLater;
}
