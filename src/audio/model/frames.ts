/** All sound is MP3 at 48 kHz, mono, 64 kbit/s, without reservoir: every frame stands alone. */
export const SAMPLE_RATE = 48_000;
export const FRAME_SAMPLES = 1_152;
export const FRAME_MS = 24;
export const FRAME_BYTES = 192;

/** Encoder and decoder together sound this much late. It is part of the sound on every path; nothing trims it. */
export const DELAY_SAMPLES = 1_105;
export const DELAY_MS = (DELAY_SAMPLES / SAMPLE_RATE) * 1_000;

/** A chunk lasts at most 8 s. */
export const CHUNK_FRAMES_MAX = 333;
/** Cut points lie at most 2.4 s apart. */
export const CUT_FRAMES_MAX = 100;

/** A piece of time, or of bytes: `end` is not part of it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function framesIn(frames: Uint8Array): number {
  return Math.floor(frames.length / FRAME_BYTES);
}

export function durationMs(frames: Uint8Array): number {
  return framesIn(frames) * FRAME_MS;
}

/** The frame that sounds at this moment. */
export function frameAt(ms: number): number {
  return Math.floor(ms / FRAME_MS);
}

/** Where the bytes of the frames lie that sound within a span of time: the first whole, and the last. */
export function bytesOfTime({ start, end }: Span): Span {
  return { start: frameAt(start) * FRAME_BYTES, end: Math.ceil(end / FRAME_MS) * FRAME_BYTES };
}

/** When the frames sound that a span of bytes touches. */
export function timeOfBytes({ start, end }: Span): Span {
  return { start: Math.floor(start / FRAME_BYTES) * FRAME_MS, end: Math.ceil(end / FRAME_BYTES) * FRAME_MS };
}

/** The frames that sound from one moment to another, as a view. */
export function cutTime(frames: Uint8Array, { start, end }: Span): Uint8Array {
  const bytes = bytesOfTime({ start: Math.max(0, start), end: Math.max(0, end) });
  return frames.subarray(Math.min(bytes.start, frames.length), Math.min(bytes.end, frames.length));
}

/** What is left from a moment on, as a view. */
export function seekTime(frames: Uint8Array, ms: number): Uint8Array {
  return cutTime(frames, { start: ms, end: durationMs(frames) });
}

/** Appending is all there is to joining. */
export function joinFrames(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((bytes, part) => bytes + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
