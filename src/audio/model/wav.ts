import { isRefusal, refuse, type Refusal } from '../../kernel/outcome.js';
import { SAMPLE_RATE_MAX, SAMPLE_RATE_MIN } from './resample.js';

export interface WavShape {
  readonly samples: 'int16' | 'int24' | 'int32' | 'float32';
  readonly sampleRate: number;
  readonly channels: 1 | 2;
  /** Where the samples lie: whole sample frames only, and only what is there. */
  readonly dataStart: number;
  readonly dataEnd: number;
}

type Format = Pick<WavShape, 'samples' | 'sampleRate' | 'channels'>;

const TAG_PCM = 1;
const TAG_FLOAT = 3;
const TAG_EXTENSIBLE = 0xfffe;
const RIFF_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
// A hostile file could consist of nothing but empty chunks.
const CHUNKS_MAX = 64;
const BYTES = { int16: 2, int24: 3, int32: 4, float32: 4 } as const;

/**
 * Reads where and what the samples of a WAV file are. No size in it is believed beyond the bytes that are there.
 * Nothing, where the samples are coded in a way that is not plain numbers.
 */
export function parseWav(bytes: Uint8Array): WavShape | Refusal | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: Format | undefined;
  let at = RIFF_HEADER_BYTES;
  for (let count = 0; count < CHUNKS_MAX && at + CHUNK_HEADER_BYTES <= bytes.length; count += 1) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    const size = view.getUint32(at + 4, true);
    const start = at + CHUNK_HEADER_BYTES;
    const end = Math.min(start + size, bytes.length);
    if (name === 'fmt ') {
      const read = formatIn(view, start, end);
      if (read === undefined || isRefusal(read)) return read;
      format = read;
    }
    if (name === 'data') return format ? dataIn(format, start, end, bytes.length) : bad('the samples come first');
    // Chunks begin at even places.
    at = start + size + (size % 2);
  }
  return bad('there are no samples');
}

/** The samples, as 16 bits each, channels still interleaved. */
export function unpackWav(bytes: Uint8Array, { samples, dataStart, dataEnd }: WavShape): Int16Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset + dataStart, dataEnd - dataStart);
  const step = BYTES[samples];
  const unpacked = new Int16Array(view.byteLength / step);
  for (let n = 0; n < unpacked.length; n += 1) unpacked[n] = sampleAt(view, n * step, samples);
  return unpacked;
}

function formatIn(view: DataView, start: number, end: number): Format | Refusal | undefined {
  if (end - start < 16) return bad('its header is cut');
  const given = view.getUint16(start, true);
  const extended = given === TAG_EXTENSIBLE && end - start >= 26;
  const tag = extended ? view.getUint16(start + 24, true) : given;
  const channels = view.getUint16(start + 2, true);
  const sampleRate = view.getUint32(start + 4, true);
  const blockBytes = view.getUint16(start + 12, true);
  const bits = view.getUint16(start + 14, true);
  if (channels !== 1 && channels !== 2) return bad(`it has ${channels} channels`);
  if (sampleRate < SAMPLE_RATE_MIN || sampleRate > SAMPLE_RATE_MAX) return bad(`its sample rate is ${sampleRate}`);
  if (tag !== TAG_PCM && tag !== TAG_FLOAT) return undefined;
  const samples = samplesOf(tag, bits);
  if (samples === undefined) return bad(`its samples have ${bits} bits`);
  if (blockBytes !== BYTES[samples] * channels) return bad('its sizes contradict each other');
  return { samples, sampleRate, channels };
}

function samplesOf(tag: number, bits: number): WavShape['samples'] | undefined {
  if (tag === TAG_FLOAT) return bits === 32 ? 'float32' : undefined;
  const plain: Record<number, WavShape['samples']> = { 16: 'int16', 24: 'int24', 32: 'int32' };
  return plain[bits];
}

function dataIn(format: Format, start: number, end: number, length: number): WavShape {
  // Who streams does not know the size beforehand and writes 0.
  const last = end === start ? length : end;
  const blockBytes = BYTES[format.samples] * format.channels;
  return { ...format, dataStart: start, dataEnd: start + Math.floor((last - start) / blockBytes) * blockBytes };
}

/** Of more than 16 bits the upper 16. */
function sampleAt(view: DataView, at: number, samples: WavShape['samples']): number {
  if (samples !== 'float32') return view.getInt16(at + BYTES[samples] - 2, true);
  // What is no number becomes silence: an Int16Array stores NaN as 0.
  return Math.round(Math.max(-1, Math.min(1, view.getFloat32(at, true))) * 32_767);
}

function bad(why: string): Refusal {
  return refuse('audio.undecodable', `The WAV file cannot be read: ${why}.`);
}
