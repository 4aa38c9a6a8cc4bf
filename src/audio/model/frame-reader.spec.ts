import { describe, expect, test } from '@jest/globals';
import { firstBadFrame } from './frame-reader.js';

function frame(...changes: readonly (readonly [at: number, bytes: readonly number[]])[]): Uint8Array {
  const bytes = new Uint8Array(192);
  bytes.set([0xff, 0xfb, 0x54, 0xc4]);
  for (const [at, values] of changes) bytes.set(values, at);
  return bytes;
}

const letters = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));

describe('frame reader', () => {
  test('[AU2] our frames pass, also none at all', () => {
    expect(firstBadFrame(Buffer.concat([frame(), frame(), frame()]))).toBeUndefined();
    expect(firstBadFrame(new Uint8Array())).toBeUndefined();
  });

  test.each([
    ['no sync', [0, [0xfe]]],
    ['no sync', [1, [0x7b]]],
    ['not layer III', [1, [0xfa]]],
    ['not layer III', [1, [0xf3]]],
    ['not layer III', [1, [0xfd]]],
    ['wrong bit rate', [2, [0x94]]],
    ['wrong bit rate', [2, [0x44]]],
    ['wrong sample rate', [2, [0x50]]],
    ['wrong sample rate', [2, [0x56]]],
    ['not mono', [3, [0x44]]],
    ['not mono', [3, [0xc5]]],
    ['reservoir', [4, [0x01]]],
    ['reservoir', [5, [0x80]]],
    ['header', [21, letters('Xing')]],
    ['header', [21, letters('Info')]],
    ['header', [36, letters('VBRI')]],
  ] as const)('[AU2] a frame is refused: %s', (reason, change) => {
    expect(firstBadFrame(Buffer.concat([frame(), frame(change), frame()]))).toEqual({ frame: 1, reason });
  });

  test('[AU2] a frame that is cut short is refused', () => {
    expect(firstBadFrame(Buffer.concat([frame(), frame()]).subarray(0, 383))).toEqual({ frame: 1, reason: 'cut' });
  });
});
