import { beforeEach, describe, expect, test } from '@jest/globals';
import { never } from '../../test/contracts/speech.contract.js';
import { MemoryBlobStore } from '../../test/support/memory.blob-store.js';
import { MemoryLog } from '../../test/support/memory.log.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import type { AiredChunk } from '../radio/aired-sound.port.js';
import { ChunkBytes } from '../radio/chunk-bytes.js';
import { laidOut } from '../radio/model/layout.js';
import { RangeReading } from './range-reading.js';
import type { Sheet } from './sheets.js';

const FRAME_BYTES = 192;
const SILENT = Buffer.concat([Buffer.from([0xff, 0xfb, 0x54, 0xc4]), Buffer.alloc(FRAME_BYTES - 4)]);
const FRAMES = 300;

let store: MemoryBlobStore;
let bytes: ChunkBytes;
let reading: RangeReading;
let log: MemoryLog;
beforeEach(() => {
  store = new MemoryBlobStore();
  bytes = new ChunkBytes(store, new VirtualClock());
  log = new MemoryLog();
  reading = new RangeReading({ bytes, log });
});

/** So many chunks, each of bytes of its own, with a pause before the second. */
async function sheetOf(count: number, pauseMs: number): Promise<Sheet> {
  const chunks = Array.from({ length: count }, (_, nth): AiredChunk => ({
    chunk: `chunk ${nth}`,
    request: `request ${nth}`,
    startsAt: nth * FRAMES * 24 + (nth > 0 ? pauseMs : 0),
    frames: FRAMES,
    key: `audio/news/${nth}.mp3`,
    silenced: false,
  }));
  for (const { key } of chunks.slice(0, 40)) {
    const sound = Buffer.alloc(FRAMES * FRAME_BYTES, Number(/(\d+)\.mp3/.exec(key ?? '')?.[1]) + 1);
    await store.put(key ?? '', sound, { contentType: 'audio/mpeg' });
  }
  return { parts: laidOut(chunks, 'kept'), silent: new Set(), version: 'a', readUntil: Infinity };
}

const whole = (sheet: Sheet): Buffer =>
  Buffer.concat(
    sheet.parts.map(({ of, frames }, nth) => {
      const name = Number(of?.chunk.split(' ')[1]) + 1;
      return of === null
        ? Buffer.concat(Array.from({ length: frames }, () => SILENT))
        : Buffer.alloc(frames * FRAME_BYTES, name || nth);
    }),
  );

const silenceOf = (chunks: number): Buffer => Buffer.concat(Array.from({ length: chunks * FRAMES }, () => SILENT));

/** The sheet, of which everything is silent when somebody has looked so often. */
function silencedAfter(sheet: Sheet, looks: number): () => Promise<Sheet> {
  const all = new Set(sheet.parts.flatMap(({ of }) => of?.chunk ?? []));
  let left = looks;
  return async () => {
    left -= 1;
    return left >= 0 ? sheet : { ...sheet, silent: all };
  };
}

async function blocksOf(sheet: Sheet, start: number, end: number, now = async () => sheet): Promise<Buffer[]> {
  const blocks: Buffer[] = [];
  for await (const pieces of reading.blocks(sheet, { span: { start, end }, signal: never(), now })) {
    blocks.push(Buffer.concat(pieces));
  }
  return blocks;
}

describe('reading a part of an archive', () => {
  test.each([
    [0, 1],
    [0, 576_000],
    [57_599, 57_601],
    [57_600, 57_600 + 192 * 125],
    [100, 300_123],
    [575_999, 576_000],
  ])('[RP2] from byte %d to %d is what is there in the whole', async (start, end) => {
    const sheet = await sheetOf(10, 3_000);
    const file = whole(sheet);
    expect(Buffer.concat(await blocksOf(sheet, start, end)).equals(file.subarray(start, end))).toBe(true);
  });

  test('[RP2] [RP8] begins with a single chunk, and goes on in blocks of a bounded size, an hour of silence too', async () => {
    const sheet = await sheetOf(20, 3_600_000);
    const blocks = await blocksOf(sheet, 0, whole(sheet).length);
    expect(blocks[0]).toHaveLength(FRAMES * FRAME_BYTES);
    // A block, and the rest of the chunk or the silence it ends in.
    expect(Math.max(...blocks.map(({ length }) => length))).toBeLessThan(131_072 + 64_000);
    // Not each chunk by itself.
    expect(blocks.length).toBeLessThan(1 + (20 * FRAMES * FRAME_BYTES) / 131_072 + 29_000_000 / 131_072);
  });

  test('[RP22] what is withdrawn while it is read is silent from the next block on', async () => {
    const sheet = await sheetOf(20, 0);
    // It is looked before and after each block is read.
    const [first, ...others] = await blocksOf(sheet, 0, 20 * FRAMES * FRAME_BYTES, silencedAfter(sheet, 2));
    expect(first?.equals(Buffer.alloc(FRAMES * FRAME_BYTES, 1))).toBe(true);
    expect(Buffer.concat(others).equals(silenceOf(19))).toBe(true);
  });

  test('[RP22] [RP51] what is withdrawn or deleted while a block is read is silent in it', async () => {
    const sheet = await sheetOf(20, 0);
    const blocks = await blocksOf(sheet, 0, 20 * FRAMES * FRAME_BYTES, silencedAfter(sheet, 1));
    expect(Buffer.concat(blocks).equals(silenceOf(20))).toBe(true);
  });

  test('[RP51] what is silent by now is not looked for in the storage', async () => {
    const sheet = await sheetOf(41, 0);
    await blocksOf(sheet, 0, 41 * FRAMES * FRAME_BYTES, silencedAfter(sheet, 0));
    expect(log.lines).toEqual([]);
    // The last one is not there.
    await blocksOf(sheet, 0, 41 * FRAMES * FRAME_BYTES);
    expect(log.lines).toHaveLength(1);
  });

  test('[RP6] what is gone is silent among what is there, and what is being read is not cleaned away', async () => {
    const sheet = await sheetOf(41, 0);
    const end = 41 * FRAMES * FRAME_BYTES;
    const blocks: Buffer[] = [];
    for await (const pieces of reading.blocks(sheet, {
      span: { start: 39 * FRAMES * FRAME_BYTES, end },
      signal: never(),
      now: async () => sheet,
    })) {
      expect(bytes.isUsed('audio/news/39.mp3')).toBe(true);
      blocks.push(Buffer.concat(pieces));
    }
    expect(bytes.isUsed('audio/news/39.mp3')).toBe(false);
    const expected = [Buffer.alloc(FRAMES * FRAME_BYTES, 40), silenceOf(1)];
    expect(Buffer.concat(blocks).equals(Buffer.concat(expected))).toBe(true);
  });
});
