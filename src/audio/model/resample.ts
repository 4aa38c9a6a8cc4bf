import { SAMPLE_RATE } from './frames.js';

export const SAMPLE_RATE_MIN = 8_000;
export const SAMPLE_RATE_MAX = 192_000;

// Width of the kernel in zero crossings to each side, and the shape of its window: images lie 80 dB down.
const CROSSINGS = 24;
const KAISER_BETA = 8;
// The kernel passes up to this part of the lower Nyquist frequency.
const PASSED = 0.94;
// Odd rates would need a kernel for every one of up to 48,000 positions between two samples.
const PHASES_MAX = 1_024;

interface Kernel {
  readonly taps: number;
  readonly phases: number;
  readonly weights: Float32Array;
}

/** Samples of any rate → samples at 48 kHz, by a windowed sinc. */
export function resample(samples: Float32Array, rate: number): Float32Array {
  if (rate === SAMPLE_RATE) return samples;
  const { taps, phases, weights } = kernelFor(rate);
  const padded = new Float32Array(samples.length + 2 * taps);
  padded.set(samples, taps);
  const output = new Float32Array(Math.round((samples.length * SAMPLE_RATE) / rate));
  const step = rate / SAMPLE_RATE;
  for (let n = 0; n < output.length; n += 1) {
    const position = n * step;
    const whole = Math.floor(position);
    const phase = Math.round((position - whole) * phases);
    const first = whole + taps / 2 + 1;
    const row = phase * taps;
    let sum = 0;
    for (let k = 0; k < taps; k += 1) sum += (weights[row + k] ?? 0) * (padded[first + k] ?? 0);
    output[n] = sum;
  }
  return output;
}

function kernelFor(rate: number): Kernel {
  const phases = Math.min(PHASES_MAX, SAMPLE_RATE / greatestDivisor(SAMPLE_RATE, rate));
  const scale = Math.min(1, SAMPLE_RATE / rate);
  const half = Math.ceil(CROSSINGS / scale);
  const taps = 2 * half;
  const cutoff = scale * PASSED;
  const weights = new Float32Array((phases + 1) * taps);
  for (let phase = 0; phase <= phases; phase += 1) {
    const row = weights.subarray(phase * taps, (phase + 1) * taps);
    let sum = 0;
    for (let k = 0; k < taps; k += 1) {
      const distance = k - half + 1 - phase / phases;
      const weight = sinc(cutoff * distance) * kaiser(distance / half);
      row[k] = weight;
      sum += weight;
    }
    // Every phase passes a constant unchanged.
    for (let k = 0; k < taps; k += 1) row[k] = (row[k] ?? 0) / sum;
  }
  return { taps, phases, weights };
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel(KAISER_BETA * Math.sqrt(1 - x * x)) / bessel(KAISER_BETA);
}

/** The modified Bessel function of the first kind, order 0. */
function bessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-10; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
