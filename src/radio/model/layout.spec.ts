import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { framesOf, laidOut, partsWithin, type Placed } from './layout.js';

const FRAME_MS = 24;
const FRAME_BYTES = 192;
const HOUR = 3_600_000 / FRAME_MS;

/** Chunks with pauses before them, in frames; some lie over those before them, as after a clock was put right. */
const channel = fc
  .array(fc.record({ pause: fc.integer({ min: -20, max: 400 }), frames: fc.integer({ min: 1, max: 333 }) }), {
    maxLength: 40,
  })
  .map((all) => {
    let at = 1_700_000_000_000 - (1_700_000_000_000 % FRAME_MS);
    return all.map(({ pause, frames }, nth): Placed & { nth: number } => {
      const startsAt = at + pause * FRAME_MS;
      at = Math.max(at, startsAt + frames * FRAME_MS);
      return { startsAt, frames, nth };
    });
  });

/** Frame by frame, whose it is. */
function spread(parts: ReturnType<typeof laidOut<Placed & { nth: number }>>): (number | null)[] {
  return parts.flatMap(({ of, frames }) => Array.from({ length: frames }, () => of?.nth ?? null));
}

describe('the layout of an archive', () => {
  test('[RP1] every chunk lies in it whole and in order, and a pause is as long as it was', () => {
    fc.assert(
      fc.property(channel, (chunks) => {
        const expected: (number | null)[] = [];
        let end: number | undefined;
        for (const { startsAt, frames, nth } of chunks) {
          for (let at = end ?? startsAt; at < startsAt; at += FRAME_MS) expected.push(null);
          for (let frame = 0; frame < frames; frame += 1) expected.push(nth);
          end = Math.max(end ?? 0, startsAt + frames * FRAME_MS);
        }
        const parts = laidOut(chunks, 'kept');
        expect(spread(parts)).toEqual(expected);
        expect(framesOf(parts)).toBe(expected.length);
      }),
    );
  });

  test('[RP1] squeezed, no pause is longer than two seconds, and shorter ones are as they were', () => {
    const chunks = [0, 150, 250].map((frame) => ({ startsAt: 24_000_000 + frame * FRAME_MS, frames: 25 }));
    expect(laidOut(chunks, 'squeezed').map(({ frames }) => frames)).toEqual([25, 84, 25, 75, 25]);
    expect(laidOut(chunks, 'kept').map(({ frames }) => frames)).toEqual([25, 125, 25, 75, 25]);
  });

  test('[RP1] between two days there is an hour at most', () => {
    const chunks = [0, 86_400_000].map((startsAt) => ({ startsAt, frames: 10 }));
    expect(laidOut(chunks, 'kept').map(({ frames }) => frames)).toEqual([10, HOUR, 10]);
  });

  test('[RP1] nothing was heard: there is nothing', () => {
    expect([laidOut([], 'kept'), framesOf([]), partsWithin([], { start: 0, end: 0 })]).toEqual([[], 0, []]);
  });

  test('[RP2] of any span of bytes exactly the parts are found that it touches', () => {
    fc.assert(
      fc.property(channel, fc.nat(), fc.nat(), (chunks, one, other) => {
        const parts = laidOut(chunks, 'kept');
        const bytes = framesOf(parts) * FRAME_BYTES;
        const [start, end] = [one % (bytes + 1), other % (bytes + 1)].toSorted((a, b) => a - b) as [number, number];
        const touched = parts.filter(
          ({ from, frames }) => from * FRAME_BYTES < end && (from + frames) * FRAME_BYTES > start,
        );
        expect(partsWithin(parts, { start, end })).toEqual(start === end ? [] : touched);
        for (const part of parts) {
          const [from, to] = [part.from * FRAME_BYTES, (part.from + part.frames) * FRAME_BYTES];
          expect(partsWithin(parts, { start: from, end: to })).toEqual([part]);
        }
      }),
    );
  });
});
