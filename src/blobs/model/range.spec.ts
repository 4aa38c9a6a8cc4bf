import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { spanAsked, spanOf } from './range.js';

describe('ranges', () => {
  test('[BL4] a span holds exactly the places that were asked for and exist', () => {
    const edge = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: -3, max: 40 }));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), edge, fc.option(edge, { nil: undefined }), (bytes, start, end) => {
        const asked = Array.from({ length: bytes }, (_, place) => place).filter(
          (place) => place >= start && (end === undefined || place < end),
        );
        const span = spanOf(bytes, end === undefined ? { start } : { start, end });
        if (start < 0 || asked.length === 0) return expect(span).toBeUndefined();
        return expect(span).toEqual({ start: asked[0], end: Number(asked.at(-1)) + 1 });
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([NaN, 0.5, Infinity, 2 ** 53])('[BL4] %d is no place to start', (start) => {
    expect(spanOf(10, { start })).toBeUndefined();
  });

  test.each([
    [undefined, 'whole'],
    ['', 'whole'],
    ['bytes=0-0', { start: 0, end: 1 }],
    ['bytes=2-4', { start: 2, end: 5 }],
    ['bytes=2-', { start: 2, end: 10 }],
    ['bytes=9-', { start: 9, end: 10 }],
    ['bytes=2-999', { start: 2, end: 10 }],
    ['bytes=-3', { start: 7, end: 10 }],
    ['bytes=-999', { start: 0, end: 10 }],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=10-12', 'unsatisfiable'],
    ['bytes=4-2', 'whole'],
    ['bytes=0-1,3-4', 'whole'],
    ['bytes=-', 'whole'],
    ['bytes=a-b', 'whole'],
    ['bytes= 1-2', 'whole'],
    ['items=1-2', 'whole'],
    ['bytes=1-99999999999999999999', 'whole'],
  ])('[BL4] of ten bytes, %j asks for %j', (header, expected) => {
    expect(spanAsked(10, header)).toEqual(expected);
  });

  test('[BL4] of nothing, every part is out of reach', () => {
    expect(spanAsked(0, 'bytes=0-')).toBe('unsatisfiable');
    expect(spanAsked(0, 'bytes=-1')).toBe('unsatisfiable');
  });
});
