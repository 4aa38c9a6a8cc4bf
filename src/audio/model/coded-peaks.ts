import { GRAIN_SAMPLES } from './grain.js';
import { truePeaksOf } from './true-peak.js';

// How much higher hiss comes out of the encoder than it went in: 2 dB.
const HISS_GROWS = 1.26;
// The power of the differences from sample to sample, of four times the power of the samples: white noise has 0.5, a vowel
// 0.01.
const HISS_MIN = 0.05;

/** The level that every grain reaches once it was encoded and decoded, not counting what the encoder does to anything. */
export function codedPeaksOf(samples: Float32Array): Float32Array {
  return truePeaksOf(samples).map((peak, grain) => (hisses(samples, grain) ? HISS_GROWS * peak : peak));
}

function hisses(samples: Float32Array, grain: number): boolean {
  let power = 0;
  let change = 0;
  for (let n = grain * GRAIN_SAMPLES; n < (grain + 1) * GRAIN_SAMPLES; n += 1) {
    const sample = samples[n] ?? 0;
    power += sample ** 2;
    change += (sample - (samples[n - 1] ?? 0)) ** 2;
  }
  return change > 4 * HISS_MIN * power;
}
