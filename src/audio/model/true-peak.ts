import { GRAIN_SAMPLES } from './grain.js';

// The four phases of the interpolator in ITU-R BS.1770-4, annex 2; the last two are the first two backwards.
const FIRST_PHASE = [
  0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625, 0.97216796875,
  -0.102294921875, 0.047607421875, -0.026611328125, 0.014892578125, -0.00830078125,
];
const SECOND_PHASE = [
  -0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625, 0.77978515625,
  -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375,
];
const TAPS = FIRST_PHASE.length;
const PHASES = [FIRST_PHASE, SECOND_PHASE, SECOND_PHASE.toReversed(), FIRST_PHASE.toReversed()].map((phase) =>
  Float64Array.from(phase),
);
// The sample itself stands this far behind the newest one the interpolator sees.
const BEHIND = TAPS / 2;
// Between samples a sound reaches at most this much more than the samples around: the sum of the second phase.
const OVERSHOOT = 2.03;
// What lies so far under the loudest is not interpolated, which costs most of the time, but taken for the most it can be.
const QUIET = 1 / 4;

/** For every grain the highest level the sound reaches until the next begins, four times oversampled. */
export function truePeaksOf(samples: Float32Array): Float32Array {
  const peaks = samplePeaks(samples);
  const quiet = QUIET * highestOf(peaks);
  return peaks.map((own, grain) => {
    const around = Math.max(own, peaks[grain - 1] ?? 0, peaks[grain + 1] ?? 0);
    return around <= quiet ? OVERSHOOT * around : interpolatedPeak(samples, grain, own);
  });
}

/** The true peak in dBTP. */
export function truePeakDb(samples: Float32Array): number {
  return 20 * Math.log10(highestOf(truePeaksOf(samples)));
}

function samplePeaks(samples: Float32Array): Float32Array {
  const peaks = new Float32Array(Math.ceil(samples.length / GRAIN_SAMPLES));
  for (let n = 0; n < samples.length; n += 1) {
    const grain = Math.floor(n / GRAIN_SAMPLES);
    peaks[grain] = Math.max(peaks[grain] ?? 0, Math.abs(samples[n] ?? 0));
  }
  return peaks;
}

function interpolatedPeak(samples: Float32Array, grain: number, samplePeak: number): number {
  let highest = samplePeak;
  const end = Math.min(samples.length, (grain + 1) * GRAIN_SAMPLES);
  for (const phase of PHASES) {
    for (let n = grain * GRAIN_SAMPLES; n < end; n += 1) {
      let sum = 0;
      for (let k = 0; k < TAPS; k += 1) sum += (phase[k] ?? 0) * (samples[n + BEHIND - k] ?? 0);
      highest = Math.max(highest, Math.abs(sum));
    }
  }
  return highest;
}

function highestOf(peaks: Float32Array): number {
  let highest = 0;
  for (const peak of peaks) highest = Math.max(highest, peak);
  return highest;
}
