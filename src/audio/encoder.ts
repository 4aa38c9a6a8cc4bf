import type { Clock } from '../kernel/clock.js';
import { withDeadline } from '../kernel/deadline.js';
import { Turns } from '../kernel/turns.js';
import type { Log } from '../watch/log.port.js';
import { AudioFault } from './audio.fault.js';
import { EncodingChild } from './encoding-child.js';
import type { FfmpegFinder } from './ffmpeg.finder.js';
import { firstBadFrame } from './model/frame-reader.js';
import { SAMPLE_RATE } from './model/frames.js';

// An encoder works at thirty times real time and more; slower than this it hangs.
const JOB_MS_MIN = 3_000;
const SPEED_MIN = 4;
// A program that never ends may grow. After two hours of sound it is replaced.
const FRAMES_PER_CHILD = 300_000;

/** Samples → our frames, through one ffmpeg that lives as long as it works. One that dies or hangs is replaced once per job. */
export class Encoder {
  private readonly turns = new Turns(1);
  private child: EncodingChild | undefined;
  private closed = false;

  constructor(
    private readonly finder: FfmpegFinder,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Starts ffmpeg ahead of the first job. What is wrong with it, the job will tell. */
  async warm(signal: AbortSignal): Promise<void> {
    if (this.child) return;
    try {
      await this.turns.during(signal, () => this.liveChild());
    } catch (error) {
      this.log.debug('the encoder could not be started ahead', { error });
    }
  }

  encode(pcm: Int16Array, signal: AbortSignal): Promise<Buffer> {
    return this.turns.during(signal, async () => {
      try {
        return await this.attempt(pcm);
      } catch (error) {
        if (error instanceof AudioFault) throw error;
        this.log.warn('the encoder failed and is started again', { error });
      }
      try {
        return await this.attempt(pcm);
      } catch (cause) {
        throw new AudioFault('audio.encoder-failed', { retryable: true, cause });
      }
    });
  }

  /** For good: what is asked afterwards must not start another ffmpeg that nobody ends. */
  async close(): Promise<void> {
    this.closed = true;
    await this.retire();
  }

  private async retire(): Promise<void> {
    await this.child?.kill();
    this.child = undefined;
  }

  private async attempt(pcm: Int16Array): Promise<Buffer> {
    const child = await this.liveChild();
    const ms = JOB_MS_MIN + ((pcm.length / SAMPLE_RATE) * 1_000) / SPEED_MIN;
    const reason = new Error('The encoder took too long.');
    try {
      const frames = await withDeadline(this.clock, { ms, reason }, () => child.encode(pcm));
      const bad = firstBadFrame(frames);
      if (bad) throw new Error(`Frame ${bad.frame} is not ours: ${bad.reason}.`);
      return frames;
    } catch (error) {
      await this.retire();
      throw error;
    }
  }

  private async liveChild(): Promise<EncodingChild> {
    if (this.child && (this.child.isGone || this.child.framesDone > FRAMES_PER_CHILD)) await this.retire();
    const { path } = await this.finder.find();
    if (this.closed) throw new AudioFault('audio.encoder-failed', { detail: 'The server is stopping.' });
    this.child ??= new EncodingChild(path);
    return this.child;
  }
}
