import { createHash } from 'node:crypto';
import { FRAME_MS } from '../audio/model/frames.js';
import type { ServerMs } from '../kernel/clock.js';
import { keepNewest } from '../kernel/keep-newest.js';
import type { ServerTime } from '../kernel/server-time.port.js';
import type { AiredChunk, AiredSound } from '../radio/aired-sound.port.js';
import type { Channel } from '../radio/channel-store.port.js';
import { laidOut, type DeadAir, type Part } from '../radio/model/layout.js';
import type { Silencings } from '../radio/silencings.port.js';
import type { ArchiveQuery } from '../wire/replay.js';

/** What lies where in the file of a channel. It never changes: what is otherwise has another sheet. */
export interface Sheet {
  readonly parts: readonly Part<AiredChunk>[];
  /** The chunks that are silent in it: they were withdrawn, or their sound was deleted. */
  readonly silent: ReadonlySet<string>;
  /** Another one where it is heard otherwise. */
  readonly version: string;
  /** So far was read what it was worked out of: that has all of it, and may go on after it. */
  readonly readUntil: ServerMs;
}

/** How pauses are, and until when. */
export type Asked = Pick<ArchiveQuery, 'deadAir' | 'until'>;

export interface SheetsParts {
  readonly aired: Pick<AiredSound, 'until' | 'stamp'>;
  readonly silencings: Pick<Silencings, 'watch'>;
  readonly time: ServerTime;
}

/** All that is announced on a channel, and what was worked out of it. */
interface Read {
  readonly stamp: string;
  readonly at: ServerMs;
  readonly until: ServerMs;
  readonly chunks: readonly AiredChunk[];
  readonly laid: Map<DeadAir, readonly Part<AiredChunk>[]>;
  readonly sheets: Map<string, Sheet>;
}

interface Known {
  readonly read: Promise<Read>;
  /** When somebody last made sure of it. */
  readonly at: ServerMs;
}

const HOUR_MS = 3_600_000;
/** Players ask for many pieces one after the other: so long nobody looks whether anything has changed. */
const SURE_MS = 1_000;
/** What is cleaned away leaves no mark on its channel: after so long all is read anew. */
const READ_MS = 10_000;
const CHANNELS_MAX = 50;
/** Of a channel. */
const READS_MAX = 5;
const SHEETS_MAX = 20;

/**
 * Where everything lies in the files of channels. All chunks of a channel are read when something has changed on it, which one
 * row tells; what follows from them for a moment is worked out once. What was withdrawn or deleted is silent within a second,
 * what was cleaned away within ten.
 */
export class Sheets {
  /** By channel, and by how far it was read. */
  private readonly known = new Map<string, Map<ServerMs, Known>>();

  constructor(private readonly parts: SheetsParts) {
    // At once, and not with the next look.
    parts.silencings.watch((channel) => this.forget(channel));
  }

  /** As it is now, or was at a moment: that is the beginning of what is now, but where an archive loses its own beginning. */
  async of({ id, keepDays }: Pick<Channel, 'id' | 'keepDays'>, { deadAir, until = Infinity }: Asked): Promise<Sheet> {
    const moment = Math.min(until, this.parts.time.now());
    const read = await this.sure(id, keepDays === null ? Infinity : endOfHour(moment)).read;
    const count = read.chunks.findLastIndex((chunk) => endOf(chunk) <= moment) + 1;
    const name = `${deadAir} ${count}`;
    const sheet = read.sheets.get(name) ?? sheetOf(laidIn(read, deadAir), read.chunks[count - 1], read.until);
    keepNewest(read.sheets, name, sheet, SHEETS_MAX);
    return sheet;
  }

  /** What is known of a channel is not true any more. */
  forget(channel: string): void {
    this.known.delete(channel);
  }

  private sure(channel: string, until: ServerMs): Known {
    const now = this.parts.time.now();
    const reads = this.known.get(channel) ?? new Map<ServerMs, Known>();
    keepNewest(this.known, channel, reads, CHANNELS_MAX);
    const before = reads.get(until);
    if (before !== undefined && before.at > now - SURE_MS) return before;
    const known: Known = { at: now, read: this.read(channel, { until, at: now }, before) };
    keepNewest(reads, until, known, READS_MAX);
    // Whoever asks next asks the database itself.
    known.read.catch(() => reads.get(until) === known && reads.delete(until));
    return known;
  }

  // The mark before the chunks: what changes between the two is found with the next look.
  private async read(channel: string, one: Pick<Read, 'until' | 'at'>, known: Known | undefined): Promise<Read> {
    const before = await known?.read;
    const stamp = await this.parts.aired.stamp(channel);
    if (before?.stamp === stamp && before.at > one.at - READ_MS) return before;
    const chunks = await this.parts.aired.until(channel, one.until);
    // What follows from the same is the same, and so is what others have made of it.
    if (before !== undefined && areSame(before.chunks, chunks)) return { ...before, ...one, stamp };
    return { ...one, stamp, chunks, laid: new Map(), sheets: new Map() };
  }
}

// An archive that loses its own beginning begins with a whole hour: that of all moments of an hour is the same.
function endOfHour(moment: ServerMs): ServerMs {
  return (Math.floor(moment / HOUR_MS) + 1) * HOUR_MS - 1;
}

function endOf({ startsAt, frames }: AiredChunk): ServerMs {
  return startsAt + frames * FRAME_MS;
}

function laidIn({ chunks, laid }: Read, deadAir: DeadAir): readonly Part<AiredChunk>[] {
  const parts = laid.get(deadAir) ?? laidOut(chunks, deadAir);
  laid.set(deadAir, parts);
  return parts;
}

// Silence is before what follows it. What is announced is in no file before its last frame has sounded.
function sheetOf(all: readonly Part<AiredChunk>[], last: AiredChunk | undefined, readUntil: ServerMs): Sheet {
  const parts = all.slice(0, all.findLastIndex(({ of }) => of !== null && of === last) + 1);
  const silent = new Set(parts.flatMap(({ of }) => (of?.key === null ? [of.chunk] : [])));
  return { parts, silent, version: versionOf(parts), readUntil };
}

function versionOf(parts: readonly Part<AiredChunk>[]): string {
  const hash = createHash('sha256');
  for (const { of, frames } of parts) {
    const mark = of?.silenced === true ? ' withdrawn' : '';
    hash.update(`${of?.chunk ?? ''} ${of?.key ?? ''} ${frames}${mark}\n`);
  }
  return hash.digest('base64url');
}

function areSame(some: readonly AiredChunk[], others: readonly AiredChunk[]): boolean {
  return some.length === others.length && some.every((one, nth) => isSame(one, others[nth]));
}

function isSame(one: AiredChunk, other: AiredChunk | undefined): boolean {
  return (
    one.chunk === other?.chunk &&
    one.key === other.key &&
    one.startsAt === other.startsAt &&
    one.frames === other.frames &&
    one.silenced === other.silenced
  );
}
