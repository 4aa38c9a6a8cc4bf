import type { Clock } from '../kernel/clock.js';
import { withDeadline } from '../kernel/deadline.js';
import { Turns } from '../kernel/turns.js';
import { AudioFault } from './audio.fault.js';
import { Child } from './child.js';
import { decoderArguments } from './ffmpeg.commands.js';
import type { FfmpegFinder } from './ffmpeg.finder.js';
import type { Limiting } from './limiting.js';
import { watchMemory } from './memory-watch.js';
import { indexFirst } from './model/mp4-order.js';
import type { Container } from './model/sniff.js';

const MAJOR_MIN = 5;
const DECODERS_MAX = 2;
const WALL_MS_MAX = 10_000;

/** A minute of sound is enough for a clip; the speech of one chunk is far shorter. */
export const SOUND_SECONDS_MAX = 60;
const BYTES_PER_SECOND = 96_000;

/**
 * Sound that nobody vouches for → 16-bit mono samples at 48 kHz, in a process of its own that sees only its standard input,
 * is told what to expect there, and is ended at every limit.
 */
export class Decoder {
  private readonly turns = new Turns(DECODERS_MAX);
  private readonly running = new Set<Child>();

  constructor(
    private readonly finder: FfmpegFinder,
    private readonly limiting: Limiting,
    private readonly clock: Clock,
    private readonly wallMsMax: number = WALL_MS_MAX,
  ) {}

  get pids(): readonly number[] {
    return [...this.running].flatMap(({ pid }) => pid ?? []);
  }

  async decode(container: Container, bytes: Uint8Array, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const { path, major } = await this.finder.find();
    // An old one has known holes; only what is supported today sees strangers' files.
    if (major < MAJOR_MIN) throw new AudioFault('audio.decoder-too-old');
    const command = [path, ...decoderArguments(container, SOUND_SECONDS_MAX + 1)];
    const input = container === 'm4a' ? indexFirst(bytes) : bytes;
    return this.turns.during(signal, () => this.run(command, input, signal));
  }

  async close(): Promise<void> {
    await Promise.all([...this.running].map((child) => child.kill()));
  }

  private async run(
    command: readonly string[],
    bytes: Uint8Array,
    signal: AbortSignal,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const [program = '', ...args] = this.limiting.around(command);
    const child = new Child(program, args);
    this.running.add(child);
    const reason = new AudioFault('audio.decoder-failed');
    const large = new AbortController();
    const stopWatching = watchMemory(child, this.clock, () => large.abort(new AudioFault('audio.decoder-failed')));
    const parent = AbortSignal.any([signal, large.signal]);
    try {
      return await withDeadline(this.clock, { ms: this.wallMsMax, reason, parent }, async () => {
        child.stdin.end(bytes);
        const output = await collected(child);
        await child.gone;
        // No code means that a signal ended it: the kernel’s limit of time or memory.
        if (child.exitCode === null) throw new AudioFault('audio.decoder-failed');
        if (child.exitCode !== 0 || output.length === 0) throw new AudioFault('audio.undecodable');
        return output;
      });
    } finally {
      stopWatching();
      await child.kill();
      this.running.delete(child);
    }
  }
}

async function collected(child: Child): Promise<Uint8Array<ArrayBuffer>> {
  const output = new Uint8Array(SOUND_SECONDS_MAX * BYTES_PER_SECOND);
  let length = 0;
  for await (const part of child.stdout as AsyncIterable<Buffer>) {
    if (length + part.length > output.length) throw new AudioFault('audio.too-long');
    output.set(part, length);
    length += part.length;
  }
  return output.slice(0, length);
}
