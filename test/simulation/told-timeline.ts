import type { Change, Entry, LogRow, Queue } from '../../src/wire/radio.js';
import type { BootClock } from './process.js';

/** A start as the log tells it. */
export type Told = Pick<Entry, 'request' | 'chunk' | 'index' | 'startsAt' | 'frames'>;

/** The channel after a row of the log, in the time of whoever wrote it. */
export interface Version extends Queue {
  readonly seq: number;
  readonly epoch: number;
  readonly clock: BootClock;
  readonly at: number;
  /** By start. */
  readonly entries: readonly Told[];
  readonly onAir: string | undefined;
}

const KEPT_MS = 60_000;
export const FRAME = 24;

export const endOf = ({ startsAt, frames }: Pick<Told, 'startsAt' | 'frames'>): number => startsAt + frames * FRAME;

/** What the log says, row by row: written down as simply as can be, and by nobody who had a part in writing the log. */
export class ToldTimeline {
  /** When each row was decided, in the world's time. */
  readonly decidedAt: number[] = [];
  /** Rows that withdrew, as the takeover rule allows, what had begun to sound. */
  readonly takeovers = new Set<number>();
  /** Every chunk that ever kept its start, as it sounds in the end; times are of different clocks. */
  readonly all = new Map<string, Told>();

  head: Version | undefined;
  /** By epoch, then by number. */
  private readonly versions = new Map<number, Version[]>();

  /** The channel after a row, as its epoch or the one that took it over from there knows it. */
  version({ epoch, seq }: { readonly epoch: number; readonly seq: number }): Version | undefined {
    return this.versions.get(epoch)?.[seq];
  }

  /** Somebody has the channel now: what is kept moves into the time of its clock. */
  taken(epoch: number, clock: BootClock): void {
    const { head } = this;
    if (head === undefined) return;
    const byMs = moveMs(head.clock, clock);
    const entries = head.entries.map((entry) => ({ ...entry, startsAt: entry.startsAt + byMs }));
    this.keep({ ...head, epoch, clock, entries, at: head.at + byMs });
  }

  apply({ seq, epoch, at, change }: LogRow, clock: BootClock): Version {
    const before = this.head;
    const moved = before?.entries ?? [];
    const left = change.withdrawn === undefined ? moved : withdraw(moved, change.withdrawn.from);
    const told = new Map(left.map((entry) => [entry.chunk, entry]));
    for (const { chunk } of moved) if (!told.has(chunk)) this.all.delete(chunk);
    for (const entry of toldIn(change)) told.set(entry.chunk, pick(entry));
    const entries = [...told.values()].sort((one, other) => one.startsAt - other.startsAt);
    for (const entry of entries) this.all.set(entry.chunk, entry);
    const hasEnded = change.ended?.some(({ request }) => request === before?.onAir) === true;
    const version: Version = {
      seq,
      epoch,
      clock,
      at,
      entries: entries.filter((entry) => endOf(entry) > at - KEPT_MS),
      onAir: change.started?.request ?? (hasEnded ? undefined : before?.onAir),
      ...queueAfter(before, change.queue),
    };
    if (change.withdrawn?.reason === 'takeover') this.takeovers.add(seq);
    this.decidedAt[seq] = at - clock.offsetMs;
    return this.keep(version);
  }

  private keep(version: Version): Version {
    const ofEpoch = this.versions.get(version.epoch) ?? [];
    this.versions.set(version.epoch, ofEpoch);
    ofEpoch[version.seq] = version;
    this.head = version;
    return version;
  }
}

/** What sounds at a moment, and which of its frames. */
export interface Sound {
  readonly chunk: string;
  readonly frame: number;
}

export function soundAt({ entries }: Pick<Version, 'entries'>, at: number): Sound | undefined {
  const entry = entries.findLast(({ startsAt }) => startsAt <= at);
  if (entry === undefined || at >= endOf(entry)) return undefined;
  return { chunk: entry.chunk, frame: Math.floor((at - entry.startsAt) / FRAME) };
}

export function toldIn({ started, cued, chunks }: Change): Entry[] {
  return [...(started?.entries ?? []), ...(cued?.entries ?? []), ...(chunks ?? [])];
}

/** By how much the starts of one clock move to be in the time of another: up to the next whole frame. */
export function moveMs(from: BootClock, to: BootClock): number {
  if (from.clockId === to.clockId) return 0;
  return Math.ceil((to.offsetMs - from.offsetMs) / FRAME) * FRAME;
}

function withdraw(entries: readonly Told[], from: number): readonly Told[] {
  return entries
    .filter(({ startsAt }) => startsAt < from)
    .map((entry) => (endOf(entry) > from ? { ...entry, frames: (from - entry.startsAt) / FRAME } : entry));
}

function pick({ request, chunk, index, startsAt, frames }: Entry): Told {
  return { request, chunk, index, startsAt, frames };
}

function queueAfter(before: Version | undefined, queue: Queue | undefined): Queue {
  if (queue !== undefined) return queue;
  const { waiting = 0, phase = 'open', leadMs = 600, notice = null } = before ?? {};
  return { waiting, phase, leadMs, notice };
}
