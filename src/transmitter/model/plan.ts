import { FRAME_MS, frameAt, type Span } from '../../audio/model/frames.js';
import { entryEnd } from '../../radio/model/sounding.js';
import type { Entry } from '../../wire/radio.js';
import { stretchAt, type Stretch } from './bed.js';

export type Announced = Pick<Entry, 'chunk' | 'startsAt' | 'frames' | 'silenced'>;

/** Frames that are of one kind, one after the other. All sound is counted in frames of server time. */
export type Run =
  | { readonly of: 'speech'; readonly span: Span; readonly chunk: string; readonly from: number }
  | { readonly of: 'bed'; readonly span: Span; readonly stretch: Stretch }
  | { readonly of: 'silence'; readonly span: Span };

/** What is to be heard from one frame to another, without a hole. Entries are in order and do not overlap. */
export function planOf(entries: readonly Announced[], { start, end }: Span): readonly Run[] {
  const runs: Run[] = [];
  for (let at = start; at < end;) {
    const run = runFrom(entries, at);
    const span = { start: at, end: Math.min(end, run.span.end) };
    runs.push({ ...run, span });
    at = span.end;
  }
  return runs;
}

function runFrom(entries: readonly Announced[], start: number): Run {
  const at = start * FRAME_MS;
  const begun = entries.findLast(({ startsAt }) => startsAt <= at);
  if (begun !== undefined && entryEnd(begun) > at) {
    const span = { start, end: frameAt(entryEnd(begun)) };
    if (begun.silenced === true) return { of: 'silence', span };
    return { of: 'speech', span, chunk: begun.chunk, from: start - frameAt(begun.startsAt) };
  }
  const stretch = stretchAt(entries, at);
  if (stretch !== undefined && stretch.from <= at) {
    return { of: 'bed', span: { start, end: frameAt(stretch.until) }, stretch };
  }
  const next = entries.find(({ startsAt }) => startsAt > at)?.startsAt ?? Infinity;
  return { of: 'silence', span: { start, end: frameAt(Math.min(next, stretch?.from ?? Infinity)) } };
}
