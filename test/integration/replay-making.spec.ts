import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AiredTake } from '../../src/radio/aired-sound.port.js';
import type { MadePiece } from '../../src/radio/maker.port.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { audioRoom } from '../support/audio.js';
import { inTheMaking, makerOf, piecesOf } from '../support/maker.js';
import { MemoryBlobStore } from '../support/memory.blob-store.js';
import { StepwiseSpeech } from '../support/stepwise.speech.js';

const room = audioRoom();
afterAll(() => room.close());

const FRAME_BYTES = 192;
const SILENT = Buffer.concat([Buffer.from([0xff, 0xfb, 0x54, 0xc4]), Buffer.alloc(FRAME_BYTES - 4)]);
/** Of 100 frames; each is followed by the next after half a second, but `c` comes a minute after `b`. */
const NAMES = ['a', 'b', 'c', 'd'] as const;
const BEGINS = [0, 2_904, 65_304, 68_208];
const PAUSE = 21;
const LONG_PAUSE = 84;

let blobs: MemoryBlobStore;
let takes: AiredTake[];
let speech: StepwiseSpeech;

function soundOf(name: string, frames = 100): Buffer {
  return Buffer.alloc(frames * FRAME_BYTES, name);
}

beforeEach(async () => {
  speech = new StepwiseSpeech('one');
  blobs = new MemoryBlobStore();
  takes = [];
  for (const [at, name] of NAMES.entries()) {
    const key = `audio/first/${name}.mp3`;
    await blobs.put(key, soundOf(name), { contentType: 'audio/mpeg' });
    takes.push({
      chunk: name,
      request: 'before',
      startsAt: BEGINS[at] ?? 0,
      frames: 100,
      key,
      silenced: false,
      text: `This is ${name}.`,
      words: [
        { start: 0, end: 4, startMs: 100, endMs: 900 },
        { start: 5, end: 7, startMs: 1_300, endMs: 2_000 },
      ],
      voice: `voice:${name}`,
      language: 'hi',
      cutPoints: [50, 100],
      peaks: new Uint8Array(100).fill(7),
    });
  }
});

const house = () => makerOf({ speech, audio: room.audio, blobs, aired: takes, clock: new VirtualClock() });
const REPLAY = { channel: 'first', first: 'a', last: 'd', durationMs: 10_000 };
const making = (over: object = {}, { maker } = house()) =>
  inTheMaking(maker, { content: { text: '', replay: REPLAY }, ...over });

function stored(pieces: readonly MadePiece[]): Buffer {
  return Buffer.concat(
    pieces.flatMap(({ chunks }) => chunks.map(({ content }) => blobs.blobs.get(content.key) ?? Buffer.alloc(0))),
  );
}

function silence(frames: number): Buffer {
  return Buffer.concat(Array.from({ length: frames }, () => SILENT));
}

/** What is said in each piece; a pause is a dash. */
function told(pieces: readonly MadePiece[]): string {
  return pieces
    .map(({ chunks }) => chunks.map(({ content }) => (content.text === '' ? '-' : content.text.slice(8, 9))).join(''))
    .join('|');
}

describe('making what was heard before', () => {
  test('[RP40] it is the stored frames one after the other, with pauses of two seconds at most, and nobody speaks', async () => {
    const pieces = await piecesOf(making().made);
    expect(told(pieces)).toBe('a|-b|-c|-d');
    const [a, b, c, d] = NAMES.map((name) => soundOf(name));
    expect(
      stored(pieces).equals(
        Buffer.concat([a, silence(PAUSE), b, silence(LONG_PAUSE), c, silence(PAUSE), d].map((part) => part ?? SILENT)),
      ),
    ).toBe(true);
    expect(pieces.map(({ last }) => last)).toEqual([false, false, false, true]);
    expect(speech.asked).toEqual([]);
  });

  test('[RP40] each chunk has its text, words, voice and language, and lies among the sound of its own channel', async () => {
    const [first] = await piecesOf(making().made);
    const [chunk] = first?.chunks ?? [];
    expect(chunk).toMatchObject({
      piece: 0,
      frames: 100,
      cutPoints: [50, 100],
      content: { text: 'This is a.', words: takes[0]?.words, voice: 'voice:a', language: 'hi' },
    });
    expect(chunk?.content.peaks).toEqual(new Uint8Array(100).fill(7));
    expect(chunk?.content.key).toMatch(/^audio\/final-en\//);
  });

  test('[RP40] what a flash had cut off is not heard, nor are its words', async () => {
    takes = takes.map((take) => (take.chunk === 'd' ? { ...take, frames: 51 } : take));
    const pieces = await piecesOf(making().made);
    const last = pieces.at(-1)?.chunks.at(-1);
    expect([last?.frames, last?.cutPoints, last?.content.words.length]).toEqual([51, [50, 51], 1]);
    expect(
      stored(pieces)
        .subarray(-51 * FRAME_BYTES)
        .equals(soundOf('d', 51)),
    ).toBe(true);
    expect(
      stored(pieces)
        .subarray(-52 * FRAME_BYTES, -51 * FRAME_BYTES)
        .equals(SILENT),
    ).toBe(true);
  });

  test('[RP42] it goes on with the pieces that are missing', async () => {
    const pieces = await piecesOf(making({ fromPiece: 2 }).made);
    expect(told(pieces)).toBe('-c|-d');
    expect(pieces.map(({ chunks }) => chunks[0]?.piece)).toEqual([2, 3]);
  });

  test('[RP43] what is withdrawn while it is made is gone from what comes after', async () => {
    const pieces: MadePiece[] = [];
    for await (const piece of making().made) {
      pieces.push(piece);
      const third = takes[2];
      if (pieces.length === 1 && third !== undefined) takes[2] = { ...third, key: null, silenced: true, text: '' };
    }
    expect(told(pieces)).toBe('a|-b|-d');
  });

  test('[RP43] what is deleted or missing is left out, and changes nothing of where the rest belongs', async () => {
    takes = takes.map((take) => (take.chunk === 'b' ? { ...take, key: null } : take));
    blobs.blobs.delete('audio/first/d.mp3');
    const home = house();
    const pieces = await piecesOf(making({}, home).made);
    expect(told(pieces)).toBe('a|-c|');
    expect(pieces.map(({ chunks, last }) => [chunks[0]?.piece, last])).toEqual([
      [0, false],
      [2, false],
      [undefined, true],
    ]);
    expect(told(await piecesOf(making({ fromPiece: 1 }, home).made))).toBe('-c|');
  });

  test('[RP43] where nothing of it is left, that is why it fails; a storage that is away is another reason', async () => {
    takes = takes.map((take) => ({ ...take, key: null }));
    await expect(piecesOf(making().made)).rejects.toMatchObject({ code: 'radio.sound-deleted' });
    takes = takes.map((take) => ({ ...take, key: '../no-key' }));
    await expect(piecesOf(making().made)).rejects.toMatchObject({ code: 'blobs.bad-key' });
  });
});
