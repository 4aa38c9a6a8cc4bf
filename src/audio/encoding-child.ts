import { Child } from './child.js';
import { encoderArguments } from './ffmpeg.commands.js';
import { FRAME_BYTES, FRAME_SAMPLES } from './model/frames.js';

// The encoder keeps back three frames, and remembers how loud it was. So every job is followed by silence that pushes
// the job's last frames out, noise that brings what is remembered to one known state, and silence again: the same samples
// then give the same frames, whatever was encoded before.
const SILENCE_FRAMES = 4;
const NOISE_FRAMES = 10;
const BETWEEN = betweenJobs();

interface Job {
  readonly frames: Buffer;
  readonly from: number;
  readonly resolve: (frames: Buffer) => void;
  readonly reject: (reason: Error) => void;
}

/** One running ffmpeg that turns job after job into frames. One job at a time. */
export class EncodingChild {
  private readonly child: Child;
  private framesSent = 0;
  private bytesReceived = 0;
  private job: Job | undefined;

  constructor(ffmpegPath: string) {
    this.child = new Child(ffmpegPath, encoderArguments());
    this.child.stdout.on('data', (bytes: Buffer) => this.receive(bytes));
    this.send(BETWEEN);
    // One subscription for all jobs: one for each would keep the frames of every job as long as the encoder lives.
    void this.child.gone.then(() => this.job?.reject(new Error('The encoder ended.')));
  }

  get isGone(): boolean {
    return this.child.isGone;
  }

  get framesDone(): number {
    return this.framesSent;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Whole frames of samples → as many frames of sound. */
  encode(pcm: Int16Array): Promise<Buffer> {
    const frames = Buffer.alloc((pcm.length / FRAME_SAMPLES) * FRAME_BYTES);
    const from = this.framesSent * FRAME_BYTES;
    return new Promise((resolve, reject) => {
      this.job = { frames, from, resolve, reject };
      this.send(pcm);
      this.send(BETWEEN);
      if (this.isGone) reject(new Error('The encoder has ended.'));
    });
  }

  kill(): Promise<void> {
    return this.child.kill();
  }

  private send(pcm: Int16Array): void {
    this.child.stdin.write(Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength));
    this.framesSent += pcm.length / FRAME_SAMPLES;
  }

  /** Keeps what belongs to the job; what was made of silence and noise goes by. */
  private receive(bytes: Buffer): void {
    const at = this.bytesReceived;
    this.bytesReceived += bytes.length;
    if (this.job === undefined) return;
    const { frames, from, resolve } = this.job;
    const to = from + frames.length;
    if (at + bytes.length > from && at < to) {
      bytes.copy(frames, Math.max(0, at - from), Math.max(0, from - at), Math.min(bytes.length, to - at));
    }
    if (this.bytesReceived < to) return;
    this.job = undefined;
    resolve(frames);
  }
}

function betweenJobs(): Int16Array {
  const samples = new Int16Array((2 * SILENCE_FRAMES + NOISE_FRAMES) * FRAME_SAMPLES);
  let state = 1;
  for (let n = 0; n < NOISE_FRAMES * FRAME_SAMPLES; n += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    samples[SILENCE_FRAMES * FRAME_SAMPLES + n] = (state >> 15) - 32_768;
  }
  return samples;
}
