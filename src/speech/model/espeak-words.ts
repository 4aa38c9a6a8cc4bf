import { tokensOf, type WordTiming } from './tokens.js';

/** The place of a word in the text, counted from 1 in code points, and when it begins. Place 0 ends a clause. */
export type EspeakEvent = readonly [place: number, ms: number];

/**
 * The engine reads “14.3” as three words and “it’s” as one that it calls “it”; its events are laid over our own words.
 * A word lasts from its first event to the next event that is not its own.
 */
export function espeakWords(text: string, events: readonly EspeakEvent[]): WordTiming[] {
  const offsets = codePointOffsets(text);
  const timings: WordTiming[] = [];
  let next = 0;
  for (const token of tokensOf(text)) {
    const inside = ([place]: EspeakEvent): boolean => within(offsets[place - 1], token.start, token.end);
    const first = events.findIndex((event, at) => at >= next && inside(event));
    if (first < 0) continue;
    const after = events.findIndex((event, at) => at > first && !inside(event));
    next = after < 0 ? events.length : after;
    const startMs = events[first]?.[1] ?? 0;
    timings.push({ ...token, startMs, endMs: Math.max(startMs, events[next]?.[1] ?? startMs) });
  }
  return timings;
}

function codePointOffsets(text: string): number[] {
  const offsets: number[] = [];
  let offset = 0;
  for (const character of text) {
    offsets.push(offset);
    offset += character.length;
  }
  return offsets;
}

function within(offset: number | undefined, start: number, end: number): boolean {
  return offset !== undefined && offset >= start && offset < end;
}
