import { cut } from './cut-points.js';
import { DELAY_SAMPLES, FRAME_SAMPLES } from './frames.js';
import { amplify } from './limiter.js';
import { loudnessOf, weightedPowers, type Loudness } from './loudness.js';
import { makeUpDb } from './make-up.js';
import { resample } from './resample.js';
import { trim, windowPowers, type Trimmed } from './silence.js';
import { codedPeaksOf } from './coded-peaks.js';

export interface Measured extends Trimmed {
  /** The weighted power of every grain, and the peak to reckon with. */
  readonly powers: Float64Array;
  readonly peaks: Float32Array;
  readonly loudness: Loudness;
}

export interface ShapedPiece {
  readonly startFrame: number;
  readonly frameCount: number;
  readonly cutPoints: readonly number[];
  readonly peaks: Uint8Array;
}

export interface Shaped {
  /** What the encoder takes: whole frames of 16-bit samples. */
  readonly pcm: Int16Array;
  readonly pieces: readonly ShapedPiece[];
}

// What is decoded overshoots what was encoded a little more than the encoder turns it down: speech by up to 1.4 dB.
const CEILING_DBTP = -3;
const DIP_SAMPLES = 288;
const DIP_AFTER_SAMPLES = 864;

/** Any 16-bit samples → 48 kHz mono without the silence around it, and how loud that is. Nothing where there is no sound. */
export function measure(pcm: Int16Array, rate: number, channels: 1 | 2): Measured | undefined {
  const trimmed = trim(resample(toMono(pcm, channels), rate));
  if (trimmed === undefined) return undefined;
  const { samples } = trimmed;
  const powers = weightedPowers(samples);
  const loudness = loudnessOf(powers);
  return loudness.seconds > 0 ? { ...trimmed, powers, peaks: codedPeaksOf(samples), loudness } : undefined;
}

/** Brings a measured sound to its level and divides it into chunks. What limiting takes of its loudness is made up for. */
export function shape({ samples, powers, peaks, threshold }: Measured, gainDb: number): Shaped {
  const { pieces, forced } = cut(windowPowers(samples), threshold);
  const limitedDb = gainDb + makeUpDb(powers, peaks, CEILING_DBTP - gainDb);
  const loud = amplify(samples, peaks, { gainDb: limitedDb, ceilingDb: CEILING_DBTP });
  for (const frame of forced) dip(loud, frame);
  return {
    pcm: to16Bits(loud),
    pieces: pieces.map(({ start, end, cutPoints }) => ({
      startFrame: start,
      frameCount: end - start,
      cutPoints,
      peaks: peaksOf(loud, start, end),
    })),
  };
}

function toMono(pcm: Int16Array, channels: 1 | 2): Float32Array {
  const mono = new Float32Array(Math.floor(pcm.length / channels));
  const last = channels - 1;
  for (let n = 0; n < mono.length; n += 1) {
    const first = n * channels;
    mono[n] = ((pcm[first] ?? 0) + (pcm[first + last] ?? 0)) / 65_536;
  }
  return mono;
}

function to16Bits(samples: Float32Array): Int16Array {
  const pcm = new Int16Array(samples.length);
  for (let n = 0; n < pcm.length; n += 1) {
    pcm[n] = Math.round(Math.max(-1, Math.min(1, samples[n] ?? 0)) * 32_767);
  }
  return pcm;
}

/** Peak level per frame, 0 to 255, of what sounds while the frame does. */
function peaksOf(samples: Float32Array, start: number, end: number): Uint8Array {
  return Uint8Array.from({ length: end - start }, (_, at) => {
    const from = (start + at) * FRAME_SAMPLES - DELAY_SAMPLES;
    let highest = 0;
    for (const sample of samples.subarray(Math.max(0, from), Math.max(0, from + FRAME_SAMPLES))) {
      highest = Math.max(highest, Math.abs(sample));
    }
    return Math.min(255, Math.round(highest * 255));
  });
}

/** A chunk that has to end in the middle of sound gets a short silence there, with soft edges. */
function dip(samples: Float32Array, frame: number): void {
  const place = frame * FRAME_SAMPLES - DELAY_SAMPLES;
  const from = place - 2 * DIP_SAMPLES;
  const to = place + DIP_AFTER_SAMPLES + DIP_SAMPLES;
  for (let n = from; n < to; n += 1) {
    const outside = Math.max(place - DIP_SAMPLES - n, n - place - DIP_AFTER_SAMPLES, 0) / DIP_SAMPLES;
    samples[n] = (samples[n] ?? 0) * Math.sin((outside * Math.PI) / 2) ** 2;
  }
}
