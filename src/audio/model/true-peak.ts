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

/** For every sample, the highest level the sound reaches between it and the next, four times oversampled. */
export function truePeaks(samples: Float32Array): Float32Array {
  const padded = new Float32Array(samples.length + 2 * TAPS);
  padded.set(samples, TAPS);
  const peaks = samples.map(Math.abs);
  for (const phase of PHASES) raiseTo(peaks, padded, phase);
  return peaks;
}

/** The true peak in dBTP. */
export function truePeakDb(samples: Float32Array): number {
  let highest = 0;
  for (const peak of truePeaks(samples)) highest = Math.max(highest, peak);
  return 20 * Math.log10(highest);
}

function raiseTo(peaks: Float32Array, padded: Float32Array, phase: Float64Array): void {
  for (let n = 0; n < peaks.length; n += 1) {
    const newest = n + TAPS + BEHIND;
    let sum = 0;
    for (let k = 0; k < TAPS; k += 1) sum += (phase[k] ?? 0) * (padded[newest - k] ?? 0);
    const level = Math.abs(sum);
    if (level > (peaks[n] ?? 0)) peaks[n] = level;
  }
}
