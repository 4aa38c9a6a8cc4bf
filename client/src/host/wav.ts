const HEADER_BYTES = 44;
const PCM = 1;
const BYTES = 2;

/** Samples between −1 and 1 as a WAV file of one channel with 16 bits. */
export function wavOf(blocks: readonly Float32Array[], rateHz: number): Uint8Array<ArrayBuffer> {
  const count = blocks.reduce((sum, { length }) => sum + length, 0);
  const bytes = new Uint8Array(HEADER_BYTES + count * BYTES);
  const view = new DataView(bytes.buffer);
  const letters = (at: number, text: string): void => bytes.set(new TextEncoder().encode(text), at);
  letters(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  letters(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rateHz, true);
  view.setUint32(28, rateHz * BYTES, true);
  view.setUint16(32, BYTES, true);
  view.setUint16(34, BYTES * 8, true);
  letters(36, 'data');
  view.setUint32(40, count * BYTES, true);
  let at = HEADER_BYTES;
  for (const block of blocks) {
    for (const sample of block) {
      const limited = Math.min(1, Math.max(-1, sample));
      view.setInt16(at, Math.round(limited * (limited < 0 ? 0x8000 : 0x7fff)), true);
      at += BYTES;
    }
  }
  return bytes;
}

/** How loud a block is: 0 for silence (−60 dB and less), 1 for full. */
export function levelOf(block: Float32Array): number {
  const power = block.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, block.length);
  const levelDb = 10 * Math.log10(Math.max(1e-9, power));
  return Math.min(1, Math.max(0, (levelDb + 60) / 60));
}
