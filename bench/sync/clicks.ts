import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { SystemClock } from '../../src/kernel/clock.js';
import { monotonicMs, median } from '../radio/moments.js';
import { RATE } from './sound-card.js';

const clock = new SystemClock();

/** Between two clicks. */
const EVERY = RATE / 2;
const WIDTH = 48;
const LOUD = 0.5;
const BLOCK = RATE / 10;

/**
 * Clicks whose moments are known: a program that plays by its sound server's own account of when it will be heard, which no
 * browser has a part in. The sound server says again and again how far it has come.
 */
export class Clicks {
  /** Monotonic time less the place in what is played, each time it was told. */
  private readonly told: number[] = [];
  private written = 0;
  private isStopped = false;

  private constructor(private readonly player: ChildProcessByStdio<Writable, null, Readable>) {
    player.stderr.setEncoding('utf8');
    player.stderr.on('data', (said: string) => this.hear(said));
    // It may be gone while we still write.
    player.stdin.on('error', () => (this.isStopped = true));
    void this.play();
  }

  static async start(environment: Readonly<Record<string, string>>): Promise<Clicks> {
    const format = ['--raw', '--format=float32le', `--rate=${RATE}`, '--channels=2', '--latency-msec=100'];
    const player = spawn('pacat', ['--playback', '--verbose', ...format], {
      // What it says has to be in English to be read.
      env: { PATH: process.env['PATH'], LC_ALL: 'C', ...environment },
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    await once(player, 'spawn');
    return new Clicks(player);
  }

  /** The monotonic moment of the first click after the start, and how far apart they are. */
  get grid(): { readonly firstMs: number; readonly everyMs: number } {
    return { firstMs: median(this.told.slice(-200)), everyMs: (EVERY / RATE) * 1_000 };
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.player.kill();
    await once(this.player, 'close');
  }

  private hear(said: string): void {
    for (const [, seconds] of said.matchAll(/Time: (\d+\.\d+) sec/g))
      this.told.push(monotonicMs() - Number(seconds) * 1_000);
  }

  private async play(): Promise<void> {
    const begun = monotonicMs();
    while (!this.isStopped) {
      this.player.stdin.write(this.block());
      await clock.sleep(Math.max(0, begun + (this.written / RATE) * 1_000 - 300 - monotonicMs()));
    }
  }

  private block(): Buffer {
    const samples = new Float32Array(BLOCK * 2);
    for (let at = 0; at < BLOCK; at += 1) {
      const place = (this.written + at) % EVERY;
      if (place < WIDTH) samples.fill(LOUD * (place % 2 === 0 ? 1 : -1), at * 2, at * 2 + 2);
    }
    this.written += BLOCK;
    return Buffer.from(samples.buffer);
  }
}
