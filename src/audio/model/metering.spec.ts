import { describe, expect, test } from '@jest/globals';
import { noiseFrom, speechLike, tone } from '../../../test/support/sounds.js';
import { codedPeaksOf } from './coded-peaks.js';
import { amplify } from './limiter.js';
import { loudnessOf, lufsOf, together, weightedPowers, type Loudness } from './loudness.js';
import { makeUpDb } from './make-up.js';
import { truePeakDb, truePeaksOf } from './true-peak.js';

const heard = (samples: Float32Array): Loudness => loudnessOf(weightedPowers(samples));
const lufs = (samples: Float32Array): number => lufsOf(heard(samples).power);
const limited = (samples: Float32Array, gainDb: number, ceilingDb: number): Float32Array =>
  amplify(samples, truePeaksOf(samples), { gainDb, ceilingDb });
const grown = (samples: Float32Array): number =>
  20 * Math.log10(Math.max(...codedPeaksOf(samples)) / Math.max(...truePeaksOf(samples)));
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
    expect(heard(silence(2))).toEqual({ power: 0, seconds: 0 });
    expect(heard(new Float32Array())).toEqual({ power: 0, seconds: 0 });
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
    expect(truePeakDb(limited(noise, 9, ceilingDb))).toBeLessThanOrEqual(ceilingDb + 0.2);
  });

  test('[AU3] below the ceiling the limiter is a plain gain', () => {
    const quiet = tone(997, { level: 0.1 });
    expect(limited(quiet, 6.020_6, -4)).toEqual(quiet.map((sample) => Math.fround(sample * 10 ** (6.020_6 / 20))));
  });

  test('[AU3] around a peak the rest keeps its gain', () => {
    const click = new Float32Array(9_600).fill(0.1);
    click[4_800] = 1;
    const dipped = limited(click, 0, -6);
    expect(dipped[4_800]).toBeLessThan(0.502);
    expect(dipped[4_000]).toBeCloseTo(0.1, 6);
    expect(dipped[5_600]).toBeCloseTo(0.1, 6);
  });
});

describe('making up for the limiter', () => {
  const speech = speechLike({ rate: 48_000, level: 0.6, seconds: 3 });
  const powers = weightedPowers(speech);
  const peaks = truePeaksOf(speech);
  const limitedWith = (gainDb: number, ceilingDb: number): number => lufs(limited(speech, gainDb, ceilingDb));

  test.each([-2, -3, -4])('[AU11] held %d dB under its peak, speech stays as loud as it was', (underDb) => {
    const ceilingDb = truePeakDb(speech) + underDb;
    const gainDb = makeUpDb(powers, peaks, ceilingDb);
    expect(limitedWith(0, ceilingDb)).toBeLessThan(lufs(speech) - 0.2);
    expect(gainDb).toBeGreaterThan(0);
    expect(gainDb).toBeLessThan(8);
    expect(Math.abs(limitedWith(gainDb, ceilingDb) - lufs(speech))).toBeLessThan(0.15);
  });

  test('[AU11] where nothing is limited nothing is made up for, and never more than 9 dB', () => {
    expect(makeUpDb(powers, peaks, truePeakDb(speech) + 0.1)).toBe(0);
    expect(makeUpDb(powers, peaks, truePeakDb(speech) - 30)).toBeCloseTo(9, 1);
  });

  test('[AU11] hiss is expected to come out 2 dB higher than a voice', () => {
    const random = noiseFrom(3);
    const hiss = Float32Array.from({ length: 4_800 }, () => 0.5 * random());
    const voice = tone(300, { seconds: 0.1 });
    expect(grown(hiss)).toBeCloseTo(2, 1);
    expect(grown(voice)).toBe(0);
  });
});
