export interface WavFile {
  readonly tag: number;
  readonly bits: number;
  readonly data: readonly number[];
  readonly channels?: number;
  readonly rate?: number;
  readonly blockBytes?: number;
  readonly dataSize?: number;
  readonly extensible?: boolean;
  /** A chunk of eight bytes before the others, with the size it claims. */
  readonly before?: readonly [name: string, size: number];
}

/** A WAV file, honest or not. */
export function wavFile(file: WavFile): Uint8Array<ArrayBuffer> {
  const channels = file.channels ?? 1;
  const rate = file.rate ?? 48_000;
  const format = Buffer.alloc(file.extensible ? 40 : 16);
  format.writeUInt16LE(file.extensible ? 0xfffe : file.tag, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt16LE(file.blockBytes ?? (channels * file.bits) / 8, 12);
  format.writeUInt16LE(file.bits, 14);
  if (file.extensible) format.writeUInt16LE(file.tag, 24);
  const before = file.before ? [chunk(file.before[0], Buffer.alloc(8), file.before[1])] : [];
  const data = chunk('data', Buffer.from(file.data), file.dataSize ?? file.data.length);
  return Uint8Array.from(Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE'), ...before, chunk('fmt ', format), data]));
}

function chunk(name: string, content: Buffer, size = content.length): Buffer {
  const header = Buffer.alloc(8);
  header.write(name, 'latin1');
  header.writeUInt32LE(size, 4);
  return Buffer.concat([header, content]);
}
