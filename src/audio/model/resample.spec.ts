import { describe, expect, test } from '@jest/globals';
import { tone } from '../../../test/support/sounds.js';
import { resample } from './resample.js';

/** The strongest difference, away from the ends. */
function worst(a: Float32Array, b: Float32Array): number {
  let most = 0;
  for (let n = 500; n < Math.min(a.length, b.length) - 500; n += 1)
    most = Math.max(most, Math.abs((a[n] ?? 0) - (b[n] ?? 0)));
  return most;
}

describe('resampling', () => {
  test.each([8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 44_056, 47_999, 96_000, 192_000])(
    '[AU7] a tone at %i Hz becomes the same tone at 48 kHz',
    (rate) => {
      const made = resample(tone(1_000, { rate, seconds: 0.32 }), rate);
      expect(made.length).toBe(15_360);
      // −60 dB under the tone.
      expect(worst(made, tone(1_000, { rate: 48_000, seconds: 0.32 }))).toBeLessThan(0.000_5);
    },
  );

  test('[AU7] what 48 kHz cannot hold is left out', () => {
    const made = resample(tone(30_000, { rate: 96_000, seconds: 0.32 }), 96_000);
    expect(worst(made, new Float32Array(made.length))).toBeLessThan(0.000_5);
  });

  test('[AU7] a click stays at its moment', () => {
    const click = new Float32Array(22_050);
    click[11_025] = 1;
    const made = resample(click, 22_050);
    expect(made.indexOf(Math.max(...made))).toBe(24_000);
  });

  test('[AU7] 48 kHz are left alone', () => {
    const samples = tone(440);
    expect(resample(samples, 48_000)).toBe(samples);
  });
});
