import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { wavFile } from '../../../test/support/wav-file.js';
import { isRefusal } from '../../kernel/outcome.js';
import { parseWav, unpackWav } from './wav.js';

function samplesOf(bytes: Uint8Array): number[] {
  const shape = parseWav(bytes);
  if (shape === undefined || isRefusal(shape)) throw new Error('not read');
  return [...unpackWav(bytes, shape)];
}

function refusalOf(bytes: Uint8Array): string {
  const shape = parseWav(bytes);
  return isRefusal(shape) ? shape.detail : 'not refused';
}

describe('WAV', () => {
  test.each([
    ['16 bits', { tag: 1, bits: 16, data: [0x34, 0x12, 0xff, 0xff, 0x00, 0x80] }, [0x1234, -1, -32_768]],
    ['24 bits', { tag: 1, bits: 24, data: [0xaa, 0x34, 0x12, 0xaa, 0xff, 0xff] }, [0x1234, -1]],
    ['32 bits', { tag: 1, bits: 32, data: [0xaa, 0xaa, 0x34, 0x12] }, [0x1234]],
    [
      'floats',
      { tag: 3, bits: 32, data: [...new Uint8Array(Float32Array.of(0.5, -2, NaN).buffer)] },
      [16_384, -32_767, 0],
    ],
    ['extensible', { tag: 1, bits: 16, data: [1, 0], extensible: true }, [1]],
    ['an odd tail', { tag: 1, bits: 16, data: [1, 0, 7] }, [1]],
    ['other chunks first', { tag: 1, bits: 16, data: [1, 0], before: ['LIST', 7] as const }, [1]],
    ['a size of 0, as streams have', { tag: 1, bits: 16, data: [1, 0, 2, 0], dataSize: 0 }, [1, 2]],
    ['a size beyond the end', { tag: 1, bits: 16, data: [1, 0, 2, 0], dataSize: 0xffff_ffff }, [1, 2]],
  ])('[AU8] %s are read', (_, file, samples) => {
    expect(samplesOf(wavFile(file))).toEqual(samples);
  });

  test.each([
    ['it has 255 channels', { channels: 255 }],
    ['it has 0 channels', { channels: 0 }],
    ['its sample rate is 4000', { rate: 4_000 }],
    ['its sample rate is 4294967295', { rate: 0xffff_ffff }],
    ['its samples have 12 bits', { bits: 12 }],
    ['its samples have 0 bits', { bits: 0 }],
    ['its sizes contradict each other', { blockBytes: 1 }],
    ['there are no samples', { before: ['junk', 0xffff_fff0] as const }],
  ])('[AU8] it is refused: %s', (why, changes) => {
    expect(refusalOf(wavFile({ tag: 1, bits: 16, data: [1, 0], ...changes }))).toBe(
      `The WAV file cannot be read: ${why}.`,
    );
  });

  test('[AU8] samples before their format are refused', () => {
    const data = [...Buffer.from('RIFF\0\0\0\0WAVEdata\x04\0\0\0abcd')];
    expect(refusalOf(Uint8Array.from(data))).toBe('The WAV file cannot be read: the samples come first.');
  });

  test('[AU8] samples that are no plain numbers are left to a decoder', () => {
    expect(parseWav(wavFile({ tag: 2, bits: 4, data: [1, 0] }))).toBeUndefined();
  });

  test('[AU8] whatever the bytes, the answer stays inside them', () => {
    const start = Buffer.from('RIFF\0\0\0\0WAVEfmt \x10\0\0\0');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), fc.boolean(), (tail, whole) => {
        const bytes = Buffer.concat([
          whole ? wavFile({ tag: 1, bits: 16, data: [1, 0] }).subarray(0, 36) : start,
          tail,
        ]);
        const shape = parseWav(bytes);
        if (shape === undefined || isRefusal(shape)) return;
        expect(shape.dataEnd).toBeLessThanOrEqual(bytes.length);
        expect(shape.dataStart).toBeLessThanOrEqual(shape.dataEnd);
        unpackWav(bytes, shape);
      }),
    );
  });
});
