import { bytesOfTime, FRAME_BYTES, FRAME_MS, type Span } from '../audio/model/frames.js';
import { SILENT_FRAME } from '../audio/model/silent-frame.js';
import { Fault } from '../kernel/fault.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import type { ServerTime } from '../kernel/server-time.port.js';
import type { Person } from '../people/person.port.js';
import type { AiredChunk, AiredSound } from '../radio/aired-sound.port.js';
import type { Channel } from '../radio/channel-store.port.js';
import type { ChunkBytes } from '../radio/chunk-bytes.js';
import type { MayHear } from '../radio/may-hear.port.js';
import { framesOf, laidOut, partsWithin, type Part } from '../radio/model/layout.js';
import type { Silencings } from '../radio/silencings.port.js';
import type { Log } from '../watch/log.port.js';
import type { Chapters, MomentQuery, Transcript, Waveform, WaveformQuery } from '../wire/replay.js';
import { Layouts, type Asked, type Laid } from './layouts.js';
import { captionsOf, transcriptOf } from './model/captions.js';
import { chaptersOf } from './model/chapters.js';
import { waveformOf } from './model/waveform.js';
import { Tags } from './tags.js';
import type { ToldMatches } from './told-matches.js';

export interface ArchivesParts {
  readonly aired: AiredSound;
  readonly silencings: Silencings;
  readonly told: ToldMatches;
  readonly bytes: ChunkBytes;
  readonly visitors: MayHear;
  readonly time: ServerTime;
  readonly log: Log;
}

/** A channel’s sound as one file. */
export interface ArchivedSound {
  readonly bytes: number;
  /** So many of them are before its sound: a tag with its chapters. */
  readonly tagBytes: number;
  /** When its first word was heard, and when its last one ended; nothing where there is none. */
  readonly startsAt: number | undefined;
  readonly endsAt: number | undefined;
  readonly etag: string;
  /** Another one where it is heard otherwise. */
  readonly version: string;
  /** Whether anybody may keep it. */
  readonly isPublic: boolean;
  /** The part of it that is asked for, as it is read. */
  read(span: Span, signal: AbortSignal): AsyncIterable<Buffer>;
}

/** One file under way. */
interface Reading {
  readonly span: Span;
  readonly signal: AbortSignal;
  /** As it is by now. */
  readonly now: () => Promise<Laid>;
}

const SILENCE = Buffer.concat(Array.from({ length: 250 }, () => SILENT_FRAME));

/** What was heard on channels, as files. Nothing was recorded for it: it is the frames that are stored, in the order of the timeline. */
export class Archives {
  private readonly layouts: Layouts;
  private readonly tags: Tags;

  constructor(private readonly parts: ArchivesParts) {
    this.layouts = new Layouts(parts);
    this.tags = new Tags(parts.told);
  }

  async sound(id: string, asked: Asked, person: Person): Promise<ArchivedSound | Refusal> {
    const channel = await this.heard(id, person);
    if (isRefusal(channel)) return channel;
    const laid = await this.layouts.of(channel, asked);
    const { parts, version } = laid;
    const now = (): Promise<Laid> =>
      this.layouts.of(channel, asked).catch((error: unknown) => unlessFault(error, laid));
    const tag = await this.tags.of(channel, laid, asked.until);
    return {
      bytes: tag.bytes.length + framesOf(parts) * FRAME_BYTES,
      tagBytes: tag.bytes.length,
      startsAt: parts[0]?.of?.startsAt,
      endsAt: endOf(parts),
      etag: `"${version}${tag.version}"`,
      version,
      isPublic: this.parts.visitors.isOpen(channel),
      read: (span, signal) => this.file(tag.bytes, parts, { span, signal, now }),
    };
  }

  /** A part of it by itself, in whole frames; nothing is there past its end. */
  async moment(id: string, asked: MomentQuery, person: Person): Promise<ArchivedSound | Refusal> {
    const whole = await this.sound(id, asked, person);
    if (isRefusal(whole)) return whole;
    const span = bytesOfTime({ start: asked.from * 1_000, end: asked.to * 1_000 });
    const { tagBytes, version } = whole;
    const start = Math.min(span.start, whole.bytes - tagBytes);
    const bytes = Math.min(span.end, whole.bytes - tagBytes) - start;
    if (bytes === 0) return refuse('replay.no-moment');
    const from = tagBytes + start;
    return {
      ...whole,
      bytes,
      tagBytes: 0,
      etag: `"${version}.${start}.${bytes}"`,
      read: (part, signal) => whole.read({ start: from + part.start, end: from + part.end }, signal),
    };
  }

  /** Nothing where it tells of no match. */
  async chapters(id: string, asked: Asked, person: Person): Promise<Chapters | Refusal> {
    const channel = await this.heard(id, person);
    if (isRefusal(channel)) return channel;
    const { parts } = await this.layouts.of(channel, asked);
    return chaptersOf({ parts, ...(await this.parts.told.on(id)) });
  }

  async captions(id: string, asked: Asked, person: Person): Promise<string | Refusal> {
    const told = await this.told(id, asked, person);
    return isRefusal(told) ? told : captionsOf(told);
  }

  async transcript(id: string, asked: Asked, person: Person): Promise<Transcript | Refusal> {
    const told = await this.told(id, asked, person);
    if (isRefusal(told)) return told;
    const { lines } = await this.parts.told.on(id);
    return transcriptOf(
      told,
      new Map(lines.flatMap(({ request, event }) => (request === null ? [] : [[request, event]]))),
    );
  }

  async waveform(id: string, asked: WaveformQuery, person: Person): Promise<Waveform | Refusal> {
    const channel = await this.heard(id, person);
    if (isRefusal(channel)) return channel;
    const chunks = await this.parts.aired.peaksUntil(id, this.until(asked));
    return waveformOf(laidOut(chunks, asked.deadAir), asked.points);
  }

  /** The channel, for who may hear it, where there is still something to be heard. */
  private async heard(id: string, person: Person): Promise<Channel | Refusal> {
    const channel = await this.parts.visitors.mayHear(id, person);
    if (isRefusal(channel) || channel.soundDeleted !== true) return channel;
    // Who is in the middle of it is not a second behind.
    this.layouts.forget(id);
    return refuse('replay.deleted');
  }

  private async told(id: string, asked: Asked, person: Person) {
    const channel = await this.heard(id, person);
    if (isRefusal(channel)) return channel;
    return laidOut(await this.parts.aired.wordsUntil(id, this.until(asked)), asked.deadAir);
  }

  private until({ until = Infinity }: Asked): number {
    return Math.min(until, this.parts.time.now());
  }

  private async *file(tag: Uint8Array, parts: Laid['parts'], reading: Reading): AsyncIterable<Buffer> {
    const { start, end } = reading.span;
    if (start < tag.length) yield Buffer.from(tag.subarray(start, end));
    const span = { start: Math.max(0, start - tag.length), end: Math.max(0, end - tag.length) };
    yield* this.read(parts, { ...reading, span });
  }

  private async *read(parts: readonly Part<AiredChunk>[], reading: Reading): AsyncIterable<Buffer> {
    const asked = partsWithin(parts, reading.span);
    const endUse = this.parts.bytes.use(asked.flatMap(({ of }) => of?.key ?? []));
    try {
      for (const part of asked) yield* this.within(part, reading);
    } finally {
      endUse();
    }
  }

  private async *within(part: Part<AiredChunk>, { span, signal, now }: Reading): AsyncIterable<Buffer> {
    const begin = part.from * FRAME_BYTES;
    const from = Math.max(0, span.start - begin);
    const to = Math.min(part.frames * FRAME_BYTES, span.end - begin);
    const isSilent = part.of === null || (await now()).silent.has(part.of.chunk);
    const sound = part.of === null || isSilent ? undefined : await this.stored(part.of, signal);
    const end = Math.min(to, sound === undefined ? 0 : sound.length - (sound.length % FRAME_BYTES));
    if (sound !== undefined && end > from) yield sound.subarray(from, end);
    for (let at = Math.max(from, end); at < to;) {
      const skip = at % FRAME_BYTES;
      const piece = SILENCE.subarray(skip, Math.min(SILENCE.length, skip + to - at));
      yield piece;
      at += piece.length;
    }
  }

  // What is gone is silent, as long as it was: what comes after it stays in its place, and nobody’s play breaks off.
  private async stored({ chunk, key }: AiredChunk, signal: AbortSignal): Promise<Buffer | undefined> {
    if (key === null) return undefined;
    try {
      return await this.parts.bytes.get(chunk, key, signal);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'blobs.not-found') throw error;
      this.parts.log.warn('the sound of a chunk is gone', { chunk, key });
      return undefined;
    }
  }
}

function endOf(parts: readonly Part<AiredChunk>[]): number | undefined {
  const of = parts.at(-1)?.of;
  return of ? of.startsAt + of.frames * FRAME_MS : undefined;
}

// While the database is away what is under way goes on as it was.
function unlessFault(error: unknown, laid: Laid): Laid {
  if (error instanceof Fault) return laid;
  throw error;
}
