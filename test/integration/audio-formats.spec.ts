import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { audioRoom } from '../support/audio.js';
import { frames, oggOpus, webm } from '../support/containers.js';
import { isRequired, WHERE } from '../support/services.js';

const rooms = { bundled: audioRoom(), current: audioRoom({ ffmpegPath: WHERE.ffmpeg }) };
const folder = mkdtempSync(join(tmpdir(), 'longwave-formats-'));
const unknown = { encoding: 'unknown' } as const;

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all([rooms.bundled.close(), rooms.current.close()]);
});

const FORMATS: readonly (readonly [string, string, ...string[]])[] = [
  ['MP3', 'a.mp3', '-b:a', '128k'],
  ['MP3 without tags', 'b.mp3', '-id3v2_version', '0', '-write_xing', '0'],
  ['Opus in Ogg', 'a.ogg', '-c:a', 'libopus'],
  ['Vorbis in Ogg', 'b.ogg', '-c:a', 'libvorbis'],
  ['Opus in WebM', 'a.webm', '-c:a', 'libopus'],
  ['AAC in MP4, index in front', 'a.m4a', '-movflags', '+faststart'],
  ['AAC in MP4, index behind', 'b.m4a', '-b:a', '256k'],
  ['AAC in MP4, in fragments', 'c.m4a', '-movflags', '+frag_keyframe+empty_moov'],
  ['ADPCM in WAV', 'a.wav', '-c:a', 'adpcm_ms'],
];

/** Three seconds of noise, in stereo at 44.1 kHz: large enough that no pipe holds it at once. */
function made(name: string, options: readonly string[]): Buffer {
  const path = join(folder, name);
  const source = ['-f', 'lavfi', '-i', 'anoisesrc=r=44100:d=3:a=0.3:s=1', '-ac', '2'];
  spawnSync(WHERE.ffmpeg, ['-v', 'error', '-y', ...source, ...options, path]);
  return readFileSync(path);
}

describe('formats', () => {
  test('[AU14] an old ffmpeg is not shown what strangers send', async () => {
    for (const bytes of [frames(20), oggOpus([Uint8Array.of(0x1b, 0x02)]), webm()]) {
      const call = rooms.bundled.audio.toChunks({ format: unknown, bytes }, { level: { voice: 'stranger' } });
      await expect(call).rejects.toMatchObject({
        code: 'audio.decoder-too-old',
        message: 'Decoding this format needs ffmpeg 5 or newer: install one or set FFMPEG_PATH.',
      });
    }
  });

  test('[AU14] raw samples may come in pieces, also through the middle of one', async () => {
    const samples = new Uint8Array(Int16Array.from({ length: 24_000 }, (_, n) => (n % 100) * 100).buffer);
    const pieces = [samples.subarray(0, 4_001), samples.subarray(4_001, 30_000), samples.subarray(30_000)];
    const format = { encoding: 'pcm16', sampleRate: 24_000, channels: 1 } as const;
    const whole = await rooms.bundled.audio.decode({ format, bytes: samples });
    const pieced = await rooms.bundled.audio.decode({ format, bytes: streamed(pieces) });
    expect(pieced.format).toEqual(format);
    expect(Buffer.from(pieced.bytes).equals(samples)).toBe(true);
    expect(Buffer.from(whole.bytes).equals(samples)).toBe(true);
  });

  if (isRequired('ffmpeg')) {
    test.each(FORMATS)('[AU14] %s becomes frames', async (_, name, ...options) => {
      const bytes = made(name, options);
      const [chunk, ...others] = await rooms.current.audio.toChunks(
        { format: unknown, bytes },
        { level: { voice: name }, expectMs: 3_000 },
      );
      expect(others).toEqual([]);
      // 60 + 3,000 + 120 ms are 133 frames; codecs add up to 65 ms of their own.
      expect(chunk?.frameCount).toBeGreaterThanOrEqual(133);
      expect(chunk?.frameCount).toBeLessThanOrEqual(136);
    });
  }
});

async function* streamed(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}
