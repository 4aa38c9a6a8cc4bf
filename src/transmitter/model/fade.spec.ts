import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { firstBadFrame } from '../../audio/model/frame-reader.js';
import { projectRoot } from '../../kernel/program.js';
import { hear } from '../../../test/support/audio.js';
import { fadeAt } from './fade.js';
import { quieter } from './quieter.js';
import { SILENT_FRAME } from '../../audio/model/silent-frame.js';

const bed = readFileSync(join(projectRoot, 'client/public/bed.mp3'));
const STRETCH = { start: 1_000, end: 1_100 };

describe('the fades of the bed', () => {
  test('[TX2] go over ten frames in steps of 1.5 dB, the same up and down', () => {
    // By hand: -20 log10((half + 0.5) / 20) dB, in steps of 1.505 dB.
    const up = [21, 15, 12, 10, 9, 7, 6, 6, 5, 4, 4, 3, 3, 2, 2, 1, 1, 1, 0, 0];
    const rising = Array.from({ length: 10 }, (_, nth) => fadeAt(1_000 + nth, STRETCH)).flat();
    const falling = Array.from({ length: 10 }, (_, nth) => fadeAt(1_090 + nth, STRETCH)).flat();
    expect(rising).toEqual(up);
    expect(falling).toEqual(up.toReversed());
    expect([fadeAt(1_010, STRETCH), fadeAt(1_089, STRETCH)]).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(fadeAt(7, { start: -Infinity, end: Infinity })).toEqual([0, 0]);
  });

  test('[TX2] take what is left where the end became known late', () => {
    const late = Array.from({ length: 6 }, (_, nth) => fadeAt(1_094 + nth, STRETCH, 1_095)).flat();
    // Full until then; five frames are ten halves.
    expect(late).toEqual([0, 0, 0, 1, 2, 2, 3, 5, 6, 8, 11, 17]);
    expect(fadeAt(1_099, STRETCH, 1_099)).toEqual([2, 8]);
  });

  test('[TX2] are a number in each frame: it sounds quieter by so much, and stays one of ours', async () => {
    const frames = [...Array<undefined>(60)].map((_, nth) => bed.subarray(nth * 192, (nth + 1) * 192));
    const loud = await levelOf(frames);
    for (const steps of [1, 4, 12, 21]) {
      const made = frames.map((frame) => quieter(frame, [steps, steps]));
      expect(firstBadFrame(Buffer.concat(made))).toBeUndefined();
      expect(loud - (await levelOf(made))).toBeCloseTo(steps * 1.505, 1);
    }
    expect(quieter(frames[0] ?? bed, [0, 0])).toEqual(Uint8Array.from(frames[0] ?? bed));
  });

  test('[TX2] change each half of a frame by itself', async () => {
    const frames = [...Array<undefined>(8)].map((_, nth) => bed.subarray(nth * 192, (nth + 1) * 192));
    const made = frames.map((frame, nth) => quieter(frame, nth === 4 ? [100, 0] : [0, 0]));
    const [before, after] = [await hear(Buffer.concat(frames)), await hear(Buffer.concat(made))];
    // What a half says is heard from 528 + 1 samples later on, and goes over into the next.
    const from = 4 * 1_152 + 529;
    const ofHalf = (samples: Float32Array, nth: number) => samples.subarray(from + nth * 576, from + (nth + 1) * 576);
    expect(power(ofHalf(after.samples, 0))).toBeLessThan(power(ofHalf(before.samples, 0)) * 0.7);
    expect(after.samples.subarray(from + 3 * 576)).toEqual(before.samples.subarray(from + 3 * 576));
  });
});

describe('silence', () => {
  test('[TX3] is a frame of ours in which nothing is heard', async () => {
    expect(firstBadFrame(SILENT_FRAME)).toBeUndefined();
    expect([...SILENT_FRAME.subarray(0, 4)]).toEqual([...bed.subarray(0, 4)]);
    const { samples, warnings } = await hear(Buffer.concat([...Array<undefined>(20)].map(() => SILENT_FRAME)));
    expect(warnings).toBe('');
    expect(samples.length).toBeGreaterThanOrEqual(20 * 1_152);
    expect(samples.every((sample) => sample === 0)).toBe(true);
  });
});

function power(samples: Float32Array): number {
  return samples.reduce((sum, sample) => sum + sample ** 2, 0);
}

async function levelOf(frames: readonly Uint8Array[]): Promise<number> {
  const { samples, warnings } = await hear(Buffer.concat(frames));
  expect(warnings).toBe('');
  const middle = samples.subarray(10 * 1_152, 50 * 1_152);
  return 10 * Math.log10(power(middle) / middle.length);
}
