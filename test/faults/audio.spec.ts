import { spawnSync } from 'node:child_process';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Encoder } from '../../src/audio/encoder.js';
import { bundledFfmpeg, FfmpegFinder } from '../../src/audio/ffmpeg.finder.js';
import { Limiting } from '../../src/audio/limiting.js';
import { ShapingPool } from '../../src/audio/shaping.pool.js';
import { SystemClock } from '../../src/kernel/clock.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { audioRoom } from '../support/audio.js';
import { childrenOf } from '../support/children.js';
import { oggOpus } from '../support/containers.js';
import { MemoryLog } from '../support/memory.log.js';
import { isRequired, WHERE } from '../support/services.js';
import { pcm16, sound, tone } from '../support/sounds.js';
import { until } from '../support/until.js';

const folder = mkdtempSync(join(tmpdir(), 'longwave-audio-'));
const signal = new AbortController().signal;
const seconds = (count: number): Int16Array => new Int16Array(count * 48_000 - ((count * 48_000) % 1_152));
const alive = () => childrenOf(process.pid);

afterAll(() => rmSync(folder, { recursive: true }));

/** A program in the place of ffmpeg, which answers `-version` and then does something else. */
function impostor(name: string, does: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n[ "$1" = -version ] && echo "ffmpeg version 5.1 x" && exit 0\n${does}\n`, {
    mode: 0o755,
  });
  return path;
}

describe('faults of the encoder', () => {
  test('[AU16] killed in the middle of a job it is started again and the job is done', async () => {
    const room = audioRoom();
    const undisturbed = await room.encoder.encode(pcm16(tone(440, { seconds: 2.4 })), signal);
    const first = room.encoder.pid ?? 0;
    const job = room.encoder.encode(pcm16(tone(440, { seconds: 2.4 })), signal);
    process.kill(first, 'SIGKILL');
    expect((await job).equals(undisturbed)).toBe(true);
    expect(room.encoder.pid).not.toBe(first);
    expect(room.log.lines.map(({ sentence }) => sentence)).toEqual(['the encoder failed and is started again']);
    await room.close();
    expect(alive()).toEqual([]);
  });

  test('[AU16] stopped it is ended at the deadline and reaped, and the job is done by another', async () => {
    const clock = new VirtualClock();
    const encoder = new Encoder(new FfmpegFinder([bundledFfmpeg]), clock, new MemoryLog());
    await encoder.encode(seconds(1), signal);
    const first = encoder.pid ?? 0;
    process.kill(first, 'SIGSTOP');
    const job = encoder.encode(seconds(1), signal);
    await until('the job waits', () => clock.waiting === 1);
    await clock.advance(3_300);
    expect((await job).length).toBe(41 * 192);
    expect(alive().map(({ pid }) => pid)).not.toContain(first);
    await encoder.close();
    expect(alive()).toEqual([]);
  });

  test('[AU16] closed in the middle of a job it ends the job, and starts no other for it', async () => {
    const encoder = new Encoder(new FfmpegFinder([bundledFfmpeg]), new VirtualClock(), new MemoryLog());
    await encoder.encode(seconds(1), signal);
    process.kill(encoder.pid ?? 0, 'SIGSTOP');
    const job = encoder.encode(seconds(1), signal);
    const failed = expect(job).rejects.toMatchObject({ code: 'audio.encoder-failed' });
    await encoder.close();
    await failed;
    expect(alive()).toEqual([]);
  });

  test.each([
    ['dies at once', 'exit 1'],
    ['writes what is no sound of ours', 'yes rubbish'],
  ])('[AU16] an encoder that %s is a fault that may be tried again', async (name, does) => {
    const room = audioRoom({ ffmpegPath: impostor(name.replaceAll(' ', '-'), does) });
    const call = room.audio.toChunks(sound(tone(440)), { level: room.audio.levelFor('x') });
    await expect(call).rejects.toMatchObject({ code: 'audio.encoder-failed', retryable: true });
    await room.close();
    expect(alive()).toEqual([]);
  });

  test('[AU16] a missing ffmpeg is told as what it is', async () => {
    const room = audioRoom({ ffmpegPath: join(folder, 'nothing') });
    const call = room.audio.toChunks(sound(tone(440)), { level: room.audio.levelFor('x') });
    await expect(call).rejects.toMatchObject({ code: 'audio.decoder-missing' });
    await room.close();
  });
});

describe('faults of the decoder', () => {
  test('[AU16] one that hangs is ended with its whole group, and reaped', async () => {
    const path = impostor('hangs', 'sleep 1000 & sleep 1000');
    const room = audioRoom({ ffmpegPath: path, wallMsMax: 300 });
    const bytes = oggOpus([Uint8Array.of(0x1b, 0x02)]);
    const call = room.audio.decode({ format: { encoding: 'unknown' }, bytes });
    await expect(call).rejects.toMatchObject({ code: 'audio.decoder-failed' });
    await room.close();
    expect(alive()).toEqual([]);
  });

  test('[AU16] one that writes without end is stopped at a minute of sound', async () => {
    const room = audioRoom({ ffmpegPath: impostor('endless', 'yes') });
    const bytes = oggOpus([Uint8Array.of(0x1b, 0x02)]);
    const call = room.audio.decode({ format: { encoding: 'unknown' }, bytes });
    await expect(call).rejects.toMatchObject({ code: 'audio.too-long' });
    await room.close();
    expect(alive()).toEqual([]);
  });

  if (process.platform === 'linux') {
    // `dd` fills as much memory as it is told, for ever.
    test('[AU15] one that takes more than 256 MB of memory is ended long before its time is over', async () => {
      const room = audioRoom({
        ffmpegPath: impostor('large', 'exec dd if=/dev/zero of=/dev/null bs=300M'),
        wallMsMax: 25_000,
      });
      const bytes = oggOpus([Uint8Array.of(0x1b, 0x02)]);
      const call = room.audio.decode({ format: { encoding: 'unknown' }, bytes });
      const startedAt = performance.now();
      await expect(call).rejects.toMatchObject({ code: 'audio.decoder-failed' });
      expect(performance.now() - startedAt).toBeLessThan(15_000);
      await room.close();
      expect(alive()).toEqual([]);
    });
  }

  if (isRequired('ffmpeg')) {
    test('[AU16] a real one that is stopped is ended and reaped', async () => {
      const room = audioRoom({ ffmpegPath: WHERE.ffmpeg, wallMsMax: 1_500 });
      const bytes = oggOpus(Array<Uint8Array>(400).fill(Uint8Array.of(0x1b, 0x02)));
      const call = room.audio.decode({ format: { encoding: 'unknown' }, bytes });
      const failed = expect(call).rejects.toMatchObject({ code: 'audio.decoder-failed' });
      const [pid = 0] = await until('it runs', () => (room.decoder.pids.length > 0 ? room.decoder.pids : undefined));
      process.kill(pid, 'SIGSTOP');
      await failed;
      await room.close();
      expect(alive()).toEqual([]);
    });

    // More than the limit, asked for at once.
    test.each([
      ['takes too much memory', 'dd if=/dev/zero of=/dev/null bs=600M count=1 2>/dev/null && echo taken', 'taken'],
      ['writes a file', `echo mine > ${join(folder, 'written')} && echo written`, 'written'],
    ])('[AU16] the kernel stops a decoder that %s', (_name, script, unlimited) => {
      const [program = '', ...args] = new Limiting().around(['/bin/sh', '-c', script]);
      const [free, limited] = [
        spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8' }),
        spawnSync(program, args, { encoding: 'utf8' }),
      ];
      expect(free.stdout.trim()).toBe(unlimited);
      expect(limited.stdout.trim()).not.toBe(unlimited);
    });
  }
});

describe('faults of the threads', () => {
  test('[AU16] a thread that dies is a fault that may be tried again, and the next one works', async () => {
    const path = join(folder, 'dies.mjs');
    writeFileSync(
      path,
      `import { parentPort } from 'node:worker_threads';
      parentPort.on('message', ({ sampleRate }) => { if (sampleRate === 8000) process.exit(1); parentPort.postMessage(undefined); });`,
    );
    const pool = new ShapingPool(new SystemClock(), path);
    const task = { kind: 'measure', pcm: new Int16Array(0), channels: 1 } as const;
    const died = pool.run({ ...task, sampleRate: 8_000 }, signal);
    await expect(died).rejects.toMatchObject({ code: 'audio.shaping-failed', retryable: true });
    await expect(pool.run({ ...task, pcm: new Int16Array(0), sampleRate: 48_000 }, signal)).resolves.toBeUndefined();
    await pool.close();
  });
});

describe('limits', () => {
  test('[AU17] the thirty-third sound in hand is refused, and the next after one is done is not', async () => {
    const room = audioRoom();
    const one = () => room.audio.toChunks(sound(tone(440)), { level: room.audio.levelFor('x') });
    const all = Array.from({ length: 32 }, one);
    await expect(one()).rejects.toMatchObject({ code: 'audio.busy', retryable: true });
    await Promise.all(all);
    await expect(one()).resolves.toHaveLength(1);
    await room.close();
  });

  test('[AU17] who gives up while waiting is answered at once', async () => {
    const room = audioRoom();
    const giveUp = new AbortController();
    const call = room.audio.toChunks(sound(tone(440)), { level: room.audio.levelFor('x'), signal: giveUp.signal });
    giveUp.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
    await room.close();
  });

  test.each([
    ['audio.empty', sound(new Float32Array(0)), {}],
    ['audio.empty', sound(new Float32Array(48_000)), {}],
    ['audio.wrong-length', sound(tone(440, { rate: 22_050, seconds: 1 })), { expectMs: 2_600 }],
    ['audio.wrong-length', sound(tone(440, { rate: 22_050, seconds: 1 })), { expectMs: 390 }],
    ['audio.too-long', sound(new Float32Array(61 * 22_050)), {}],
    ['audio.undecodable', sound(tone(440), 4_000), {}],
    ['audio.unrecognised', { format: { encoding: 'unknown' }, bytes: Buffer.from('<html>') }, {}],
  ] as const)('[AU18] %s: no chunk comes of it', async (code, given, options) => {
    const room = audioRoom();
    const call = room.audio.toChunks(given, { level: room.audio.levelFor('x'), ...options });
    await expect(call).rejects.toMatchObject({ name: 'AudioFault', code });
    await room.close();
  });

  test.each([2_400, 410])('[AU18] one second where %i ms were expected is accepted', async (expectMs) => {
    const room = audioRoom();
    const given = sound(tone(440, { rate: 22_050, seconds: 1 }));
    await expect(room.audio.toChunks(given, { level: room.audio.levelFor('x'), expectMs })).resolves.toHaveLength(1);
    await room.close();
  });
});
