import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { pcm16, speechLike, tone } from '../../../test/support/sounds.js';
import { cut } from './cut-points.js';
import { measure, shape } from './shape.js';

const MS = 48;

/** Sound and silence by turns, in milliseconds. */
function turns(...lengths: number[]): Float32Array {
  const parts = lengths.map((ms, n) => (n % 2 === 0 ? tone(300, { seconds: ms / 1_000 }) : new Float32Array(ms * MS)));
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function measured(samples: Float32Array) {
  const result = measure(pcm16(samples), 48_000, 1);
  if (result === undefined) throw new Error('nothing was heard');
  return result;
}

/** Windows of 4 ms, six to a frame: `#` sounds, `.` is silent. */
const windows = (pattern: string): Float64Array => Float64Array.from(pattern, (sign) => (sign === '#' ? 1 : 0));

const sign = (frames: number, what: string): string => what.repeat(frames * 6);

describe('trimming', () => {
  test('[AU5] long silence is cut to 60 ms in front and 120 ms behind', () => {
    const { samples, startTrimmedMs, audibleMs } = measured(turns(0, 500, 420, 900));
    expect(audibleMs).toBeCloseTo(420, -1);
    expect(Math.abs(startTrimmedMs - 440)).toBeLessThanOrEqual(4);
    // 60 + 420 + 120 = 600 ms = 25 frames; a window more at an edge may cost one.
    expect(samples.length / 1_152).toBe(25);
  });

  test('[AU5] missing silence is added, and told as a negative cut', () => {
    const { samples, startTrimmedMs } = measured(turns(408));
    expect(startTrimmedMs).toBe(-60);
    expect(samples.length).toBe(25 * 1_152);
    expect(samples.subarray(0, 60 * MS).every((sample) => sample === 0)).toBe(true);
    expect(samples.subarray((60 + 408) * MS).every((sample) => sample === 0)).toBe(true);
  });

  test('[AU5] silence alone is nothing', () => {
    expect(measure(new Int16Array(48_000), 48_000, 1)).toBeUndefined();
    expect(measure(new Int16Array(), 48_000, 1)).toBeUndefined();
    expect(measure(pcm16(tone(300, { level: 0.000_1 })), 48_000, 1)).toBeUndefined();
  });

  test('[AU5] of two channels the middle is heard', () => {
    const left = pcm16(tone(300));
    const stereo = new Int16Array(2 * left.length);
    left.forEach((sample, n) => stereo.set([sample, 0], 2 * n));
    const both = measure(stereo, 48_000, 2);
    expect(Math.max(...(both?.samples ?? []))).toBeCloseTo(0.25, 2);
  });
});

describe('cutting', () => {
  test('[AU6] a silence of 72 ms is a place to leave, one of 68 ms is not', () => {
    // A cut before frame f needs the windows 6f−7 to 6f−2 silent.
    expect(cut(windows('#'.repeat(60) + '.'.repeat(18) + '#'.repeat(42)), 0.5).pieces[0]?.cutPoints).toEqual([12, 20]);
    expect(cut(windows('#'.repeat(60) + '.'.repeat(17) + '#'.repeat(43)), 0.5).pieces[0]?.cutPoints).toEqual([20]);
    expect(cut(windows('#'.repeat(59) + '.'.repeat(18) + '#'.repeat(43)), 0.5).pieces[0]?.cutPoints).toEqual([11, 20]);
  });

  test('[AU6] where nothing is silent the quietest frame is taken, at most 100 frames on', () => {
    const powers = new Float64Array(250 * 6).fill(1);
    powers.fill(0.6, 80 * 6 - 7, 80 * 6 - 1);
    powers.fill(0.7, 170 * 6 - 7, 170 * 6 - 1);
    expect(cut(powers, 0.5)).toEqual({ pieces: [{ start: 0, end: 250, cutPoints: [80, 170, 250] }], forced: [] });
  });

  test('[AU6] more than 8 s are divided at the longest silence in reach', () => {
    const pattern = sign(150, '#') + sign(5, '.') + sign(100, '#') + sign(20, '.') + sign(125, '#');
    const { pieces, forced } = cut(windows(pattern), 0.5);
    expect(forced).toEqual([]);
    expect(pieces.map(({ start, end }) => [start, end])).toEqual([
      [0, 266],
      [266, 400],
    ]);
    expect(pieces[0]?.cutPoints).toContain(152);
  });

  test('[AU6] sound without any silence is divided all the same, and softly', () => {
    const steady = measured(tone(300, { seconds: 20 }));
    const { pieces, pcm } = shape(steady, 0);
    expect(pieces.length).toBeGreaterThanOrEqual(3);
    expect(pieces.length).toBeLessThanOrEqual(5);
    for (const { startFrame } of pieces.slice(1)) {
      const place = startFrame * 1_152 - 1_105;
      expect(pcm.subarray(place - 288, place + 864).every((sample) => sample === 0)).toBe(true);
    }
  });

  test('[AU6] whatever is said: chunks cover it, last at most 8 s, and are left at most 2.4 s apart', () => {
    const powers = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.constantFrom(0, 0.4, 0.6, 1)), {
        minLength: 1,
        maxLength: 12,
      })
      .map((runs) => runs.flatMap(([length, power]) => Array<number>(length).fill(power)))
      .map((list) => Float64Array.from(list.concat(Array<number>((6 - (list.length % 6)) % 6).fill(0))));
    fc.assert(
      fc.property(powers, (list) => {
        const { pieces } = cut(list, 0.5);
        expect(pieces[0]?.start).toBe(0);
        expect(pieces.at(-1)?.end).toBe(list.length / 6);
        for (const [n, { start, end, cutPoints }] of pieces.entries()) {
          if (n > 0) expect(start).toBe(pieces[n - 1]?.end);
          expect(end - start).toBeLessThanOrEqual(333);
          expect(cutPoints.at(-1)).toBe(end - start);
          const gaps = cutPoints.map((point, at) => point - (at === 0 ? 0 : (cutPoints[at - 1] ?? 0)));
          expect(Math.min(...gaps)).toBeGreaterThan(0);
          expect(Math.max(...gaps)).toBeLessThanOrEqual(100);
        }
      }),
    );
  });

  test('[AU6] a chunk’s peaks are its frames’ loudest moments', () => {
    const { pieces } = shape(measured(turns(480, 240, 240)), 0);
    const [piece] = pieces;
    expect(piece?.peaks.length).toBe(piece?.frameCount);
    // Encoded sound comes 23 ms late: 60 + 23 ms of silence, then 0.5 of full scale, then the pause.
    expect(piece?.peaks[2]).toBe(0);
    expect(piece?.peaks[10]).toBe(128);
    expect(piece?.peaks[27]).toBe(0);
    expect(piece?.peaks[35]).toBe(128);
  });

  test('[AU6] speech is shaped the same every time', () => {
    const speech = measured(speechLike({ rate: 48_000, seconds: 3 }));
    expect(shape(speech, 4)).toEqual(shape(speech, 4));
  });
});
