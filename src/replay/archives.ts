import { createHash } from 'node:crypto';
import { bytesOfTime, FRAME_BYTES, FRAME_MS, type Span } from '../audio/model/frames.js';
import { SILENT_FRAME } from '../audio/model/silent-frame.js';
import { Fault } from '../kernel/fault.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import type { ServerTime } from '../kernel/server-time.port.js';
import type { Person } from '../people/person.port.js';
import type { AiredChunk, AiredSound } from '../radio/aired-sound.port.js';
import type { ChunkBytes } from '../radio/chunk-bytes.js';
import type { MayHear } from '../radio/may-hear.port.js';
import { framesOf, laidOut, partsWithin, type DeadAir, type Part } from '../radio/model/layout.js';
import type { Silencings } from '../radio/silencings.port.js';
import type { Log } from '../watch/log.port.js';
import type { ArchiveQuery, Chapters, MomentQuery, Transcript, Waveform, WaveformQuery } from '../wire/replay.js';
import { captionsOf, transcriptOf } from './model/captions.js';
import { chaptersOf } from './model/chapters.js';
import { waveformOf } from './model/waveform.js';
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
  /** When its first word was heard, and when its last one ended; nothing where there is none. */
  readonly startsAt: number | undefined;
  readonly endsAt: number | undefined;
  readonly etag: string;
  /** Whether anybody may keep it. */
  readonly isPublic: boolean;
  /** The part of it that is asked for, as it is read. */
  read(span: Span, signal: AbortSignal): AsyncIterable<Buffer>;
}

/** How pauses are, and until when. */
type Asked = Pick<ArchiveQuery, 'deadAir' | 'until'>;

interface Laid {
  readonly parts: readonly Part<AiredChunk>[];
  /** What was withdrawn of it. */
  readonly silenced: ReadonlySet<string>;
  readonly etag: string;
}

/** One file under way. */
interface Reading {
  readonly span: Span;
  readonly signal: AbortSignal;
  /** As it is by now. */
  readonly now: () => Promise<Laid>;
}

interface Known {
  readonly of: string;
  readonly at: number;
  readonly laid: Promise<Laid>;
  /** As it was at the moments that are asked for. */
  readonly cuts: Map<number, Promise<Laid>>;
}

/** Players ask for many pieces one after the other: it is not looked anew for each what there is. */
const KNOWN_MS = 1_000;
const KNOWN_MAX = 50;
const CUTS_MAX = 20;
const SILENCE = Buffer.concat(Array.from({ length: 250 }, () => SILENT_FRAME));

/** What was heard on channels, as files. Nothing was recorded for it: it is the frames that are stored, in the order of the timeline. */
export class Archives {
  private readonly known = new Map<string, Known>();

  constructor(private readonly parts: ArchivesParts) {
    // At once, and not with the next look.
    parts.silencings.watch((channel) => {
      for (const [name, { of }] of this.known) if (of === channel) this.known.delete(name);
    });
  }

  async sound(id: string, asked: Asked, person: Person): Promise<ArchivedSound | Refusal> {
    const channel = await this.parts.visitors.mayHear(id, person);
    if (isRefusal(channel)) return channel;
    const laid = await this.laid(id, asked);
    const { parts, etag } = laid;
    const now = (): Promise<Laid> => this.laid(id, asked).catch((error: unknown) => unlessFault(error, laid));
    return {
      bytes: framesOf(parts) * FRAME_BYTES,
      startsAt: parts[0]?.of?.startsAt,
      endsAt: endOf(parts),
      etag,
      isPublic: this.parts.visitors.isOpen(channel),
      read: (span, signal) => this.read(parts, { span, signal, now }),
    };
  }

  /** A part of it by itself, in whole frames; nothing is there past its end. */
  async moment(id: string, asked: MomentQuery, person: Person): Promise<ArchivedSound | Refusal> {
    const whole = await this.sound(id, asked, person);
    if (isRefusal(whole)) return whole;
    const span = bytesOfTime({ start: asked.from * 1_000, end: asked.to * 1_000 });
    const start = Math.min(span.start, whole.bytes);
    const bytes = Math.min(span.end, whole.bytes) - start;
    if (bytes === 0) return refuse('replay.no-moment');
    return {
      ...whole,
      bytes,
      etag: `${whole.etag.slice(0, -1)}.${start}.${bytes}"`,
      read: (part, signal) => whole.read({ start: start + part.start, end: start + part.end }, signal),
    };
  }

  /** Nothing where it tells of no match. */
  async chapters(id: string, asked: Asked, person: Person): Promise<Chapters | Refusal> {
    const channel = await this.parts.visitors.mayHear(id, person);
    if (isRefusal(channel)) return channel;
    const { parts } = await this.laid(id, asked);
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
    const channel = await this.parts.visitors.mayHear(id, person);
    if (isRefusal(channel)) return channel;
    const chunks = await this.parts.aired.peaksUntil(id, this.until(asked));
    return waveformOf(laidOut(chunks, asked.deadAir), asked.points);
  }

  private async told(id: string, asked: Asked, person: Person) {
    const channel = await this.parts.visitors.mayHear(id, person);
    if (isRefusal(channel)) return channel;
    return laidOut(await this.parts.aired.wordsUntil(id, this.until(asked)), asked.deadAir);
  }

  private until({ until = Infinity }: Asked): number {
    return Math.min(until, this.parts.time.now());
  }

  /** As it is now, or was at a moment: that is the beginning of what is now. */
  private laid(id: string, { deadAir, until }: Asked): Promise<Laid> {
    const { laid, cuts } = this.now(id, deadAir);
    if (until === undefined) return laid;
    const cut = cuts.get(until) ?? laid.then(({ parts }) => laidAs(partsUntil(parts, until)));
    cuts.set(until, cut);
    const [oldest] = cuts.keys();
    if (cuts.size > CUTS_MAX && oldest !== undefined) cuts.delete(oldest);
    return cut;
  }

  private now(id: string, deadAir: DeadAir): Known {
    const name = `${deadAir} ${id}`;
    const now = this.parts.time.now();
    const before = this.known.get(name);
    if (before !== undefined && before.at > now - KNOWN_MS) return before;
    const laid = this.parts.aired.until(id, now).then((chunks) => laidAs(laidOut(chunks, deadAir)));
    const known: Known = { of: id, at: now, laid, cuts: new Map() };
    this.known.delete(name);
    this.known.set(name, known);
    // Whoever asks next asks the database itself.
    laid.catch(() => this.known.get(name) === known && this.known.delete(name));
    const [oldest] = this.known.keys();
    if (this.known.size > KNOWN_MAX && oldest !== undefined) this.known.delete(oldest);
    return known;
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
    const isSilent = part.of === null || (await now()).silenced.has(part.of.chunk);
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

function laidAs(parts: readonly Part<AiredChunk>[]): Laid {
  const hash = createHash('sha256');
  for (const { of, frames } of parts) hash.update(`${of?.chunk ?? ''} ${of?.key ?? ''} ${frames}\n`);
  const silenced = new Set(parts.flatMap(({ of }) => (of?.silenced === true ? [of.chunk] : [])));
  return { parts, silenced, etag: `"${hash.digest('base64url')}"` };
}

// Silence is before what follows it.
function partsUntil(parts: readonly Part<AiredChunk>[], until: number): readonly Part<AiredChunk>[] {
  const last = parts.findLastIndex(({ of }) => of !== null && of.startsAt + of.frames * FRAME_MS <= until);
  return parts.slice(0, last + 1);
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
