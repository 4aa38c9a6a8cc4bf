import { FRAME_BYTES } from '../../audio/model/frames.js';
import { FULL, type Quieter } from './fade.js';

/** Where the gain of each half stands in our frames, in bits: after the header, and in the middle of the side information. */
const GAIN_AT = [71, 130] as const;
const BYTE = 8;

/**
 * A frame that sounds quieter by so many steps of 1.5 dB: its gain is a number in it, and nothing else is touched. So the
 * levels of a fade need no encoder, and all that is not level stays as it was encoded.
 */
export function quieter(frame: Uint8Array, by: Quieter): Uint8Array {
  if (by === FULL) return frame;
  const changed = Uint8Array.from(frame.subarray(0, FRAME_BYTES));
  GAIN_AT.forEach((at, half) => writeByte(changed, at, Math.max(0, readByte(changed, at) - (by[half] ?? 0))));
  return changed;
}

// Eight bits that lie across two bytes.
function readByte(bytes: Uint8Array, bit: number): number {
  const at = Math.floor(bit / BYTE);
  return (pairAt(bytes, at) >> (BYTE - (bit % BYTE))) & 0xff;
}

function writeByte(bytes: Uint8Array, bit: number, value: number): void {
  const at = Math.floor(bit / BYTE);
  const shift = BYTE - (bit % BYTE);
  const pair = (pairAt(bytes, at) & ~(0xff << shift)) | (value << shift);
  bytes[at] = pair >> BYTE;
  bytes[at + 1] = pair & 0xff;
}

function pairAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << BYTE) | (bytes[at + 1] ?? 0);
}
