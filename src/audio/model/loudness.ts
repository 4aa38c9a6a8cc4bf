import { GRAIN_SAMPLES } from './grain.js';

// ITU-R BS.1770-4, for one channel at 48 kHz.
const GRAINS_PER_STEP = 200;
const STEP_SECONDS = 0.1;
const STEPS_PER_BLOCK = 4;
const ABSOLUTE_GATE_LUFS = -70;
const RELATIVE_GATE_LU = -10;
const OFFSET_LUFS = -0.691;

/** What a stretch of sound weighs: its mean power after the filter and the gates, and over how long. */
export interface Loudness {
  readonly power: number;
  readonly seconds: number;
}

export const SILENT: Loudness = { power: 0, seconds: 0 };

/** The K-weighted mean power of every whole grain: a shelf for the head and a high pass, the published coefficients. */
export function weightedPowers(samples: Float32Array): Float64Array {
  const powers = new Float64Array(Math.floor(samples.length / GRAIN_SAMPLES));
  let [x1, x2, y1, y2, z1, z2] = [0, 0, 0, 0, 0, 0];
  for (let grain = 0; grain < powers.length; grain += 1) {
    let sum = 0;
    for (let n = grain * GRAIN_SAMPLES; n < (grain + 1) * GRAIN_SAMPLES; n += 1) {
      const x = samples[n] ?? 0;
      const y =
        1.53512485958697 * x -
        2.69169618940638 * x1 +
        1.19839281085285 * x2 +
        1.69065929318241 * y1 -
        0.73248077421585 * y2;
      const z = y - 2 * y1 + y2 + 1.99004745483398 * z1 - 0.99007225036621 * z2;
      x2 = x1;
      x1 = x;
      y2 = y1;
      y1 = y;
      z2 = z1;
      z1 = z;
      sum += z * z;
    }
    powers[grain] = sum / GRAIN_SAMPLES;
  }
  return powers;
}

/** Integrated loudness of weighted powers. Sound shorter than one block of 400 ms is one block. */
export function loudnessOf(powers: Float64Array): Loudness {
  const steps = stepPowers(powers);
  const loud = blockPowers(steps).filter((power) => lufsOf(power) > ABSOLUTE_GATE_LUFS);
  if (loud.length === 0) return SILENT;
  const threshold = lufsOf(mean(loud)) + RELATIVE_GATE_LU;
  const counted = loud.filter((power) => lufsOf(power) > threshold);
  return { power: mean(counted), seconds: counted.length * STEP_SECONDS };
}

export function lufsOf(power: number): number {
  return OFFSET_LUFS + 10 * Math.log10(power);
}

/** Two stretches heard one after the other. */
export function together(a: Loudness, b: Loudness): Loudness {
  const seconds = a.seconds + b.seconds;
  return seconds === 0 ? SILENT : { power: (a.power * a.seconds + b.power * b.seconds) / seconds, seconds };
}

/** A last piece shorter than a step counts only if it is all there is. */
function stepPowers(powers: Float64Array): number[] {
  if (powers.length > 0 && powers.length < GRAINS_PER_STEP) return [mean(powers)];
  return Array.from({ length: Math.floor(powers.length / GRAINS_PER_STEP) }, (_, step) =>
    mean(powers.subarray(step * GRAINS_PER_STEP, (step + 1) * GRAINS_PER_STEP)),
  );
}

function blockPowers(steps: readonly number[]): number[] {
  if (steps.length < STEPS_PER_BLOCK) return steps.length === 0 ? [] : [mean(steps)];
  return steps.slice(0, steps.length - STEPS_PER_BLOCK + 1).map((_, at) => mean(steps.slice(at, at + STEPS_PER_BLOCK)));
}

function mean(values: Float64Array | readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
