import type { Clock } from '../kernel/clock.js';
import { withDeadline } from '../kernel/deadline.js';
import { isRefusal } from '../kernel/outcome.js';
import { AudioFault } from './audio.fault.js';
import { SOUND_SECONDS_MAX, type Decoder } from './decoder.js';
import type { Encoder } from './encoder.js';
import { gathered } from './gathered.js';
import { DELAY_MS, FRAME_BYTES, FRAME_MS } from './model/frames.js';
import { SAMPLE_RATE_MAX, SAMPLE_RATE_MIN } from './model/resample.js';
import type { Measured, ShapedPiece } from './model/shape.js';
import { sniff } from './model/sniff.js';
import { parseWav } from './model/wav.js';
import type { ShapingPool } from './shaping.pool.js';
import { Audio, type ChunkOptions, type ChunkSound, type Level, type Sound } from './sound.port.js';
import { VoiceLevels } from './voice-levels.js';

// A minute of stereo at 48 kHz in 24 bits, and a little for headers.
const SOUND_BYTES_MAX = 18_000_000;
const IN_HAND_MAX = 32;
const CALL_MS_MAX = 60_000;
const SHORTEST = 0.4;
const LONGEST = 2.5;

interface Tools {
  readonly pool: ShapingPool;
  readonly encoder: Encoder;
  readonly decoder: Decoder;
}

interface Pcm {
  readonly samples: Int16Array<ArrayBuffer>;
  readonly sampleRate: number;
  readonly channels: 1 | 2;
}

/** Our frames from ffmpeg; everything else, from the levels to where a chunk may be cut, is done by ourselves. */
export class FfmpegAudio extends Audio {
  private readonly levels = new VoiceLevels();
  private inHand = 0;

  constructor(
    private readonly tools: Tools,
    private readonly clock: Clock,
  ) {
    super();
  }

  levelFor(voice: string): Level {
    return { voice };
  }

  toChunks(sound: Sound, { level, expectMs, signal }: ChunkOptions): Promise<readonly ChunkSound[]> {
    return this.within(signal, async (ending) => {
      const { samples, ...shape } = await this.pcmOf(sound, ending);
      void this.tools.encoder.warm(ending);
      const measured = await this.tools.pool.run({ kind: 'measure', pcm: samples, ...shape }, ending);
      if (measured === undefined) throw new AudioFault('audio.empty');
      refuseWrongLength(measured, expectMs);
      const gainDb = this.levels.gainDb(level, measured.loudness);
      const { pcm, pieces } = await this.tools.pool.run({ kind: 'shape', measured, gainDb }, ending);
      const frames = await this.tools.encoder.encode(pcm, ending);
      return pieces.map((piece) => chunkOf(piece, frames, measured));
    });
  }

  decode(sound: Sound, signal?: AbortSignal): Promise<Sound & { readonly bytes: Uint8Array }> {
    return this.within(signal, async (ending) => {
      const { samples, sampleRate, channels } = await this.pcmOf(sound, ending);
      const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
      return { format: { encoding: 'pcm16', sampleRate, channels }, bytes };
    });
  }

  private async within<T>(parent: AbortSignal | undefined, run: (ending: AbortSignal) => Promise<T>): Promise<T> {
    if (this.inHand >= IN_HAND_MAX) throw new AudioFault('audio.busy', { retryable: true });
    this.inHand += 1;
    const reason = new AudioFault('audio.shaping-failed', { retryable: true });
    try {
      return await withDeadline(this.clock, { ms: CALL_MS_MAX, reason, parent }, run);
    } finally {
      this.inHand -= 1;
    }
  }

  private async pcmOf({ format, bytes }: Sound, signal: AbortSignal): Promise<Pcm> {
    const gatheredBytes = await gathered(bytes, SOUND_BYTES_MAX, signal);
    if (gatheredBytes.length === 0) throw new AudioFault('audio.empty');
    const pcm =
      format.encoding === 'pcm16'
        ? { ...format, samples: samplesIn(gatheredBytes) }
        : await this.decoded(gatheredBytes, signal);
    if (pcm.sampleRate < SAMPLE_RATE_MIN || pcm.sampleRate > SAMPLE_RATE_MAX) {
      throw new AudioFault('audio.undecodable', { detail: `Its sample rate is ${pcm.sampleRate}.` });
    }
    const seconds = pcm.samples.length / pcm.channels / pcm.sampleRate;
    if (seconds > SOUND_SECONDS_MAX) throw new AudioFault('audio.too-long');
    return pcm;
  }

  /** WAV we read ourselves; the rest is for a decoder that is new enough. */
  private async decoded(bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<Pcm> {
    const container = sniff(bytes);
    if (container === undefined) throw new AudioFault('audio.unrecognised');
    const wav = container === 'wav' ? parseWav(bytes) : undefined;
    if (isRefusal(wav)) throw new AudioFault(wav.refused, { detail: wav.detail });
    if (wav === undefined) {
      const raw = await this.tools.decoder.decode(container, bytes, signal);
      return { samples: samplesIn(raw), sampleRate: 48_000, channels: 1 };
    }
    const samples = await this.tools.pool.run({ kind: 'unpack', bytes, wav }, signal);
    return { samples, sampleRate: wav.sampleRate, channels: wav.channels };
  }
}

/** Some providers answer well and send a part, or something else. */
function refuseWrongLength({ audibleMs }: Measured, expectMs: number | undefined): void {
  if (expectMs === undefined) return;
  if (audibleMs < SHORTEST * expectMs || audibleMs > LONGEST * expectMs) throw new AudioFault('audio.wrong-length');
}

function samplesIn(bytes: Uint8Array<ArrayBuffer>): Int16Array<ArrayBuffer> {
  return new Int16Array(bytes.buffer, 0, Math.floor(bytes.length / 2));
}

function chunkOf(
  { startFrame, frameCount, cutPoints, peaks }: ShapedPiece,
  frames: Buffer,
  whole: Measured,
): ChunkSound {
  return {
    frames: frames.subarray(startFrame * FRAME_BYTES, (startFrame + frameCount) * FRAME_BYTES),
    frameCount,
    heardFromMs: whole.startTrimmedMs + startFrame * FRAME_MS - DELAY_MS,
    cutPoints,
    peaks,
  };
}
