import { afterAll, describe, expect, test } from '@jest/globals';
import { chromium } from 'playwright-core';
import type { ChunkSound } from '../../src/audio/sound.port.js';
import { isRefusal } from '../../src/kernel/outcome.js';
import { Voicing, type VoicedChunk } from '../../src/speech/voicing.js';
import { never } from '../contracts/speech.contract.js';
import { audioRoom, hear, levelOf } from '../support/audio.js';
import { bytesOf, manySounds, noiseFrom, pcm16, sound, speechLike, tone } from '../support/sounds.js';
import { isRequired, WHERE } from '../support/services.js';
import { StepwiseSpeech } from '../support/stepwise.speech.js';
import { wavFile } from '../support/wav-file.js';

const room = audioRoom();
afterAll(room.close);

const joined = (chunks: readonly ChunkSound[]): Buffer => Buffer.concat(chunks.map(({ frames }) => frames));

let hundred: Promise<readonly ChunkSound[]> | undefined;

function aHundred(): Promise<readonly ChunkSound[]> {
  hundred ??= chunksOf(manySounds(100));
  return hundred;
}

async function chunksOf(sounds: ReturnType<typeof manySounds>): Promise<readonly ChunkSound[]> {
  const chunks: ChunkSound[] = [];
  for (const [n, { samples, rate }] of sounds.entries()) {
    chunks.push(...(await room.audio.toChunks(sound(samples, rate), { level: room.audio.levelFor(`voice ${n}`) })));
  }
  return chunks;
}

const DECODE_IN_PAGE = `async (base64) => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const decoded = await new OfflineAudioContext(1, 1, 48000).decodeAudioData(bytes.buffer);
  return { length: decoded.length, channels: decoded.numberOfChannels, rate: decoded.sampleRate };
}`;

describe('sound in frames', () => {
  test('[AU10] [AU11] a hundred sounds from everywhere join to one that decodes without a word, to the exact length', async () => {
    const chunks = await aHundred();
    const count = chunks.reduce((sum, { frameCount }) => sum + frameCount, 0);
    const frames = joined(chunks);
    expect(chunks.length).toBe(100);
    expect(frames.length).toBe(count * 192);
    const heard = await hear(frames);
    expect(heard.warnings).toBe('');
    expect(heard.samples.length).toBe(count * 1_152);
    expect((await levelOf(frames)).truePeakDb).toBeLessThanOrEqual(-1.5);
  }, 240_000);

  if (isRequired('chromium')) {
    test('[AU10] the same hundred decode in Chromium to the exact length', async () => {
      const frames = joined(await aHundred());
      const browser = await chromium.launch({ executablePath: WHERE.chromium, args: ['--no-sandbox', '--headless'] });
      try {
        const page = await browser.newPage();
        const decoded = await page.evaluate(`(${DECODE_IN_PAGE})('${frames.toString('base64')}')`);
        expect(decoded).toEqual({ length: (frames.length / 192) * 1_152, channels: 1, rate: 48_000 });
      } finally {
        await browser.close();
      }
    }, 240_000);
  }

  test.each([
    [22_050, 0.3],
    [24_000, 0.02],
    [44_100, 0.9],
    [48_000, 0.1],
  ])(
    '[AU11] a request spoken at %i Hz with level %d lies at −16 LUFS and peaks under −1.5 dBTP',
    async (rate, amplitude) => {
      const level = room.audio.levelFor(`a voice at ${rate}`);
      const chunks: ChunkSound[] = [];
      for (let n = 0; n < 8; n += 1) {
        const samples = speechLike({ rate, level: amplitude, seconds: 1.5 + (n % 3) / 2, seed: rate + n });
        chunks.push(...(await room.audio.toChunks(sound(samples, rate), { level })));
      }
      const { lufs, truePeakDb } = await levelOf(joined(chunks));
      expect(Math.abs(lufs + 16)).toBeLessThanOrEqual(1);
      expect(truePeakDb).toBeLessThanOrEqual(-1.5);
    },
  );

  test('[AU11] a bang amid quiet words does not peak over −1.5 dBTP', async () => {
    const samples = speechLike({ rate: 24_000, level: 0.05, seconds: 20, seed: 3 });
    const random = noiseFrom(5);
    for (let n = 216_000; n < 218_400; n += 1) samples[n] = 0.95 * random();
    const chunks = await room.audio.toChunks(sound(samples, 24_000), { level: room.audio.levelFor('bang') });
    expect((await levelOf(joined(chunks))).truePeakDb).toBeLessThanOrEqual(-1.5);
  });

  test.each([16_000, 22_050, 24_000, 44_100, 48_000])(
    '[AU12] a click at %i Hz is heard at its moment',
    async (rate) => {
      const samples = clickAfterTone(rate);
      const [chunk] = await room.audio.toChunks(sound(samples, rate), { level: room.audio.levelFor('click') });
      const heard = await hear(chunk?.frames ?? Buffer.alloc(0));
      const expected = (1_250 - (chunk?.heardFromMs ?? 0)) * 48;
      // Half a millisecond: the click itself is an eighth of one long.
      expect(Math.abs(loudest(heard.samples, 0.5 * 48_000) - expected)).toBeLessThanOrEqual(24);
    },
  );

  test('[AU12] a word that clicks is heard when its time says', async () => {
    const speech = new StepwiseSpeech('click').next({
      sends: [
        { kind: 'format', format: { encoding: 'pcm16', sampleRate: 24_000, channels: 1 }, voice: 'click:usual' },
        { kind: 'sound', bytes: bytesOf(pcm16(clickAfterTone(24_000))) },
        { kind: 'words', words: [{ start: 0, end: 5, startMs: 1_250, endMs: 1_400 }] },
      ],
    });
    const voiced = new Voicing(speech, room.audio).voice({ text: 'Click', language: 'ja', style: 'calm' }, never());
    if (isRefusal(voiced)) throw new Error(voiced.refused);
    const chunks: VoicedChunk[] = [];
    for await (const piece of voiced.made) chunks.push(...piece.chunks);
    const heard = await hear(joined(chunks.map(({ chunk }) => chunk)));
    const startMs = chunks[0]?.words[0]?.startMs ?? 0;
    expect(Math.abs(loudest(heard.samples, 0.5 * 48_000) / 48 - startMs)).toBeLessThanOrEqual(0.5);
  });

  test('[AU13] the same samples give the same frames, whatever was encoded before', async () => {
    const pcm = new Int16Array(60 * 1_152);
    pcm.set(pcm16(speechLike({ rate: 48_000, seconds: 1, level: 0.01 })), 3 * 1_152);
    const signal = AbortSignal.timeout(20_000);
    const first = await room.encoder.encode(pcm, signal);
    const others = [
      tone(3_000, { seconds: 2.4 }),
      new Float32Array(48 * 1_152),
      tone(200, { seconds: 2.4, level: 0.001 }),
    ];
    for (const other of others) {
      await room.encoder.encode(pcm16(other), signal);
      expect((await room.encoder.encode(pcm, signal)).equals(first)).toBe(true);
    }
    const another = audioRoom();
    expect((await another.encoder.encode(pcm, signal)).equals(first)).toBe(true);
    await another.close();
  });

  test('[AU6] [AU10] a clip of 30 s becomes chunks that end in silence, and sound alone as among the others', async () => {
    const samples = speechLike({ rate: 24_000, seconds: 30, seed: 5 });
    const chunks = await room.audio.toChunks(sound(samples, 24_000), { level: room.audio.levelFor('long') });
    expect(chunks.length).toBeGreaterThanOrEqual(4);
    const whole = await hear(joined(chunks));
    expect(whole.warnings).toBe('');
    let at = 0;
    for (const { frames, frameCount, cutPoints, heardFromMs } of chunks) {
      expect(frameCount).toBeLessThanOrEqual(333);
      expect(heardFromMs).toBeCloseTo((chunks[0]?.heardFromMs ?? 0) + at * 24, 6);
      const alone = await hear(frames);
      expect(worst(alone.samples, whole.samples.subarray(at * 1_152, (at + frameCount) * 1_152))).toBeLessThan(0.01);
      for (const point of cutPoints) expect(strongestAround(alone.samples, point * 1_152)).toBeLessThan(0.02);
      at += frameCount;
    }
  });

  test.each([
    ['16 bits', 1, 16, (x: number) => [...bytesOf(Int16Array.of(Math.round(x * 32_767)))]],
    ['24 bits', 1, 24, (x: number) => [...bytesOf32(x).subarray(1)]],
    ['32 bits', 1, 32, (x: number) => [...bytesOf32(x)]],
    ['floats', 3, 32, (x: number) => [...new Uint8Array(Float32Array.of(x).buffer)]],
  ] as const)('[AU8] a WAV file of %s becomes frames with the bundled ffmpeg', async (what, tag, bits, write) => {
    const data = Array.from(tone(440, { rate: 22_050, seconds: 0.6 })).flatMap(write);
    const bytes = wavFile({ tag, bits, rate: 22_050, data });
    const level = room.audio.levelFor(`wav of ${what}`);
    const chunks = await room.audio.toChunks({ format: { encoding: 'unknown' }, bytes }, { level });
    // 60 + 600 + 120 ms are 33 frames.
    expect(chunks.map(({ frameCount }) => frameCount)).toEqual([33]);
  });
});

const bytesOf32 = (x: number): Uint8Array => new Uint8Array(Int32Array.of(Math.round(x * 2_147_483_647)).buffer);

/** A tone first, so that the click is not what the trimming goes by; the click comes 1.25 s in. */
function clickAfterTone(rate: number): Float32Array {
  const samples = new Float32Array(rate * 2);
  samples.set(tone(400, { rate, seconds: 0.3, level: 0.3 }), rate * 0.5);
  for (let n = 0; n < rate / 8_000; n += 1) samples[Math.round(rate * 1.25) + n] = 0.9;
  return samples;
}

function loudest(samples: Float32Array, from: number): number {
  let best = from;
  for (let n = from; n < samples.length; n += 1) {
    if (Math.abs(samples[n] ?? 0) > Math.abs(samples[best] ?? 0)) best = n;
  }
  return best;
}

function worst(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, n) => Math.max(most, Math.abs(value - (b[n] ?? 0))), 0);
}

/** The strongest sample within 5 ms of a place. */
function strongestAround(samples: Float32Array, place: number): number {
  return samples.subarray(place - 240, place + 240).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
