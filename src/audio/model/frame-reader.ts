import { FRAME_BYTES } from './frames.js';

export interface BadFrame {
  readonly frame: number;
  readonly reason:
    'no sync' | 'not layer III' | 'wrong bit rate' | 'wrong sample rate' | 'not mono' | 'reservoir' | 'header' | 'cut';
}

const SIDE_INFO_BYTES = 17;
const HEADER_TAGS = ['Xing', 'Info', 'VBRI'];

/** The first frame that is not one of ours, if any. */
export function firstBadFrame(bytes: Uint8Array): BadFrame | undefined {
  for (let at = 0; at < bytes.length; at += FRAME_BYTES) {
    const reason = faultOf(bytes.subarray(at, at + FRAME_BYTES));
    if (reason !== undefined) return { frame: at / FRAME_BYTES, reason };
  }
  return undefined;
}

function faultOf(frame: Uint8Array): BadFrame['reason'] | undefined {
  const [sync = 0, version = 0, rates = 0, mode = 0, mainDataHigh = 0, mainDataLow = 0] = frame;
  if (frame.length < FRAME_BYTES) return 'cut';
  if (sync !== 0xff || version >> 5 !== 0b111) return 'no sync';
  // MPEG-1, layer III, no checksum: 1152 samples and 17 bytes of side information hang on it.
  if ((version & 0x1f) !== 0b11011) return 'not layer III';
  if (rates >> 4 !== 5) return 'wrong bit rate';
  // 48 kHz and never padded.
  if (((rates >> 1) & 0b111) !== 0b010) return 'wrong sample rate';
  // Mono, no emphasis.
  if (mode >> 6 !== 0b11 || (mode & 0b11) !== 0) return 'not mono';
  // main_data_begin: how many bytes of earlier frames this one needs.
  if (mainDataHigh !== 0 || mainDataLow >> 7 !== 0) return 'reservoir';
  return isHeaderFrame(frame) ? 'header' : undefined;
}

// A frame that carries a table instead of sound would sound as 24 ms of nothing.
function isHeaderFrame(frame: Uint8Array): boolean {
  return [4 + SIDE_INFO_BYTES, 36].some((at) =>
    HEADER_TAGS.includes(String.fromCharCode(...frame.subarray(at, at + 4))),
  );
}
