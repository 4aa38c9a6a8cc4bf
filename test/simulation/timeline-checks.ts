import type { LogRow } from '../../src/wire/radio.js';
import type { Scene } from './scene.js';
import { endOf, FRAME, toldIn, type Told, type Version } from './told-timeline.js';

interface Written {
  readonly row: LogRow;
  readonly before: Version | undefined;
  readonly version: Version;
  /** The first row of an epoch: when the owner before was last alive, in the world's time. */
  readonly aliveAt?: number;
  /** The requests that had not ended before. */
  readonly live: ReadonlySet<string>;
}

const LEAD_MS_MIN = 400;
const TAKEOVER_MS = 2_500;
const UNSEEN_MS = 10_000;
const EARLY_MS = 250;

/** What the rows of the log may do to the timeline. */
export class TimelineChecks {
  /** What was firm under a longer lead stays so. */
  private firmTo = -Infinity;
  private notBefore = -Infinity;

  constructor(private readonly scene: Scene) {}

  /** Another clock has the channel. */
  moved(byMs: number): void {
    this.firmTo += byMs;
  }

  check(written: Written): void {
    const { row, before, version, aliveAt } = written;
    if (aliveAt !== undefined) this.notBefore = row.at + TAKEOVER_MS;
    this.checkWithdrawn(written);
    this.checkUnseen(written);
    this.checkStarts(written);
    this.checkOrder(version);
    this.checkPlaces(written);
    const leadMs = before?.leadMs ?? 600;
    if (version.leadMs !== leadMs) this.firmTo = Math.max(this.firmTo, row.at + leadMs);
  }

  private checkWithdrawn({ row, before, version, aliveAt }: Written): void {
    const { withdrawn } = row.change;
    if (withdrawn === undefined) return;
    if (aliveAt !== undefined && withdrawn.reason === 'takeover') {
      // Kept times were moved up to a whole frame.
      const unseen = aliveAt + version.clock.offsetMs + UNSEEN_MS;
      if (withdrawn.from < unseen)
        this.scene.broken(`a takeover withdrew from ${withdrawn.from}, seen until ${unseen}`);
      return;
    }
    const firm = Math.max(this.firmTo, row.at + (before?.leadMs ?? 600));
    if (withdrawn.from < firm) this.scene.broken(`firm until ${firm}, withdrawn from ${withdrawn.from}`);
  }

  // A takeover plans again what passed while nobody could fetch it. Kept times were moved up to a whole frame.
  private checkUnseen({ row, version, aliveAt, live }: Written): void {
    if (aliveAt === undefined) return;
    const seenTo = aliveAt + version.clock.offsetMs + UNSEEN_MS + FRAME;
    const unseen = version.entries.find(
      ({ request, startsAt }) => live.has(request) && startsAt > seenTo && startsAt <= row.at,
    );
    if (unseen !== undefined) this.scene.broken(`${unseen.chunk} stands after a takeover, and nobody could hear it`);
  }

  private checkStarts({ row, before, version }: Written): void {
    const { withdrawn } = row.change;
    const known = new Map(before?.entries.map((entry) => [entry.chunk, entry]));
    const earliest = Math.max(this.notBefore, row.at + Math.min(before?.leadMs ?? 600, version.leadMs));
    for (const { chunk, startsAt, frames } of toldIn(row.change)) {
      const old = known.get(chunk);
      if (old === undefined || (withdrawn !== undefined && old.startsAt >= withdrawn.from)) {
        if (startsAt < earliest)
          this.scene.broken(`${chunk} starts at ${startsAt}, nothing new may before ${earliest}`);
        if (startsAt < row.at + LEAD_MS_MIN) this.scene.broken(`${chunk} starts without a lead`);
        if (startsAt % FRAME !== 0 || frames <= 0) this.scene.broken(`${chunk} does not start on a frame`);
      } else if (old.startsAt !== startsAt || frames > old.frames) this.scene.broken(`${chunk} was moved in silence`);
    }
  }

  private checkOrder({ entries }: Version): void {
    let last: Told | undefined;
    for (const entry of entries) {
      if (last !== undefined && entry.startsAt < endOf(last)) {
        this.scene.broken(`${entry.chunk} begins before ${last.chunk} is over`);
      }
      if (last?.request === entry.request && entry.index <= last.index) {
        this.scene.broken(`${entry.chunk} comes after ${last.chunk}`);
      }
      last = entry;
    }
  }

  private checkPlaces({ row, before, version }: Written): void {
    const { started, ended = [] } = row.change;
    const hasLeft = ended.some(({ request }) => request === before?.onAir);
    if (started !== undefined && before?.onAir !== undefined && !hasLeft) {
      this.scene.broken(`${started.request} went on air beside ${before.onAir}`);
    }
    for (const { request, as, reason } of ended) {
      if (as !== 'completed') continue;
      const own = version.entries.filter((entry) => entry.request === request);
      const end = Math.max(-Infinity, ...own.map(endOf));
      const from = reason === 'acknowledged' ? end - EARLY_MS : end;
      if (row.at < from) this.scene.broken(`${request} was completed at ${row.at}, its sound ends at ${end}`);
    }
  }
}
