import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { box } from '../../../test/support/containers.js';
import { indexFirst } from './mp4-order.js';

const table = (...offsets: number[]): Buffer => {
  const content = Buffer.alloc(8 + 4 * offsets.length);
  offsets.forEach((offset, n) => content.writeUInt32BE(offset, 8 + 4 * n));
  return box('stco', content);
};

const wideTable = (...offsets: bigint[]): Buffer => {
  const content = Buffer.alloc(8 + 8 * offsets.length);
  offsets.forEach((offset, n) => content.writeBigUInt64BE(offset, 8 + 8 * n));
  return box('co64', content);
};

const type = box('ftyp', Buffer.from('M4A \0\0\0\0'));
const media = box('mdat', Buffer.from('the sound itself'));
const indexWith = (offsets: Buffer): Buffer =>
  box('moov', box('mvhd'), box('trak', box('mdia', box('minf', box('stbl', box('stsd'), offsets)))));
const indexOf = (...offsets: number[]): Buffer => indexWith(table(...offsets));

describe('the order of an MP4 file', () => {
  test('[AU9] an index behind the sound goes in front, and finds the sound', () => {
    const index = indexOf(24, 30);
    const ordered = indexFirst(Buffer.concat([type, media, index]));
    expect(
      Buffer.from(ordered).equals(Buffer.concat([type, indexOf(24 + index.length, 30 + index.length), media])),
    ).toBe(true);
  });

  test('[AU9] offsets of eight bytes find the sound as well', () => {
    const index = indexWith(wideTable(24n, 0x1_0000_0000n));
    const ordered = indexFirst(Buffer.concat([type, media, index]));
    const by = BigInt(index.length);
    const moved = indexWith(wideTable(24n + by, 0x1_0000_0000n + by));
    expect(Buffer.from(ordered).equals(Buffer.concat([type, moved, media]))).toBe(true);
  });

  test('[AU9] a file that is in order stays as it is', () => {
    const file = Buffer.concat([type, indexOf(24), media]);
    expect(indexFirst(file)).toBe(file);
  });

  test('[AU9] whatever stands in it, nothing but the order and the offsets changes', () => {
    const name = fc.constantFrom('moov', 'mdat', 'trak', 'stco', 'co64', 'free');
    const piece = fc.tuple(name, fc.uint8Array({ maxLength: 40 })).map(([title, content]) => box(title, content));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.uint8Array({ maxLength: 20 }), (pieces, tail) => {
        const file = Buffer.concat([type, ...pieces, tail]);
        expect(indexFirst(file).length).toBe(file.length);
      }),
    );
  });
});
