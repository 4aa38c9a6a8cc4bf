import { transform } from './fourier.js';

/** How far one sound lies behind another, and how alike they are there, 0 … 1. */
export interface Lag {
  readonly samples: number;
  readonly likeness: number;
}

const SIZE = 2 ** 17;

/**
 * By how many samples `other` repeats `window` later, to a fraction of one: the peak of their cross-correlation, and the
 * top of the parabola through it and its neighbours. `other` begins `before` samples before the window does.
 */
export function lagOf(window: Float32Array, other: Float32Array, before: number): Lag {
  const [a, b] = [spectrum(window), spectrum(other)];
  const re = new Float64Array(SIZE);
  const im = new Float64Array(SIZE);
  for (let at = 0; at < SIZE; at += 1) {
    const [ar, ai, br, bi] = [a.re[at] ?? 0, a.im[at] ?? 0, b.re[at] ?? 0, b.im[at] ?? 0];
    re[at] = ar * br + ai * bi;
    // Conjugate: the second transform is then the inverse of the first.
    im[at] = -(ar * bi - ai * br);
  }
  transform(re, im);
  const lags = other.length - window.length;
  let best = 0;
  for (let lag = 1; lag <= lags; lag += 1) if ((re[lag] ?? 0) > (re[best] ?? 0)) best = lag;
  const [left, top, right] = [re[best - 1] ?? 0, re[best] ?? 0, re[best + 1] ?? 0];
  const bend = left - 2 * top + right;
  const fraction = best === 0 || bend === 0 ? 0 : (left - right) / (2 * bend);
  const energy = Math.sqrt(energyOf(window) * energyOf(other.subarray(best, best + window.length)));
  return { samples: best + fraction - before, likeness: energy === 0 ? 0 : top / SIZE / energy };
}

export function energyOf(samples: Float32Array): number {
  return samples.reduce((sum, sample) => sum + sample * sample, 0);
}

function spectrum(samples: Float32Array): { readonly re: Float64Array; readonly im: Float64Array } {
  if (samples.length > SIZE / 2) throw new Error('This is longer than what is compared at once.');
  const re = new Float64Array(SIZE);
  re.set(samples);
  const im = new Float64Array(SIZE);
  transform(re, im);
  return { re, im };
}
