export { FRAME_MS } from './model/frames.js';

/** Sound as it arrives: plain samples whose shape is known, or something to be found out (and not to be trusted). */
export type SoundFormat =
  | { readonly encoding: 'pcm16'; readonly sampleRate: number; readonly channels: 1 | 2 }
  | { readonly encoding: 'unknown' };

export interface Sound {
  readonly format: SoundFormat;
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>;
}

/** A chunk's sound in our frames: 24 ms and 192 bytes each, any of them a place to cut. */
export interface ChunkSound {
  readonly frames: Buffer;
  readonly frameCount: number;
  /** The moment of the given sound that is heard as the chunk begins, to be taken from word times. Negative: a little later. */
  readonly heardFromMs: number;
  /** Frame numbers at which the chunk may be left; the last is its end. At most 2.4 s apart. */
  readonly cutPoints: readonly number[];
  /** Peak level per frame, 0 to 255. */
  readonly peaks: Uint8Array;
}

/** The gain of one voice, learned over all it said, held still while one request lasts. */
export interface Level {
  readonly voice: string;
}

export interface ChunkOptions {
  readonly level: Level;
  /** How long the text should take; sound outside 0.4 to 2.5 times of it is `audio.wrong-length`. */
  readonly expectMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Any sound → our frames, at −16 LUFS over a request, true peak at most −1.5 dBTP, silence trimmed to 60 ms in front and
 * 120 ms behind. Failures are `AudioFault`s. Nothing that arrives reaches ffmpeg as a path or an address.
 */
export abstract class Audio {
  /** The level to hold for one request of this voice. */
  abstract levelFor(voice: string): Level;
  /** One piece of speech → one chunk (longer than 8 s: cut to several, at silences). */
  abstract toChunks(sound: Sound, options: ChunkOptions): Promise<readonly ChunkSound[]>;
  /** Decodes whatever it is to 16-bit samples, within all limits. */
  abstract decode(sound: Sound, signal?: AbortSignal): Promise<Sound & { readonly bytes: Uint8Array }>;
}
