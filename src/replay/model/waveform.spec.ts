import { expect, test } from '@jest/globals';
import { waveformOf } from './waveform.js';

const loud = (peaks: readonly number[], key: string | null = 'key') => ({ peaks: Uint8Array.from(peaks), key });

test('[RP12] each of so many equal pieces is as high as its loudest frame, and what is silent or deleted is flat', () => {
  const parts = [
    { of: loud([10, 90, 30, 20]), from: 0, frames: 4 },
    { of: null, from: 4, frames: 4 },
    { of: loud([5, 6, 250, 8]), from: 8, frames: 3 },
    { of: loud([200], null), from: 11, frames: 1 },
  ];
  expect(waveformOf(parts, 6)).toEqual({ durationS: 0.288, peaks: [90, 30, 0, 0, 6, 250] });
  expect(waveformOf(parts, 1)).toEqual({ durationS: 0.288, peaks: [250] });
});

test('[RP12] a file that is shorter than its pieces, and one of nothing, are drawn', () => {
  expect(waveformOf([{ of: loud([7]), from: 0, frames: 1 }], 3)).toEqual({ durationS: 0.024, peaks: [7, 0, 0] });
  expect(waveformOf([], 2)).toEqual({ durationS: 0, peaks: [0, 0] });
});
