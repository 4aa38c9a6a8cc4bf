import { AudioFault } from '../audio/audio.fault.js';
import { gathered } from '../audio/gathered.js';
import { sniff, type Container } from '../audio/model/sniff.js';
import { FRAME_MS, type Audio, type ChunkSound } from '../audio/sound.port.js';
import type { BlobStore } from '../blobs/blob-store.port.js';
import { Buckets } from '../kernel/buckets.js';
import type { Clock } from '../kernel/clock.js';
import { withDeadline } from '../kernel/deadline.js';
import type { Ids } from '../kernel/ids.js';
import { refuse, type Refusal } from '../kernel/outcome.js';
import type { Code } from '../wire/codes.js';
import { keyOfClip } from './clip-key.js';

/** Who sends a clip, and where it is to be heard. */
export interface Upload {
  readonly channel: string;
  readonly host: string;
}

export interface Clip {
  /** The key of its blob, for a request's `clip`. */
  readonly clip: string;
  /** As it will be heard. */
  readonly durationMs: number;
}

/** As much as the audio room takes: a minute of stereo at 48 kHz in 24 bits. */
export const CLIP_BYTES_MAX = 18_000_000;
/** Each is held in memory while it comes in and is looked at. */
const IN_HAND_MAX = 4;
/** One host that sends slowly leaves room for others. */
const IN_HAND_OF_HOST_MAX = 2;
const UPLOADS_AT_ONCE = 6;
const UPLOAD_EVERY_S = 10;
const ARRIVAL_MS_MAX = 120_000;
/** Enough to recognise every container that has no tag in front. */
const OPENING_BYTES = 4_096;

const KEY = /^clips\/[a-z\d_-]{1,64}\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CONTENT_TYPES: Readonly<Record<Container, string>> = {
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  webm: 'audio/webm',
  m4a: 'audio/mp4',
};
/** What is wrong with the file itself. The rest failed here, and the same file may be sent again. */
const ABOUT_THE_FILE: ReadonlySet<Code> = new Set<Code>([
  'audio.empty',
  'audio.unrecognised',
  'audio.undecodable',
  'audio.too-long',
  'audio.too-large',
  'audio.decoder-too-old',
]);

/** Whether a key can only be that of an uploaded clip, and not of other stored audio. */
export function isClip(key: string): boolean {
  return KEY.test(key);
}

/** Recorded sound that hosts send, kept as it came, each with its channel. */
export class Clips {
  /** By host. */
  private readonly inHand = new Map<string, number>();
  private readonly rate = new Buckets(UPLOADS_AT_ONCE, 1 / UPLOAD_EVERY_S);

  constructor(
    private readonly audio: Audio,
    private readonly blobs: BlobStore,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** An upload: stored only once it has been made into chunks, so that what is accepted can be played. */
  async run({ channel, host }: Upload, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<Clip | Refusal> {
    const tooMany = this.refuseTooMany(host);
    if (tooMany !== undefined) return tooMany;
    this.inHand.set(host, this.inHandOf(host) + 1);
    try {
      return await this.take(channel, bytes, signal);
    } catch (error) {
      if (!(error instanceof AudioFault) || !ABOUT_THE_FILE.has(error.code)) throw error;
      return refuse(error.code, error.message);
    } finally {
      if (this.inHandOf(host) === 1) this.inHand.delete(host);
      else this.inHand.set(host, this.inHandOf(host) - 1);
    }
  }

  /** A stored clip as chunks of at most 8 s. */
  async chunksOf(clip: string, signal: AbortSignal): Promise<readonly ChunkSound[]> {
    return this.shaped(clip, await this.blobs.get(clip, undefined, signal), signal);
  }

  private refuseTooMany(host: string): Refusal | undefined {
    const all = [...this.inHand.values()].reduce((sum, one) => sum + one, 0);
    if (this.inHandOf(host) >= IN_HAND_OF_HOST_MAX) {
      return { ...refuse('request.too-many', 'Two clips of yours are coming in already.'), retryAfterS: 5 };
    }
    if (all >= IN_HAND_MAX) throw new AudioFault('audio.busy', { retryable: true, retryAfterS: 5 });
    if (this.rate.take(host, this.clock.now())) return undefined;
    return { ...refuse('request.too-many'), retryAfterS: UPLOAD_EVERY_S };
  }

  private inHandOf(host: string): number {
    return this.inHand.get(host) ?? 0;
  }

  private async take(channel: string, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<Clip> {
    const whole = await this.arrived(bytes, signal);
    const container = sniff(whole);
    if (container === undefined) throw new AudioFault(whole.length === 0 ? 'audio.empty' : 'audio.unrecognised');
    const clip = keyOfClip(channel, this.ids.next());
    const chunks = await this.shaped(clip, whole, signal);
    await this.blobs.put(clip, whole, { contentType: CONTENT_TYPES[container], signal });
    return { clip, durationMs: chunks.reduce((ms, { frameCount }) => ms + frameCount * FRAME_MS, 0) };
  }

  private arrived(bytes: AsyncIterable<Uint8Array>, parent: AbortSignal): Promise<Uint8Array> {
    const reason = new AudioFault('audio.too-large', { detail: 'It did not come in within two minutes.' });
    return withDeadline(this.clock, { ms: ARRIVAL_MS_MAX, reason, parent }, (signal) =>
      gathered(recognised(bytes), CLIP_BYTES_MAX, signal),
    );
  }

  // Each clip has a loudness of its own, as if it were a voice.
  private shaped(clip: string, bytes: Uint8Array | AsyncIterable<Uint8Array>, signal: AbortSignal) {
    const level = this.audio.levelFor(clip);
    return this.audio.toChunks({ format: { encoding: 'unknown' }, bytes }, { level, signal });
  }
}

/** Ends what is no sound after its first bytes, and not when all of it has come in. */
async function* recognised(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let opening: Buffer | undefined = Buffer.alloc(0);
  for await (const part of bytes) {
    yield part;
    if (opening === undefined) continue;
    opening = Buffer.concat([opening, part.subarray(0, OPENING_BYTES)]);
    if (opening.length < OPENING_BYTES) continue;
    // An MP3 may carry a picture in front: what comes behind that is looked at when it is there.
    const isTagged = opening.subarray(0, 3).equals(Buffer.from('ID3'));
    if (!isTagged && sniff(opening) === undefined) throw new AudioFault('audio.unrecognised');
    opening = undefined;
  }
}
