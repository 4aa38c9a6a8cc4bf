import { describe, expect, test } from '@jest/globals';
import { noiseFrom, tone } from '../../../test/support/sounds.js';
import { amplify } from './limiter.js';
import { loudnessOf, lufsOf, together } from './loudness.js';
import { truePeakDb } from './true-peak.js';

const lufs = (samples: Float32Array): number => lufsOf(loudnessOf(samples).power);
const after = (...parts: Float32Array[]): Float32Array => Float32Array.from(parts.flatMap((part) => [...part]));
const silence = (seconds: number): Float32Array => new Float32Array(seconds * 48_000);

describe('loudness', () => {
  test.each([
    [1, -3.01],
    [0.1, -23.01],
    [0.01, -43.01],
  ])('[AU3] a tone of 997 Hz with amplitude %d reads %d LUFS', (level, expected) => {
    expect(lufs(tone(997, { level, seconds: 3 }))).toBeCloseTo(expected, 1);
  });

  // The shelf and the high pass, from the tables of the recommendation’s filter.
  test.each([
    [100, -1.1],
    [1_000, 0.7],
    [10_000, 4],
  ])('[AU3] at %d Hz the filter gives %d dB', (hertz, gain) => {
    const plain = -3.01 - 0.691;
    expect(lufs(tone(hertz, { level: 1, seconds: 3 }))).toBeCloseTo(plain + gain, 0);
  });

  test('[AU3] silence and quiet passages do not count', () => {
    const speech = tone(997, { level: 0.1, seconds: 5 });
    const quiet = tone(997, { level: 0.002, seconds: 5 });
    expect(Math.abs(lufs(after(speech, silence(5), quiet)) + 23.01)).toBeLessThan(0.3);
  });

  test('[AU3] sound shorter than a block has a loudness too', () => {
    expect(lufs(tone(997, { level: 0.1, seconds: 0.25 }))).toBeCloseTo(-23, 0);
  });

  test('[AU3] nothing is no loudness', () => {
    expect(loudnessOf(silence(2))).toEqual({ power: 0, seconds: 0 });
    expect(loudnessOf(new Float32Array())).toEqual({ power: 0, seconds: 0 });
  });

  test('[AU3] two stretches weigh by their length', () => {
    expect(together({ power: 1, seconds: 1 }, { power: 4, seconds: 2 })).toEqual({ power: 3, seconds: 3 });
  });
});

describe('true peak', () => {
  test('[AU3] a tone between the samples is found: they say −3 dB, the peak is at 0', () => {
    const between = Float32Array.from({ length: 4_800 }, (_, n) => Math.sin((Math.PI * n) / 2 + Math.PI / 4));
    expect(Math.max(...between)).toBeCloseTo(Math.SQRT1_2, 5);
    expect(Math.abs(truePeakDb(between))).toBeLessThan(0.2);
  });

  test('[AU3] a slow tone peaks where its samples do', () => {
    expect(truePeakDb(tone(997, { level: 0.5 }))).toBeCloseTo(-6.02, 1);
  });

  test.each([-1, -4, -9])('[AU3] the limiter holds %d dBTP, also for noise', (ceilingDb) => {
    const random = noiseFrom(7);
    const noise = Float32Array.from({ length: 48_000 }, (_, n) => random() * (n % 9_600 < 600 ? 1 : 0.05));
    expect(truePeakDb(amplify(noise, 9, ceilingDb))).toBeLessThanOrEqual(ceilingDb + 0.2);
  });

  test('[AU3] below the ceiling the limiter is a plain gain', () => {
    const quiet = tone(997, { level: 0.1 });
    expect(amplify(quiet, 6.020_6, -4)).toEqual(quiet.map((sample) => Math.fround(sample * 10 ** (6.020_6 / 20))));
  });

  test('[AU3] around a peak the rest keeps its gain', () => {
    const click = new Float32Array(9_600).fill(0.1);
    click[4_800] = 1;
    const limited = amplify(click, 0, -6);
    expect(limited[4_800]).toBeLessThan(0.502);
    expect(limited[4_000]).toBeCloseTo(0.1, 6);
    expect(limited[5_600]).toBeCloseTo(0.1, 6);
  });
});
