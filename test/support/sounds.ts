import type { Sound } from '../../src/audio/sound.port.js';

/** A generator of numbers between -1 and 1 that gives the same for the same seed. */
export function noiseFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x8000_0000 - 1;
  };
}

export interface Making {
  readonly rate?: number;
  readonly seconds?: number;
  readonly level?: number;
  readonly seed?: number;
}

/** Something with the shape of speech: voiced syllables with harmonics, hisses, and breaths between words. */
export function speechLike({ rate = 22_050, seconds = 4, level = 0.3, seed = 1 }: Making = {}): Float32Array {
  const noise = noiseFrom(seed);
  const samples = new Float32Array(Math.round(rate * seconds));
  let at = 0;
  while (at < samples.length) {
    const syllables = 1 + Math.floor(Math.abs(noise()) * 4);
    for (let syllable = 0; syllable < syllables; syllable += 1) at = sayOne(samples, at, { rate, level, noise });
    at += Math.round(rate * (0.05 + 0.2 * Math.abs(noise())));
  }
  return samples;
}

function sayOne(
  samples: Float32Array,
  from: number,
  { rate, level, noise }: { rate: number; level: number; noise: () => number },
): number {
  const length = Math.round(rate * (0.12 + 0.1 * Math.abs(noise())));
  const pitch = 120 + 40 * noise();
  const hiss = noise() > 0.5;
  const loud = level * (0.6 + 0.4 * Math.abs(noise()));
  for (let n = 0; n < length && from + n < samples.length; n += 1) {
    const shape = Math.sin((Math.PI * n) / length) ** 0.5;
    let voice = 0;
    for (let harmonic = 1; harmonic <= 12; harmonic += 1) {
      voice += Math.sin((2 * Math.PI * pitch * harmonic * n) / rate + harmonic) / harmonic;
    }
    samples[from + n] = shape * loud * (hiss ? 0.3 * noise() : 0.5 * voice);
  }
  return from + length;
}

export function tone(hertz: number, { rate = 48_000, seconds = 1, level = 0.5 }: Making = {}): Float32Array {
  return Float32Array.from(
    { length: Math.round(rate * seconds) },
    (_, n) => level * Math.sin((2 * Math.PI * hertz * n) / rate),
  );
}

export function pcm16(samples: Float32Array): Int16Array {
  return Int16Array.from(samples, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767));
}

export function bytesOf(samples: Int16Array): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

/** Samples as an engine sends them. */
export function sound(samples: Float32Array, sampleRate = 22_050): Sound {
  return { format: { encoding: 'pcm16', sampleRate, channels: 1 }, bytes: bytesOf(pcm16(samples)) };
}

const RATES = [8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000, 44_056];
const LEVELS = [0.01, 0.05, 0.3, 0.9, 3];

/** No two alike: every common rate, levels from a whisper to clipping, speech, tones, noise and clicks. */
export function manySounds(count: number): { readonly samples: Float32Array; readonly rate: number }[] {
  return Array.from({ length: count }, (_, n) => {
    const rate = RATES[n % RATES.length] ?? 48_000;
    const level = LEVELS[n % LEVELS.length] ?? 1;
    const making = { rate, level, seconds: 0.3 + ((n * 7) % 13) / 10, seed: n + 1 };
    return { samples: oneOf(Math.floor(n / 10) % 4, making), rate };
  });
}

function oneOf(kind: number, making: Required<Making>): Float32Array {
  if (kind === 0) return speechLike(making);
  if (kind === 1) return tone(100 + making.seed * 30, making);
  const random = noiseFrom(making.seed);
  const length = Math.round(making.rate * making.seconds);
  const isBurst = (n: number): boolean => kind === 2 || n % 3_001 < 40;
  return Float32Array.from({ length }, (_, n) => (isBurst(n) ? making.level * random() : 0));
}
