import { expect, test } from '@jest/globals';
import { hearingOf } from './hearing.js';

const report = (skewMs: number, more = {}) => ({
  channel: 'final',
  skewMs,
  bufferMs: 30_000,
  fetchMs: 5,
  roundTripMs: 20,
  stalls: 0,
  ...more,
});

test('[RA178] of nobody nothing is known', () => {
  const { spread, bufferMsMin, reporting, behind, stalls, histogram } = hearingOf([]);
  expect([spread, bufferMsMin, reporting, behind, stalls]).toEqual([{ p50Ms: null, p95Ms: null }, null, 0, 0, 0]);
  expect(histogram.every(({ listeners }) => listeners === 0)).toBe(true);
});

test('[RA178] each is counted in one class, early or late, and an edge is part of what begins there', () => {
  const skews = [0, 0.99, -1, 1.5, 2, -4.9, 5, 10, 49.9, -50, 199.9, 200, -600_000];
  expect(hearingOf(skews.map((skewMs) => report(skewMs))).histogram).toEqual([
    { fromMs: 0, toMs: 1, listeners: 2 },
    { fromMs: 1, toMs: 2, listeners: 2 },
    { fromMs: 2, toMs: 5, listeners: 2 },
    { fromMs: 5, toMs: 10, listeners: 1 },
    { fromMs: 10, toMs: 50, listeners: 2 },
    { fromMs: 50, toMs: 200, listeners: 2 },
    { fromMs: 200, toMs: null, listeners: 2 },
  ]);
});

test('[RA178] the middle one, the one that is worse than nineteen of twenty, and the worst are told', () => {
  const some = Array.from({ length: 20 }, (_, nth) => report(nth % 2 === 0 ? nth + 1 : -(nth + 1), { stalls: 2 }));
  expect(hearingOf([...some.slice(1), report(1, { bufferMs: 400, stalls: 1 })])).toMatchObject({
    reporting: 20,
    spread: { p50Ms: 10, p95Ms: 19 },
    behind: 0,
    stalls: 39,
    bufferMsMin: 400,
  });
  expect(hearingOf([report(-250)])).toMatchObject({ spread: { p50Ms: 250, p95Ms: 250 }, behind: 1 });
});
