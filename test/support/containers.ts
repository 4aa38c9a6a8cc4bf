/** Small pieces of the formats sound comes in, honest as far as they go. */

/** A box of an MP4 file. */
export function box(name: string, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(body.length + 8);
  header.write(name, 4, 'latin1');
  return Buffer.concat([header, body]);
}

/** Silent frames of MP3 at 128 kbit/s and 44.1 kHz. */
export function frames(count: number): Buffer {
  const frame = Buffer.alloc(417);
  frame.set([0xff, 0xfb, 0x90, 0xc4]);
  return Buffer.concat(Array<Buffer>(count).fill(frame));
}

export function id3(): Buffer {
  return Buffer.from('ID3\x04\0\0\0\0\0\x0aTIT2\0\0\0\0\0\0', 'latin1');
}

/** The header of a WebM file. */
export function webm(): Buffer {
  const fields = '4286810142f7810142f2810442f381084282847765626d42878104428581021853806701ffffffffffffff';
  return Buffer.from(`1a45dfa39f${fields}`, 'hex');
}

/** An Opus file of these packets, each said to last 120 ms. */
export function oggOpus(packets: readonly Uint8Array[]): Buffer {
  const head = Buffer.from('OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0', 'latin1');
  const tags = Buffer.from('OpusTags\0\0\0\0\0\0\0\0', 'latin1');
  const serial = 7;
  const pages = [oggPage([head], { serial, first: true }), oggPage([tags], { serial, number: 1 })];
  for (let at = 0; at < packets.length; at += 200) {
    const page = packets.slice(at, at + 200);
    pages.push(oggPage(page, { serial, number: pages.length, samples: (at + page.length) * 5_760 }));
  }
  return Buffer.concat(pages);
}

interface PageShape {
  readonly serial: number;
  readonly number?: number;
  readonly samples?: number;
  readonly first?: boolean;
}

/** One page of Ogg. */
export function oggPage(
  packets: readonly Uint8Array[],
  { serial, number = 0, samples = 0, first = false }: PageShape,
): Buffer {
  const lacing = packets.flatMap(({ length }) => [...Array<number>(Math.floor(length / 255)).fill(255), length % 255]);
  const header = Buffer.alloc(27);
  header.write('OggS');
  header[5] = first ? 2 : 0;
  header.writeBigUInt64LE(BigInt(samples), 6);
  header.writeUInt32LE(serial, 14);
  header.writeUInt32LE(number, 18);
  header[26] = lacing.length;
  const page = Buffer.concat([header, Buffer.from(lacing), ...packets]);
  page.writeUInt32LE(oggChecksum(page), 22);
  return page;
}

function oggChecksum(page: Uint8Array): number {
  let sum = 0;
  for (const byte of page) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = sum < 0 ? (sum << 1) ^ 0x04c1_1db7 : sum << 1;
  }
  return sum >>> 0;
}
