import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

const BYTES = 4;

/** What came out of the sound card, all channels on one time base. */
export class Recording {
  private readonly pieces: Buffer[] = [];
  private bytes = 0;

  constructor(
    private readonly recorder: ChildProcessByStdio<null, Readable, null>,
    private readonly channels: number,
  ) {
    recorder.stdout.on('data', (piece: Buffer) => {
      this.pieces.push(piece);
      this.bytes += piece.length;
    });
  }

  /** Samples there are by now. */
  get length(): number {
    return Math.floor(this.bytes / (BYTES * this.channels));
  }

  async stop(): Promise<void> {
    this.recorder.kill();
    await once(this.recorder, 'close');
  }

  /** One channel, whole. */
  channel(index: number): Float32Array {
    const all = Buffer.concat(this.pieces);
    this.pieces.splice(0, Infinity, all);
    const samples = new Float32Array(this.length);
    for (let at = 0; at < samples.length; at += 1) samples[at] = all.readFloatLE((at * this.channels + index) * BYTES);
    return samples;
  }
}
