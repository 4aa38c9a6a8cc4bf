import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { BlobFault, type BlobStore } from '../../src/blobs/blob-store.port.js';
import { SystemClock } from '../../src/kernel/clock.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import type { MadePiece } from '../../src/radio/maker.port.js';
import { EspeakSpeech } from '../../src/speech/espeak.speech.js';
import { bytesOf } from '../contracts/blob-store.contract.js';
import { never } from '../contracts/speech.contract.js';
import { audioRoom, hear } from '../support/audio.js';
import { FailingBlobStore } from '../support/failing.blob-store.js';
import { CHANNEL, diskBlobs, inTheMaking, makerOf, piecesOf, SAID } from '../support/maker.js';
import { MemoryBlobStore } from '../support/memory.blob-store.js';
import { ScriptedSpeech } from '../support/scripted.speech.js';
import { failing, StepwiseSpeech } from '../support/stepwise.speech.js';
import { tempFolder } from '../support/temp-folder.js';
import { until } from '../support/until.js';

const room = audioRoom();
const espeak = new EspeakSpeech(new SystemClock());
afterAll(async () => void (await Promise.all([espeak.close(), room.close()])));

const SPOKEN =
  'Smith drives it through the covers and they run three more together. Four runs! That is the hundred, and the ' +
  'whole ground is standing. The bowler turns at the top of his mark, and the crowd falls silent. A quiet over.';

describe('making a request with the embedded voice', () => {
  let blobs: BlobStore;
  let pieces: MadePiece[];
  let announced: number;
  let unstored: string[];

  beforeAll(async () => {
    blobs = await diskBlobs(await tempFolder());
    const making = inTheMaking(makerOf({ speech: espeak, audio: room.audio, blobs }).maker, {
      content: { text: SPOKEN },
    });
    announced = making.pieces ?? 0;
    pieces = [];
    unstored = [];
    for await (const piece of making.made) {
      for (const { content } of piece.chunks) if (!(await blobs.stat(content.key))) unstored.push(content.key);
      pieces.push(piece);
    }
  }, 60_000);

  test('[RA50] its pieces come in order, as many as were announced, and the last says so', () => {
    expect(announced).toBe(3);
    expect(pieces.map(({ chunks }) => chunks[0]?.piece)).toEqual([...Array(announced).keys()]);
    expect(pieces.map(({ last }) => last)).toEqual([...Array<boolean>(announced - 1).fill(false), true]);
    expect(pieces.map(({ chunks }) => chunks[0]?.content.text).join(' ')).toBe(SPOKEN);
    expect(new Set(pieces.flatMap(({ chunks }) => chunks.map(({ content }) => content.voice)))).toEqual(
      new Set(['espeak:en']),
    );
  });

  test('[RA50] a chunk that is told of is stored, under a key of its own, as what it is', async () => {
    const chunks = pieces.flatMap((piece) => piece.chunks);
    expect(unstored).toEqual([]);
    expect(chunks[0]?.content.key).toBe('audio/final-en/00000000-0000-7000-8000-000000000001.mp3');
    expect(new Set(chunks.map(({ content }) => content.key)).size).toBe(chunks.length);
    for (const { id, frames, cutPoints, content } of chunks) {
      const stored = await bytesOf(blobs, content.key);
      const sha256 = createHash('sha256').update(stored).digest('hex');
      expect(content.key).toBe(`audio/final-en/${id}.mp3`);
      expect(stored).toHaveLength(frames * 192);
      expect(content.sha256).toBe(sha256);
      expect(await blobs.stat(content.key)).toEqual({ bytes: frames * 192, sha256, contentType: 'audio/mpeg' });
      expect([cutPoints.at(-1), content.peaks.length]).toEqual([frames, frames]);
      expect(content.words.at(-1)?.endMs).toBeLessThanOrEqual(frames * 24);
    }
    const joined = await Promise.all(chunks.map(({ content }) => bytesOf(blobs, content.key)));
    expect((await hear(Buffer.concat(joined))).warnings).toBe('');
  });

  test.each([1, 2])('[RA51] going on with piece %d makes the same pieces as the whole did', async (fromPiece) => {
    const store = await diskBlobs(await tempFolder());
    const { maker } = makerOf({ speech: espeak, audio: room.audio, blobs: store });
    const making = inTheMaking(maker, { content: { text: SPOKEN }, fromPiece });
    expect(making.pieces).toBe(announced);
    const again = await piecesOf(making.made);
    const whole = pieces.slice(fromPiece);
    expect(again.map(shapeOf)).toEqual(whole.map(shapeOf));
    const apart = framesOf(again).map((frames, at) => Math.abs(frames - (framesOf(whole)[at] ?? 0)));
    expect(Math.max(...apart)).toBeLessThanOrEqual(1);
  });

  test('[RA51] behind the last piece there is nothing to make', async () => {
    const { maker } = makerOf({ speech: espeak, audio: room.audio, blobs });
    expect(await piecesOf(inTheMaking(maker, { content: { text: SPOKEN }, fromPiece: announced }).made)).toEqual([]);
  });

  test('[RA50] what was just made is read from memory', async () => {
    const store = new FailingBlobStore();
    const { maker, recent } = makerOf({ speech: espeak, audio: room.audio, blobs: store });
    const [made] = await piecesOf(inTheMaking(maker, { content: { text: 'Goal!' } }).made);
    const [chunk] = made?.chunks ?? [];
    const bytes = await recent.get(chunk?.id ?? '', chunk?.content.key ?? '', never());
    expect(bytes).toHaveLength((chunk?.frames ?? 0) * 192);
    expect(store.gets).toBe(0);
  });
});

// What the voice says twice may differ by a few samples, and ids and keys are new each time.
function shapeOf({ chunks, last }: MadePiece) {
  const shown = chunks.map(({ piece, content: { text: words, voice, words: timed } }) => {
    return { piece, words, voice, places: timed.map(({ start, end }) => [start, end]) };
  });
  return { last, shown };
}

function framesOf(pieces: readonly MadePiece[]): number[] {
  return pieces.flatMap(({ chunks }) => chunks.map(({ frames }) => frames));
}

const passing = (): BlobFault => new BlobFault('blobs.unavailable', { retryable: true });

describe('a making that does not go as it should', () => {
  let speech: StepwiseSpeech;
  let blobs: FailingBlobStore;
  let clock: VirtualClock;

  beforeEach(() => {
    speech = new StepwiseSpeech('one');
    blobs = new FailingBlobStore();
    clock = new VirtualClock();
  });

  const made = (signal = never()): AsyncIterator<MadePiece> =>
    inTheMaking(makerOf({ speech, audio: room.audio, blobs, clock }).maker, { signal }).made[Symbol.asyncIterator]();

  test('[RA52] nothing is spoken before it is pulled, and then no more than two pieces ahead', async () => {
    const pieces = made();
    await new Promise(setImmediate);
    expect(speech.asked).toHaveLength(0);
    await pieces.next();
    expect(speech.asked).toHaveLength(2);
    expect(blobs.puts).toBe(1);
    await pieces.return?.();
    expect(speech.asked).toHaveLength(2);
    expect(blobs.puts).toBe(1);
  });

  test('[RA52] giving up while it is spoken ends it with the reason, and the voice is told', async () => {
    const ending = new AbortController();
    let told: AbortSignal | undefined;
    const hanging = new ScriptedSpeech(async function* (_utterance, signal) {
      told = signal;
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
      yield* [];
    });
    const { maker } = makerOf({ speech: hanging, audio: room.audio, blobs, clock });
    const { signal } = ending;
    const all = expect(piecesOf(inTheMaking(maker, { signal }).made)).rejects.toThrow('skipped');
    await until('the voice is asked', () => told);
    ending.abort(new Error('skipped'));
    await all;
    expect(told?.aborted).toBe(true);
    expect(blobs.puts).toBe(0);
  });

  test('[RA52] giving up while it is stored, or before it is tried again, ends it with the reason', async () => {
    for (const trouble of ['hang', passing()] as const) {
      const ending = new AbortController();
      const putsBefore = blobs.puts;
      blobs.always(trouble);
      const first = expect(made(ending.signal).next()).rejects.toThrow('skipped');
      await until('it is being stored', () => blobs.puts > putsBefore);
      ending.abort(new Error('skipped'));
      await first;
      expect(blobs.signal?.aborted).toBe(true);
      expect(clock.waiting).toBe(0);
    }
  });

  test('[RA53] a storage that fails in passing is tried again, and the chunk is stored once', async () => {
    blobs.next(passing(), { lost: passing() });
    const first = made().next();
    for (const puts of [1, 2]) {
      await until('it is being stored', () => blobs.puts >= puts);
      await clock.advance(400);
    }
    const { value } = (await first) as IteratorYieldResult<MadePiece>;
    expect(blobs.puts).toBe(3);
    expect([...blobs.blobs.keys()]).toEqual(value.chunks.map(({ content }) => content.key));
  });

  test.each([['fails', passing()] as const, ['hangs', 'hang'] as const])(
    '[RA53] a storage that %s for 20 s is a fault; what was told before stands',
    async (_how, trouble) => {
      const pieces = made();
      await pieces.next();
      blobs.always(trouble);
      const second = expect(pieces.next()).rejects.toMatchObject({ code: 'blobs.unavailable', retryable: true });
      await until('it is being stored', () => blobs.puts === 2);
      await clock.advance(19_999);
      expect(blobs.signal?.aborted).toBe(false);
      await clock.advance(1);
      await second;
      expect(blobs.puts).toBeLessThanOrEqual(14);
      expect(blobs.blobs.size).toBe(1);
      expect(await pieces.next()).toEqual({ done: true, value: undefined });
    },
  );

  test('[RA53] a full storage is told at once', async () => {
    blobs.always(new BlobFault('blobs.full'));
    await expect(made().next()).rejects.toMatchObject({ code: 'blobs.full' });
    expect(blobs.puts).toBe(1);
  });

  test('[RA54] a voice that fails in the middle: what was made comes out, then the fault', async () => {
    speech.next('speak', failing('speech.unavailable', false));
    const pieces = made();
    expect(await pieces.next()).toMatchObject({ value: { last: false, chunks: [{ piece: 0 }] } });
    await expect(pieces.next()).rejects.toMatchObject({ code: 'speech.unavailable' });
    expect(blobs.blobs.size).toBe(1);
    expect(await pieces.next()).toEqual({ done: true, value: undefined });
  });
});

function house() {
  const speech = new StepwiseSpeech('one');
  return { speech, ...makerOf({ speech, audio: room.audio, blobs: new MemoryBlobStore() }) };
}

describe('what a request says', () => {
  test('[RA55] the pronunciations of the channel are spoken, and what is written is shown', async () => {
    const { speech, maker } = house();
    const content = { text: 'Siobhan scores!' };
    const making = inTheMaking(maker, { content, channel: { pronunciations: { siobhan: 'Shivawn' } } });
    const [piece] = await piecesOf(making.made);
    expect(speech.asked.map((asked) => asked.text)).toEqual(['Shivawn scores!']);
    expect(piece?.chunks[0]?.content.text).toBe('Siobhan scores!');
  });

  test('[RA55] a list with mistakes is not used, which is told once', async () => {
    const { speech, maker, log } = house();
    const pronunciations = { Siobhan: 'Shivawn', '!?': '' };
    for (const text of ['Siobhan scores!', 'Siobhan again!']) {
      await piecesOf(inTheMaking(maker, { content: { text }, channel: { pronunciations } }).made);
    }
    expect(speech.asked.map(({ text }) => text)).toEqual(['Siobhan scores!', 'Siobhan again!']);
    expect(log.lines).toEqual([
      {
        level: 'warn',
        sentence: 'the pronunciations of a channel have mistakes and are not used',
        fields: { channel: 'Final-en', mistakes: 2 },
      },
    ]);
  });

  test.each([
    [{}, {}, undefined],
    [{ voice: 'one:other' }, {}, 'one:other'],
    [{}, { voice: 'one:channel' }, 'one:channel'],
    [{ voice: 'one:other' }, { voice: 'one:channel' }, 'one:other'],
  ])(
    '[RA55] of the voices asked for, %j and the channel’s %j, the request’s counts',
    async (content, channel, voice) => {
      const { speech, maker } = house();
      await piecesOf(inTheMaking(maker, { content: { text: 'Goal!', ...content }, channel }).made);
      expect(speech.asked.map((asked) => asked.voice)).toEqual([voice]);
    },
  );

  test('[RA50] what cannot be said is refused before anything is made', () => {
    const { speech, maker } = house();
    const request = { channel: CHANNEL, id: 'request-1', content: { ...SAID, text: ' … ' }, fromPiece: 0, written: [] };
    expect(maker.make(request, never())).toMatchObject({ refused: 'speech.empty-text' });
    expect(speech.asked).toEqual([]);
  });

  // 58 ms a letter and 250 ms for each beginning, in English.
  test.each([
    ['Goal!', 482],
    ['The first sentence is here now. The second one follows it at once.', 1_700 + 1_816],
    [' … ', 250],
  ])('[RA56] %j should take %d ms', (words, ms) => {
    const { maker } = house();
    expect(maker.expectedMs({ ...SAID, text: words })).toBe(ms);
  });

  test('[RA56] a clip is estimated by its words, or else as five seconds', () => {
    const { maker } = house();
    const clip = 'clips/final-en/00000000-0000-7000-8000-000000000001';
    expect(maker.expectedMs({ ...SAID, clip, text: 'Goal!' })).toBe(482);
    expect(maker.expectedMs({ ...SAID, clip, text: '' })).toBe(5_000);
  });
});
