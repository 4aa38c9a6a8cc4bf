import { limitedPowers } from './limiter.js';
import { loudnessOf } from './loudness.js';

// Beyond 9 dB the limiter is heard more than the speech: then the sound stays a little softer.
const MAKE_UP_DB_MAX = 9;
// Each halves what is not known of it; 0.03 dB are left.
const ROUNDS = 8;

/** How much more gain keeps a sound, given by the grain, as loud as it was when its peaks are held at a limit. */
export function makeUpDb(powers: Float64Array, peaks: Float32Array, limitDb: number): number {
  const limit = 10 ** (limitDb / 20);
  if (peaks.every((peak) => peak <= limit)) return 0;
  const wanted = loudnessOf(powers).power;
  let [low, high] = [0, MAKE_UP_DB_MAX];
  for (let round = 0; round < ROUNDS; round += 1) {
    const middle = (low + high) / 2;
    const gain = 10 ** (middle / 20);
    const left = loudnessOf(limitedPowers(powers, peaks, limit / gain)).power;
    if (gain ** 2 * left < wanted) low = middle;
    else high = middle;
  }
  return low;
}
