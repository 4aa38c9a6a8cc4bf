import { GRAIN_SAMPLES } from './grain.js';

// How many grains the gain looks ahead and behind. So short a dip takes a pulse of the voice and leaves the vowel around it.
const REACH = 1;

/** Applies a gain and dips it wherever a peak, known for every grain, would pass the ceiling. */
export function amplify(
  samples: Float32Array,
  peaks: Float32Array,
  { gainDb, ceilingDb }: { readonly gainDb: number; readonly ceilingDb: number },
): Float32Array {
  const gain = 10 ** (gainDb / 20);
  const dipped = dips(peaks, 10 ** ((ceilingDb - gainDb) / 20));
  return samples.map((sample, n) => {
    const grain = Math.floor(n / GRAIN_SAMPLES);
    const from = dipped[grain] ?? 1;
    const to = dipped[grain + 1] ?? 1;
    return sample * gain * (from + ((to - from) * (n - grain * GRAIN_SAMPLES)) / GRAIN_SAMPLES);
  });
}

/** How loud every grain is left when peaks are held at a limit. */
export function limitedPowers(powers: Float64Array, peaks: Float32Array, limit: number): Float64Array {
  const dipped = dips(peaks, limit);
  return powers.map((power, at) => power * (((dipped[at] ?? 1) + (dipped[at + 1] ?? 1)) / 2) ** 2);
}

/** The factor, 1 or less, at the beginning of every grain and at the end of the last; between them it changes evenly. */
function dips(peaks: Float32Array, limit: number): Float64Array {
  const allowed = Float64Array.from(peaks, (peak) => (peak > limit ? limit / peak : 1));
  // The lowest around each place, averaged over the same reach, is smooth and nowhere above what is allowed there.
  const lowest = allowed.map((_, at) => lowestOf(allowed, at - REACH, at + REACH + 1));
  return Float64Array.from({ length: peaks.length + 1 }, (_, edge) => meanOf(lowest, edge - REACH, edge + REACH));
}

function lowestOf(values: Float64Array, start: number, end: number): number {
  let lowest = 1;
  for (let at = Math.max(0, start); at < end && at < values.length; at += 1) lowest = Math.min(lowest, values[at] ?? 1);
  return lowest;
}

/** Past the ends the first and the last value go on. */
function meanOf(values: Float64Array, start: number, end: number): number {
  let sum = 0;
  for (let at = start; at < end; at += 1) sum += values[Math.max(0, Math.min(values.length - 1, at))] ?? 1;
  return sum / (end - start);
}
