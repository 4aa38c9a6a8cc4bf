const RATE = 48_000;
const HEADER_BYTES = 44;

/** Noise in a WAV file: of all sounds the one whose place is known best. The same seed makes the same. */
export function noise(seconds: number, seed: number): Buffer<ArrayBuffer> {
  const samples = Math.round(seconds * RATE);
  const file = Buffer.alloc(HEADER_BYTES + samples * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples * 2, 40);
  let state = seed >>> 0;
  for (let at = 0; at < samples; at += 1) {
    // Numerical Recipes' generator: its upper bits are random enough for the ear.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    file.writeInt16LE(Math.round(((state >>> 16) / 32_768 - 1) * 9_000), HEADER_BYTES + at * 2);
  }
  return file;
}
