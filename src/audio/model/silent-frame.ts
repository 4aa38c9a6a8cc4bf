import { FRAME_BYTES } from './frames.js';

/** The header that every frame of ours has; after it nothing but zeros is nothing to be heard. */
const HEADER = [0xff, 0xfb, 0x54, 0xc4];

export const SILENT_FRAME: Uint8Array = Uint8Array.from([...HEADER, ...zeros(FRAME_BYTES - HEADER.length)]);

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}
