import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type Anchor, anchorOf, mappingOf, type Reading, withAnchor } from './anchors.js';

/** Looks every 20 ms at two clocks that part by `truth`, the one told late by up to one buffer. */
function readings({ truth, late, count }: { truth: number; late: readonly number[]; count: number }): Reading[] {
  return Array.from({ length: count }, (_, nth) => {
    const now = 5_000 + nth * 20;
    const performanceMs = now - 30 - (nth % 3);
    const contextMs = performanceMs + truth + (late[nth % late.length] ?? 0);
    return {
      now,
      currentMs: contextMs + 55,
      stamp: { contextMs, performanceMs },
      baseLatencyMs: 10,
      outputLatencyMs: 32,
    };
  });
}

function taken(all: readonly Reading[]): readonly Anchor[] {
  return all.reduce<readonly Anchor[]>((anchors, reading) => {
    const anchor = anchorOf(reading);
    return anchor === undefined ? anchors : withAnchor(anchors, anchor);
  }, []);
}

describe('the loudspeaker’s clock', () => {
  test('[PL2] is known from the edge of its steps, and within the bound that is told', () => {
    const width = fc.integer({ min: 5, max: 25 });
    const draw = fc.tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), width, fc.integer({ min: 1, max: 1_000 }));
    fc.assert(
      fc.property(draw, ([truth, wide, seed]) => {
        // Steps of a width no multiple of which is 20 ms: every lateness comes up.
        const late = Array.from({ length: 401 }, (_, nth) => ((nth * 0.618 + seed / 1_000) % 1) * wide);
        const mapping = mappingOf(taken(readings({ truth, late, count: 400 })));
        expect(mapping?.anchorMs).toBeGreaterThanOrEqual(truth - 1e-6);
        expect(mapping?.anchorMs).toBeLessThan(truth + 0.03 * wide);
        expect((mapping?.anchorMs ?? 0) - truth).toBeLessThanOrEqual(mapping?.withinMs ?? 0);
        expect(mapping?.withinMs).toBeLessThan(1);
      }),
    );
  });

  test('[PL2] is not known from a few readings, nor from one that is repeated', () => {
    const few = readings({ truth: 100, late: [0], count: 9 });
    expect(mappingOf(taken(few))).toBeUndefined();
    const [one] = few;
    expect(taken(one === undefined ? [] : Array.from({ length: 50 }, () => one))).toHaveLength(1);
  });

  test('[PL2] is what it was before a step for two seconds at most', () => {
    const before = readings({ truth: 0, late: [0, 5, 10], count: 400 });
    const after = readings({ truth: -30, late: [0, 5, 10], count: 560 }).slice(400);
    // Right at once where it steps back, since the edge is the lowest.
    expect(mappingOf(taken([...before, ...after]))?.anchorMs).toBe(-30);
    const forward = readings({ truth: 30, late: [0, 5, 10], count: 560 }).slice(400);
    expect(mappingOf(taken([...before, ...forward.slice(0, 101)]))?.anchorMs).toBe(30);
  });

  test('[PL2] after a step back is known from what was read since, a fifth of a second later', () => {
    const before = readings({ truth: 0, late: [0, 5, 10, 20], count: 400 });
    // The lowest edge is read once only; among older readings the second lowest would be taken for it.
    const late = [9, 12, 3, 15, 18, 7, 21, 14, 11, 16, 0, 9, 12];
    const after = readings({ truth: -30, late: [...Array.from({ length: 400 }, () => 0), ...late], count: 412 });
    expect(mappingOf(taken([...before, ...after.slice(400)]))?.anchorMs).toBe(-30);
  });

  test('[PL2] is late by the latency, less half a buffer, where a browser leaves that out of what it tells', () => {
    const firefox = Array.from({ length: 50 }, (_, nth) => {
      const now = 5_000 + nth * 20;
      const currentMs = now - 1_000 + (nth % 4);
      return {
        now,
        currentMs,
        stamp: { contextMs: currentMs - 24, performanceMs: now - 24 },
        baseLatencyMs: 0,
        outputLatencyMs: 24,
      };
    });
    // Half of the 3 ms over which its readings are spread is taken off what it tells.
    expect(mappingOf(taken(firefox))?.anchorMs).toBe(-1_022.5);
  });

  test.each([
    [{ baseLatencyMs: 10, outputLatencyMs: 20 }, -1_030],
    [{ baseLatencyMs: 0, outputLatencyMs: 0 }, -1_040],
  ])('[PL2] of a browser that tells no moments, with %p, is %d ms away', (latency, away) => {
    const plain = Array.from({ length: 11 }, (_, nth) => {
      const now = 5_000 + nth * 20;
      return { now, currentMs: now - 1_000 + (nth - 5), stamp: undefined, ...latency };
    });
    expect(mappingOf(taken(plain))?.anchorMs).toBe(away);
  });
});
