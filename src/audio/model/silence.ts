import { FRAME_SAMPLES, SAMPLE_RATE, type Span } from './frames.js';

/** Levels are looked at in windows of 4 ms, six to a frame. */
export const WINDOW_SAMPLES = 192;
export const WINDOWS_PER_FRAME = FRAME_SAMPLES / WINDOW_SAMPLES;

// Silence is what lies this far below the speech around it, or below what anybody hears.
const BELOW_SPEECH_DB = 42;
const INAUDIBLE_DB = -70;

const LEAD_SAMPLES = 0.06 * SAMPLE_RATE;
const TAIL_SAMPLES = 0.12 * SAMPLE_RATE;

export interface Trimmed {
  readonly samples: Float32Array;
  /** From the first sound to the last. */
  readonly audibleMs: number;
  /** How much was cut from the front; negative where silence was added. */
  readonly startTrimmedMs: number;
  /** The power under which a window of it is silent. */
  readonly threshold: number;
}

/** Mean power of every window; the last may be short. */
export function windowPowers(samples: Float32Array): Float64Array {
  const powers = new Float64Array(Math.ceil(samples.length / WINDOW_SAMPLES));
  for (let w = 0; w < powers.length; w += 1) {
    const window = samples.subarray(w * WINDOW_SAMPLES, (w + 1) * WINDOW_SAMPLES);
    let sum = 0;
    for (const sample of window) sum += sample * sample;
    powers[w] = sum / window.length;
  }
  return powers;
}

/** 60 ms of silence in front, 120 ms behind, and then up to a whole frame. Nothing where there is no sound. */
export function trim(samples: Float32Array): Trimmed | undefined {
  const powers = windowPowers(samples);
  const threshold = silenceBelow(powers);
  const first = powers.findIndex((power) => power >= threshold);
  if (first < 0) return undefined;
  const last = powers.findLastIndex((power) => power >= threshold);
  const sound: Span = { start: first * WINDOW_SAMPLES, end: Math.min(samples.length, (last + 1) * WINDOW_SAMPLES) };
  const start = sound.start - LEAD_SAMPLES;
  const length = Math.ceil((sound.end + TAIL_SAMPLES - start) / FRAME_SAMPLES) * FRAME_SAMPLES;
  const trimmed = new Float32Array(length);
  trimmed.set(samples.subarray(Math.max(0, start), sound.end + TAIL_SAMPLES), Math.max(0, -start));
  return {
    samples: trimmed,
    audibleMs: ((sound.end - sound.start) / SAMPLE_RATE) * 1_000,
    startTrimmedMs: (start / SAMPLE_RATE) * 1_000,
    threshold,
  };
}

/** The power below which a window is silent. "Speech" is what nine tenths of the audible windows stay under. */
function silenceBelow(powers: Float64Array): number {
  const inaudible = 10 ** (INAUDIBLE_DB / 10);
  const audible = powers.filter((power) => power > inaudible).sort();
  const speech = audible[Math.floor(audible.length * 0.9)] ?? 0;
  return Math.max(inaudible, speech / 10 ** (BELOW_SPEECH_DB / 10));
}
