import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** What a player that others made heard of a stream, and complained of. */
export interface Recording {
  readonly bytes: Buffer;
  readonly said: string;
}

/** A player that others made. */
export class RecordingPlayer {
  private readonly parts: Buffer[] = [];
  private readonly child: ChildProcess;
  private said = '';

  /** What it hears comes out of it, or stands in a file afterwards. */
  constructor(
    command: string,
    args: readonly string[],
    private readonly file?: string,
  ) {
    this.child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stdout?.on('data', (bytes: Buffer) => this.parts.push(bytes));
    this.child.stderr?.on('data', (bytes: Buffer) => (this.said += bytes.toString()));
    this.child.once('error', (error) => (this.said += String(error)));
  }

  async stop(): Promise<Recording> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const closed = once(this.child, 'close');
      this.child.kill('SIGKILL');
      await closed;
    }
    const bytes = this.file === undefined ? Buffer.concat(this.parts) : readFileSync(this.file);
    return { bytes, said: this.said };
  }
}

const RATE = 48_000;
const HUSH = 8;

/** How long 16-bit sound of one ear at 48 kHz is, and its longest stretch in which nothing could be heard. */
export function holesIn(bytes: Buffer): { readonly ms: number; readonly longestHoleMs: number } {
  const samples = Math.floor(bytes.length / 2);
  let [longest, from] = [0, 0];
  for (let at = 0; at < samples; at += 1) {
    if (Math.abs(bytes.readInt16LE(at * 2)) <= HUSH) continue;
    longest = Math.max(longest, at - from);
    from = at;
  }
  return { ms: (samples / RATE) * 1_000, longestHoleMs: (Math.max(longest, samples - from) / RATE) * 1_000 };
}

/** Samples as players write them. */
export function pcmOf(samples: Float32Array): Buffer {
  return Buffer.from(Int16Array.from(samples, (sample) => Math.max(-1, Math.min(1, sample)) * 32_767).buffer);
}
