import { describe, expect, test } from '@jest/globals';
import { encodeFrame, FrameReader } from './espeak-frames.js';

const sent = Buffer.concat([
  encodeFrame('ready'),
  encodeFrame('sound', Buffer.from([1, 2, 3, 4])),
  encodeFrame('events', Buffer.from('[[1,0]]')),
  encodeFrame('end'),
]);

describe('espeak frames', () => {
  test.each([1, 2, 3, 7, 100])('[SP2] frames arrive whole from pieces of %i bytes', (size) => {
    const reader = new FrameReader();
    const frames = [];
    for (let at = 0; at < sent.length; at += size) frames.push(...reader.read(sent.subarray(at, at + size)));
    expect(frames.map(({ kind, payload }) => [kind, payload.toString('latin1')])).toEqual([
      ['ready', ''],
      ['sound', '\u0001\u0002\u0003\u0004'],
      ['events', '[[1,0]]'],
      ['end', ''],
    ]);
  });

  test.each([
    ['a word on the wrong stream', 'Segmentation fault'],
    ['a length no frame has', 'S\u00ff\u00ff\u00ff\u00ff'],
  ])('[SP2] %s is refused', (_what, bytes) => {
    expect(() => new FrameReader().read(Buffer.from(bytes, 'latin1'))).toThrow('no frame');
  });
});
