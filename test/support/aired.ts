import type { Entry, LogRow } from '../../src/wire/radio.js';

export interface Sounded {
  readonly request: string;
  readonly chunk: string;
  readonly index: number;
  readonly at: number;
  readonly frames: number;
  /** The term it was first announced in. */
  readonly epoch: number;
  readonly announcedAt: number;
}

const FRAME_MS = 24;
const LEAD_MS = 600;
const TAKEOVER_MS = 2_500;

export function endOf({ at, frames }: Pick<Sounded, 'at' | 'frames'>): number {
  return at + frames * FRAME_MS;
}

/** What a log says was heard, read by a reader of its own; and every rule that it breaks, in words. */
export class Aired {
  readonly breaches: string[] = [];
  /** When each term began. Before the first nobody had anything to take over. */
  readonly terms = new Map<number, number>();
  private readonly starts = new Map<string, Sounded>();
  private onAir: string | undefined;

  constructor(rows: readonly LogRow[]) {
    for (const [at, row] of rows.entries()) {
      if (row.seq !== at + 1) this.breaches.push(`row ${at + 1} has seq ${row.seq}`);
      if (row.epoch < (rows[at - 1]?.epoch ?? 0)) this.breaches.push(`term ${row.epoch} came back at ${row.seq}`);
      if (!this.terms.has(row.epoch)) this.terms.set(row.epoch, at === 0 ? -Infinity : row.at);
      this.read(row);
    }
    this.lookForOverlaps();
  }

  get sounded(): readonly Sounded[] {
    return [...this.starts.values()].toSorted((one, other) => one.at - other.at);
  }

  private read(row: LogRow): void {
    const { started, withdrawn, ended = [], cued, chunks = [] } = row.change;
    if (withdrawn !== undefined) this.withdraw(row, withdrawn.from);
    if (ended.some(({ request }) => request === this.onAir)) this.onAir = undefined;
    for (const entry of [...(started?.entries ?? []), ...(cued?.entries ?? []), ...chunks]) this.announce(row, entry);
    if (started === undefined) return;
    if (this.onAir !== undefined) this.breaches.push(`${started.request} is on air beside ${this.onAir}`);
    this.onAir = started.request;
    if (ended.some(({ request }) => request === this.onAir)) this.onAir = undefined;
  }

  private withdraw(row: LogRow, from: number): void {
    if (from < row.at + LEAD_MS && row.change.withdrawn?.reason !== 'takeover')
      this.breaches.push(`${row.seq} withdraws from ${from - row.at} ms ahead: it was firm`);
    for (const [chunk, sounded] of this.starts) {
      if (sounded.at >= from) this.starts.delete(chunk);
      else if (endOf(sounded) > from) this.starts.set(chunk, { ...sounded, frames: (from - sounded.at) / FRAME_MS });
    }
  }

  private announce(row: LogRow, { request, chunk, index, startsAt: at, frames }: Entry): void {
    const known = this.starts.get(chunk);
    if (known !== undefined) {
      if (known.at !== at || known.frames !== frames) this.breaches.push(`${row.seq} moved ${index} of ${request}`);
      return;
    }
    if (at % FRAME_MS !== 0) this.breaches.push(`${row.seq} starts ${index} of ${request} beside a frame`);
    if (at < row.at + LEAD_MS) this.breaches.push(`${row.seq} announces only ${at - row.at} ms ahead`);
    if (at < (this.terms.get(row.epoch) ?? Infinity) + TAKEOVER_MS)
      this.breaches.push(`${row.seq} starts too soon after the takeover`);
    this.starts.set(chunk, { request, chunk, index, at, frames, epoch: row.epoch, announcedAt: row.at });
  }

  private lookForOverlaps(): void {
    const { sounded } = this;
    for (const [at, one] of sounded.entries()) {
      const next = sounded[at + 1];
      if (next !== undefined && endOf(one) > next.at) this.breaches.push(`${one.chunk} runs into ${next.chunk}`);
    }
  }
}
