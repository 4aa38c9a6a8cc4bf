import { truePeaks } from './true-peak.js';

// How far the gain looks ahead and behind: 4 ms, long enough that the dip is no click.
const REACH_SAMPLES = 192;

/** Applies a gain in decibels and dips it wherever the true peak would pass the ceiling. */
export function amplify(samples: Float32Array, gainDb: number, ceilingDb: number): Float32Array {
  const gain = 10 ** (gainDb / 20);
  const ceiling = 10 ** (ceilingDb / 20);
  const peaks = truePeaks(samples);
  const allowed = peaks.map((peak) => (peak * gain > ceiling ? ceiling / peak : gain));
  if (!allowed.some((value) => value < gain)) return samples.map((sample) => sample * gain);
  // The lowest around each sample, averaged over the same reach, is smooth and nowhere above what is allowed there.
  const smooth = averaged(lowestAround(allowed));
  return samples.map((sample, n) => sample * (smooth[n] ?? 0));
}

/** The lowest value within reach of each place: one pass, with the places that may still be lowest in a queue. */
function lowestAround(values: Float32Array): Float32Array {
  const queue = new Int32Array(values.length);
  let head = 0;
  let tail = 0;
  return values.map((_, n) => {
    const from = n === 0 ? 0 : n + REACH_SAMPLES;
    for (let next = from; next <= n + REACH_SAMPLES && next < values.length; next += 1) {
      while (tail > head && at(values, queue[tail - 1]) >= at(values, next)) tail -= 1;
      queue[tail] = next;
      tail += 1;
    }
    while ((queue[head] ?? 0) < n - REACH_SAMPLES) head += 1;
    return at(values, queue[head]);
  });
}

/** Past the ends the first and the last value go on. */
function averaged(values: Float32Array): Float32Array {
  const last = values.length - 1;
  let sum = 0;
  for (let k = -REACH_SAMPLES; k <= REACH_SAMPLES; k += 1) sum += at(values, Math.min(last, Math.max(0, k)));
  return values.map((_, n) => {
    const average = sum / (2 * REACH_SAMPLES + 1);
    sum += at(values, Math.min(last, n + 1 + REACH_SAMPLES)) - at(values, Math.max(0, n - REACH_SAMPLES));
    return average;
  });
}

function at(values: Float32Array, place = 0): number {
  return values[place] ?? 0;
}
