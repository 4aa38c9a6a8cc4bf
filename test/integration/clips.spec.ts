import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { BlobStore } from '../../src/blobs/blob-store.port.js';
import { isRefusal } from '../../src/kernel/outcome.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import type { Clip, Clips } from '../../src/radio/clips.js';
import { bytesOf } from '../contracts/blob-store.contract.js';
import { never } from '../contracts/speech.contract.js';
import { audioRoom, levelOf } from '../support/audio.js';
import { frames, id3 } from '../support/containers.js';
import { CHANNEL, diskBlobs, inTheMaking, makerOf, piecesOf, SAID } from '../support/maker.js';
import { bytesOf as samplesOf, pcm16, speechLike } from '../support/sounds.js';
import { StepwiseSpeech } from '../support/stepwise.speech.js';
import { tempFolder } from '../support/temp-folder.js';
import { until } from '../support/until.js';
import { wavFile } from '../support/wav-file.js';

const room = audioRoom();
afterAll(room.close);

const RATE = 16_000;
const UPLOAD = { channel: 'final-en', host: 'host-1' };

function wavOf(samples: Float32Array): Buffer {
  const header = wavFile({ tag: 1, bits: 16, rate: RATE, data: [], dataSize: samples.length * 2 });
  return Buffer.concat([header, samplesOf(pcm16(samples))]);
}

/** A file as it comes in, and how much of it was taken. */
function arriving(file: Uint8Array, partBytes = 65_536) {
  const taken = { bytes: 0, ended: false };
  async function* parts(): AsyncGenerator<Uint8Array> {
    try {
      for (let at = 0; at < file.length; at += partBytes) {
        taken.bytes = Math.min(file.length, at + partBytes);
        yield file.subarray(at, at + partBytes);
      }
    } finally {
      taken.ended = true;
    }
  }
  return { bytes: parts(), taken };
}

async function* stalled(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('RIFF');
  await new Promise(() => undefined);
}

describe('clips', () => {
  let blobs: BlobStore;
  let clock: VirtualClock;
  let house: ReturnType<typeof makerOf>;
  let clips: Clips;

  beforeEach(async () => {
    blobs = await diskBlobs(await tempFolder());
    clock = new VirtualClock();
    house = makerOf({ speech: new StepwiseSpeech('one'), audio: room.audio, blobs, clock });
    clips = house.clips;
  });

  async function accepted(file: Uint8Array): Promise<Clip> {
    const clip = await clips.run(UPLOAD, arriving(file).bytes, never());
    if (isRefusal(clip)) throw new Error(clip.refused);
    return clip;
  }

  async function refused(host = 'host-1') {
    const outcome = await clips.run({ ...UPLOAD, host }, arriving(Buffer.alloc(0)).bytes, never());
    return isRefusal(outcome) ? [outcome.refused, outcome.retryAfterS] : outcome;
  }

  async function keys(): Promise<string[]> {
    const found: string[] = [];
    for await (const key of blobs.list('')) found.push(key);
    return found;
  }

  test('[RA58] what is accepted is kept as it came, as what it is', async () => {
    const file = wavOf(speechLike({ rate: RATE, seconds: 3 }));
    const { clip, durationMs } = await accepted(file);
    expect(clip).toBe('clips/final-en/00000000-0000-7000-8000-000000000001');
    expect(durationMs % 24).toBe(0);
    expect(Math.abs(durationMs - 3_000)).toBeLessThan(400);
    expect(await bytesOf(blobs, clip)).toEqual(file);
    expect(await blobs.stat(clip)).toMatchObject({ contentType: 'audio/wav' });
  });

  test.each([
    ['audio.empty', 'nothing', Buffer.alloc(0)],
    ['audio.empty', 'silence', wavOf(new Float32Array(RATE))],
    ['audio.unrecognised', 'a short text', Buffer.from('#EXTM3U\nhttp://example.org/a.ts\n')],
    ['audio.undecodable', 'half a header', wavOf(speechLike({ rate: RATE, seconds: 1 })).subarray(0, 30)],
    ['audio.too-long', 'a minute and a second', wavOf(speechLike({ rate: RATE, seconds: 61 }))],
    ['audio.decoder-too-old', 'a tagged MP3, with the ffmpeg of 2018', Buffer.concat([id3(), frames(100)])],
  ])('[RA58] refused as %s, and nothing of it kept: %s', async (code, _what, file) => {
    expect(await clips.run(UPLOAD, arriving(file).bytes, never())).toMatchObject({ refused: code });
    expect(await keys()).toEqual([]);
  });

  test('[RA58] what is no sound is refused by its first bytes, and the rest is not taken', async () => {
    const { bytes, taken } = arriving(Buffer.alloc(10_000_000, 'MZ'), 1_500);
    expect(await clips.run(UPLOAD, bytes, never())).toMatchObject({ refused: 'audio.unrecognised' });
    expect(taken).toEqual({ bytes: 4_500, ended: true });
  });

  test('[RA58] a picture in front of an MP3 may be longer than those', async () => {
    const tag = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x40\0', 'latin1'), Buffer.alloc(8_192)]);
    const { bytes } = arriving(Buffer.concat([tag, frames(100)]), 1_500);
    expect(await clips.run(UPLOAD, bytes, never())).toMatchObject({ refused: 'audio.decoder-too-old' });
  });

  test('[RA58] more than 18 MB are refused when they have come in, and no more is taken', async () => {
    const file = Buffer.concat([wavOf(new Float32Array(0)), Buffer.alloc(20_000_000)]);
    const { bytes, taken } = arriving(file);
    expect(await clips.run(UPLOAD, bytes, never())).toMatchObject({ refused: 'audio.too-large' });
    expect(taken.ended).toBe(true);
    expect(taken.bytes).toBeLessThan(18_100_000);
  });

  test('[RA58] four are taken in at once; a fifth may come again, and whoever leaves makes room', async () => {
    const ending = new AbortController();
    const four = ['host-2', 'host-2', 'host-3', 'host-3'].map((host) =>
      expect(clips.run({ ...UPLOAD, host }, stalled(), ending.signal)).rejects.toThrow('gone'),
    );
    await expect(clips.run(UPLOAD, stalled(), never())).rejects.toMatchObject({
      code: 'audio.busy',
      retryable: true,
    });
    ending.abort(new Error('gone'));
    await Promise.all(four);
    await accepted(wavOf(speechLike({ rate: RATE, seconds: 1 })));
  });

  test('[RA163] two of one host are taken in at once: nobody keeps the others out', async () => {
    const ending = new AbortController();
    const two = [1, 2].map(() => expect(clips.run(UPLOAD, stalled(), ending.signal)).rejects.toThrow('gone'));
    const third = await clips.run(UPLOAD, stalled(), never());
    expect(third).toMatchObject({ refused: 'request.too-many', retryAfterS: 5 });
    const other = { ...UPLOAD, host: 'host-2' };
    expect(await clips.run(other, arriving(Buffer.alloc(0)).bytes, never())).toMatchObject({ refused: 'audio.empty' });
    ending.abort(new Error('gone'));
    await Promise.all(two);
    expect(await clips.run(UPLOAD, arriving(Buffer.alloc(0)).bytes, never())).toMatchObject({ refused: 'audio.empty' });
  });

  test('[RA163] six of one host come after each other, and then one in ten seconds', async () => {
    for (let n = 0; n < 6; n += 1) expect(await refused()).toEqual(['audio.empty', undefined]);
    expect(await refused()).toEqual(['request.too-many', 10]);
    expect(await refused('host-2')).toEqual(['audio.empty', undefined]);
    await clock.advance(10_000);
    expect(await refused()).toEqual(['audio.empty', undefined]);
    expect(await refused()).toEqual(['request.too-many', 10]);
  });

  test('[RA58] what has not come in after two minutes is refused', async () => {
    const run = clips.run(UPLOAD, stalled(), never());
    await until('it is coming in', () => clock.waiting === 1);
    await clock.advance(120_000);
    expect(await run).toMatchObject({ refused: 'audio.too-large', detail: 'It did not come in within two minutes.' });
  });

  test('[RA57] a clip is one piece of chunks of at most 8 s, in order, at the level of speech', async () => {
    const { clip, durationMs } = await accepted(wavOf(speechLike({ rate: RATE, seconds: 20, level: 0.02 })));
    const making = inTheMaking(house.maker, { content: { clip, text: 'The anthem' } });
    expect(making.pieces).toBe(1);
    const [piece, ...more] = await piecesOf(making.made);
    const chunks = piece?.chunks ?? [];
    expect([piece?.last, more]).toEqual([true, []]);
    expect(chunks.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...chunks.map((chunk) => chunk.frames))).toBeLessThanOrEqual(333);
    expect(chunks.reduce((ms, chunk) => ms + chunk.frames * 24, 0)).toBe(durationMs);
    expect(chunks.map(({ id }) => id)).toEqual(chunks.map(({ id }) => id).sort());
    for (const { content } of chunks) expect(content).toMatchObject({ text: 'The anthem', words: [], voice: 'clip' });
    const stored = await Promise.all(chunks.map(({ content }) => bytesOf(blobs, content.key)));
    expect(Math.abs((await levelOf(Buffer.concat(stored))).lufs + 16)).toBeLessThan(1);
  });

  test('[RA57] a clip that is made is not made again', async () => {
    const { clip } = await accepted(wavOf(speechLike({ rate: RATE, seconds: 1 })));
    expect(await piecesOf(inTheMaking(house.maker, { content: { clip }, fromPiece: 1 }).made)).toEqual([]);
  });

  test.each([
    'audio/final-en/00000000-0000-7000-8000-000000000001.mp3',
    'clips/../secret',
    'clips/final-en/a',
    'clips/00000000-0000-7000-8000-000000000001',
  ])('[RA57] %s is no clip', (clip) => {
    const request = { channel: CHANNEL, id: 'request-1', content: { ...SAID, clip }, fromPiece: 0, written: [] };
    expect(house.maker.make(request, never())).toMatchObject({ refused: 'blobs.bad-key' });
  });

  test('[RA57] a clip that is gone is a fault', async () => {
    const clip = 'clips/final-en/00000000-0000-7000-8000-000000000099';
    await expect(piecesOf(inTheMaking(house.maker, { content: { clip } }).made)).rejects.toMatchObject({
      code: 'blobs.not-found',
    });
  });
});
