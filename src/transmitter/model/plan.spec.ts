import { describe, expect, test } from '@jest/globals';
import { planOf, type Run } from './plan.js';

/** Ten frames each, from these frames on. */
const at = (...starts: number[]) =>
  starts.map((start) => ({ chunk: `chunk ${start}`, startsAt: start * 24, frames: 10 }));

const told = (runs: readonly Run[]) =>
  runs.map((run) => `${run.of}${run.of === 'speech' ? `+${run.from}` : ''} ${run.span.start}-${run.span.end}`);

describe('the plan of frames', () => {
  test('[TX1] says of every frame what is heard: speech, the bed from 84 frames after it until 10 before, silence', () => {
    expect(told(planOf(at(1_000, 1_300), { start: 1_000, end: 1_400 }))).toEqual([
      'speech+0 1000-1010',
      'silence 1010-1094',
      'bed 1094-1290',
      'silence 1290-1300',
      'speech+0 1300-1310',
      'silence 1310-1394',
      'bed 1394-1400',
    ]);
  });

  test('[TX1] is the same however it is cut into pieces', () => {
    const entries = at(1_000, 1_010, 1_150, 1_300);
    const whole = frames(planOf(entries, { start: 900, end: 1_500 }));
    for (const step of [1, 7, 8, 9, 21]) {
      const pieces: string[] = [];
      for (let start = 900; start < 1_500; start += step) {
        pieces.push(...frames(planOf(entries, { start, end: Math.min(1_500, start + step) })));
      }
      expect(pieces).toEqual(whole);
    }
  });

  test('[TX1] goes on in the middle of a chunk, and ends it where it was cut', () => {
    const cut = [{ chunk: 'cut', startsAt: 24_000, frames: 4 }];
    expect(told(planOf(cut, { start: 1_002, end: 1_008 }))).toEqual(['speech+2 1002-1004', 'silence 1004-1008']);
  });

  test('[TX1] has no bed where a pause is too short for both fades', () => {
    // From 1,094 until 1,114 are twenty frames; one less is too short.
    expect(told(planOf(at(1_000, 1_124), { start: 1_010, end: 1_124 }))).toContain('bed 1094-1114');
    expect(told(planOf(at(1_000, 1_123), { start: 1_010, end: 1_123 }))).toEqual(['silence 1010-1123']);
  });

  test('[TX1] is the bed where nothing was ever announced', () => {
    expect(told(planOf([], { start: 5, end: 9 }))).toEqual(['bed 5-9']);
  });
});

function frames(runs: readonly Run[]): string[] {
  return runs.flatMap((run) =>
    Array.from({ length: run.span.end - run.span.start }, (_, nth) =>
      run.of === 'speech' ? `${run.chunk} ${run.from + nth}` : `${run.of} ${run.span.start + nth}`,
    ),
  );
}
