// ITU-R BS.1770-4, for one channel at 48 kHz.
const STEP_SAMPLES = 4_800;
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

/** Integrated loudness. Sound shorter than one block of 400 ms is one block. */
export function loudnessOf(samples: Float32Array): Loudness {
  const steps = stepPowers(samples);
  const loud = blockPowers(steps).filter((power) => lufsOf(power) > ABSOLUTE_GATE_LUFS);
  if (loud.length === 0) return SILENT;
  const threshold = lufsOf(mean(loud)) + RELATIVE_GATE_LU;
  const counted = loud.filter((power) => lufsOf(power) > threshold);
  return { power: mean(counted), seconds: (counted.length * STEP_SAMPLES) / 48_000 };
}

export function lufsOf(power: number): number {
  return OFFSET_LUFS + 10 * Math.log10(power);
}

/** Two stretches heard one after the other. */
export function together(a: Loudness, b: Loudness): Loudness {
  const seconds = a.seconds + b.seconds;
  return seconds === 0 ? SILENT : { power: (a.power * a.seconds + b.power * b.seconds) / seconds, seconds };
}

function blockPowers(steps: readonly number[]): number[] {
  if (steps.length < STEPS_PER_BLOCK) return steps.length === 0 ? [] : [mean(steps)];
  return steps.slice(0, steps.length - STEPS_PER_BLOCK + 1).map((_, at) => mean(steps.slice(at, at + STEPS_PER_BLOCK)));
}

/** The K-weighted mean power of every 100 ms. A last piece shorter than that counts only if it is all there is. */
function stepPowers(samples: Float32Array): number[] {
  const powers: number[] = [];
  const filter = kWeighting();
  if (samples.length > 0 && samples.length < STEP_SAMPLES) return [filter(samples)];
  for (let start = 0; start + STEP_SAMPLES <= samples.length; start += STEP_SAMPLES) {
    powers.push(filter(samples.subarray(start, start + STEP_SAMPLES)));
  }
  return powers;
}

/** The mean power after a shelf for the head and a high pass, the published coefficients. State lasts from call to call. */
function kWeighting(): (samples: Float32Array) => number {
  let x1 = 0;
  let x2 = 0;
  let y1 = 0;
  let y2 = 0;
  let z1 = 0;
  let z2 = 0;
  return (samples) => {
    let sum = 0;
    for (const x of samples) {
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
    return sum / samples.length;
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
