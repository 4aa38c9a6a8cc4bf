import { spawnSync } from 'node:child_process';
import { Decoder } from '../../src/audio/decoder.js';
import { Encoder } from '../../src/audio/encoder.js';
import { FfmpegAudio } from '../../src/audio/ffmpeg.audio.js';
import { bundledFfmpeg, FfmpegFinder } from '../../src/audio/ffmpeg.finder.js';
import { Limiting } from '../../src/audio/limiting.js';
import { ShapingPool } from '../../src/audio/shaping.pool.js';
import { SystemClock } from '../../src/kernel/clock.js';
import { MemoryLog } from './memory.log.js';

interface RoomOptions {
  readonly ffmpegPath?: string;
  readonly wallMsMax?: number;
}

/** The whole room, with the bundled ffmpeg unless another is named. */
export function audioRoom({ ffmpegPath, wallMsMax }: RoomOptions = {}) {
  const clock = new SystemClock();
  const log = new MemoryLog();
  const finder = new FfmpegFinder([async () => ffmpegPath, bundledFfmpeg]);
  const pool = new ShapingPool(clock);
  const encoder = new Encoder(finder, clock, log);
  const decoder = new Decoder(finder, new Limiting(), clock, wallMsMax);
  const audio = new FfmpegAudio({ pool, encoder, decoder }, clock);
  const close = async (): Promise<void> => {
    await Promise.all([pool.close(), encoder.close(), decoder.close()]);
  };
  return { audio, pool, encoder, decoder, log, close };
}

export interface Heard {
  readonly samples: Float32Array;
  /** What ffmpeg had to say: nothing, where all is well. */
  readonly warnings: string;
}

/** Decodes frames with ffmpeg itself: another pair of ears than ours. */
export async function hear(frames: Uint8Array, ffmpegPath?: string): Promise<Heard> {
  const ffmpeg = ffmpegPath ?? (await bundledFfmpeg()) ?? 'ffmpeg';
  const args = ['-v', 'warning', '-f', 'mp3', '-i', 'pipe:0', '-f', 'f32le', '-ac', '1', 'pipe:1'];
  const { stdout, stderr } = spawnSync(ffmpeg, args, { input: frames, maxBuffer: 1 << 28 });
  return { samples: new Float32Array(new Uint8Array(stdout).buffer), warnings: stderr.toString() };
}

export interface Level {
  readonly lufs: number;
  readonly truePeakDb: number;
}

/** Loudness and true peak of frames as ffmpeg's EBU R 128 meter reads them. */
export async function levelOf(frames: Uint8Array): Promise<Level> {
  const ffmpeg = (await bundledFfmpeg()) ?? 'ffmpeg';
  const args = ['-nostats', '-f', 'mp3', '-i', 'pipe:0', '-af', 'ebur128=peak=true', '-f', 'null', '-'];
  const said = spawnSync(ffmpeg, args, { input: frames, maxBuffer: 1 << 28 }).stderr.toString();
  const summary = said.slice(said.lastIndexOf('Summary:'));
  return {
    lufs: Number(/I:\s+(\S+) LUFS/.exec(summary)?.[1]),
    truePeakDb: Number(/Peak:\s+(\S+) dBFS/.exec(summary)?.[1]),
  };
}
