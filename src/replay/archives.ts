import { bytesOfTime, FRAME_BYTES, FRAME_MS, type Span } from '../audio/model/frames.js';
import type { ServerMs } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import type { ServerTime } from '../kernel/server-time.port.js';
import type { Person } from '../people/person.port.js';
import type { AiredChunk, AiredSound } from '../radio/aired-sound.port.js';
import type { Channel } from '../radio/channel-store.port.js';
import type { ChunkBytes } from '../radio/chunk-bytes.js';
import type { MayHear } from '../radio/may-hear.port.js';
import { framesOf, laidOut } from '../radio/model/layout.js';
import type { Silencings } from '../radio/silencings.port.js';
import type { Log } from '../watch/log.port.js';
import type { Chapters, MomentQuery, WaveformQuery } from '../wire/replay.js';
import { Documents } from './documents.js';
import { captionsOf, transcriptOf } from './model/captions.js';
import { chaptersOf } from './model/chapters.js';
import { waveformOf } from './model/waveform.js';
import { RangeReading, type Reading } from './range-reading.js';
import { Sheets, type Asked, type Sheet } from './sheets.js';
import { Tags, type Tag } from './tags.js';
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
  /** The part of it that is asked for, as it is read: pieces that are to be sent together. */
  read(span: Span, signal: AbortSignal): AsyncIterable<readonly Buffer[]>;
}

/** What was heard on channels, as files. Nothing was recorded for it: it is the frames that are stored, in the order of the timeline. */
export class Archives {
  private readonly sheets: Sheets;
  private readonly tags: Tags;
  private readonly reading: RangeReading;
  private readonly documents = new Documents();

  constructor(private readonly parts: ArchivesParts) {
    this.sheets = new Sheets(parts);
    this.tags = new Tags(parts);
    this.reading = new RangeReading(parts);
  }

  async sound(id: string, asked: Asked, person: Person): Promise<ArchivedSound | Refusal> {
    const channel = await this.heard(id, person);
    if (isRefusal(channel)) return channel;
    const sheet = await this.sheets.of(channel, asked);
    const now = (): Promise<Sheet> =>
      this.sheets.of(channel, asked).catch((error: unknown) => unlessFault(error, sheet));
    const tag = await this.tags.of(channel, sheet, asked.until);
    return {
      bytes: tag.bytes.length + framesOf(sheet.parts) * FRAME_BYTES,
      tagBytes: tag.bytes.length,
      startsAt: sheet.parts[0]?.of?.startsAt,
      endsAt: endOf(sheet),
      etag: `"${sheet.version}${tag.version}"`,
      version: sheet.version,
      isPublic: this.parts.visitors.isOpen(channel),
      read: (span, signal) => this.file(tag, sheet, { span, signal, now }),
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
    const { parts } = await this.sheets.of(channel, asked);
    return chaptersOf({ parts, ...(await this.parts.told.on(id)) });
  }

  captions(id: string, asked: Asked, person: Person): Promise<string | Refusal> {
    return this.document({ id, name: 'captions', asked, person }, async (sheet) => {
      return captionsOf(laidOut(on(sheet, await this.parts.aired.wordsUntil(id, sheet.readUntil)), asked.deadAir));
    });
  }

  /** In JSON, as a `Transcript`. */
  transcript(id: string, asked: Asked, person: Person): Promise<string | Refusal> {
    return this.document({ id, name: 'transcript', asked, person }, async (sheet) => {
      const told = laidOut(on(sheet, await this.parts.aired.wordsUntil(id, sheet.readUntil)), asked.deadAir);
      return JSON.stringify(transcriptOf(told, await this.parts.told.eventsOf(id)));
    });
  }

  /** In JSON, as a `Waveform`. */
  waveform(id: string, asked: WaveformQuery, person: Person): Promise<string | Refusal> {
    const { deadAir, points } = asked;
    return this.document({ id, name: `waveform ${points}`, asked, person }, async (sheet) => {
      const chunks = on(sheet, await this.parts.aired.peaksUntil(id, sheet.readUntil));
      return JSON.stringify(waveformOf(laidOut(chunks, deadAir), points));
    });
  }

  // Whoever may hear it is asked each time. What was withdrawn is on no sheet with its words, so not in what is made for one.
  private async document(of: AskedDocument, make: (sheet: Sheet) => Promise<string>): Promise<string | Refusal> {
    const { id, name, asked, person } = of;
    const channel = await this.heard(id, person);
    if (isRefusal(channel)) return channel;
    const sheet = await this.sheets.of(channel, asked);
    const { deadAir, until = '' } = asked;
    return this.documents.get(`${name} ${deadAir} ${until} ${id}`, sheet, () => make(sheet));
  }

  /** The channel, for who may hear it, where there is still something to be heard. */
  private async heard(id: string, person: Person): Promise<Channel | Refusal> {
    const channel = await this.parts.visitors.mayHear(id, person);
    if (isRefusal(channel) || channel.soundDeleted !== true) return channel;
    // Who is in the middle of it is not a second behind.
    this.sheets.forget(id);
    return refuse('replay.deleted');
  }

  private async *file({ bytes }: Tag, sheet: Sheet, reading: Reading): AsyncIterable<readonly Buffer[]> {
    const { start, end } = reading.span;
    if (start < bytes.length) yield [Buffer.from(bytes.subarray(start, end))];
    const span = { start: Math.max(0, start - bytes.length), end: Math.max(0, end - bytes.length) };
    yield* this.reading.blocks(sheet, { ...reading, span });
  }
}

interface AskedDocument {
  readonly id: string;
  readonly name: string;
  readonly asked: Asked;
  readonly person: Person;
}

/** Those of them that are on the sheet. */
function on<T extends AiredChunk>({ parts }: Sheet, chunks: readonly T[]): readonly T[] {
  const names = new Set(parts.map(({ of }) => of?.chunk));
  return chunks.filter(({ chunk }) => names.has(chunk));
}

function endOf({ parts }: Sheet): ServerMs | undefined {
  const of = parts.at(-1)?.of;
  return of ? of.startsAt + of.frames * FRAME_MS : undefined;
}

// While the database is away what is under way goes on as it was.
function unlessFault(error: unknown, sheet: Sheet): Sheet {
  if (error instanceof Fault) return sheet;
  throw error;
}
