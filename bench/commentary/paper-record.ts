import type { KeptLine, LineKey, NewLine } from '../../src/commentary/line-store.port.js';
import type { DraftEnd, Settled } from '../../src/commentary/line-store.port.js';
import { LineStore } from '../../src/commentary/line-store.port.js';
import type { OfChannel } from '../../src/commentary/line-store.port.js';
import type { MatchEvent } from '../../src/wire/matches.js';
import type { Line } from '../../src/wire/match-doors.js';

/** The record of one match, as far as it was told. */
export class PaperRecord {
  readonly told: MatchEvent[] = [];

  events(_: string, { after, limit }: { after: number; limit: number }): Promise<readonly MatchEvent[]> {
    return Promise.resolve(this.told.filter(({ seq }) => seq > after).slice(0, limit));
  }
}

interface Kept extends KeptLine {
  lagMs: number | null;
}

/** Lines in memory. */
export class PaperLines extends LineStore {
  readonly kept = new Map<string, Kept>();
  toldTo = 0;

  constructor(private readonly record: PaperRecord) {
    super();
  }

  keep(_: OfChannel, toldTo: number, lines: readonly NewLine[]): Promise<void> {
    this.toldTo = Math.max(this.toldTo, toldTo);
    for (const line of lines) {
      const recordedAt = this.record.told.find(({ seq }) => seq === line.event)?.recordedAt ?? 0;
      const name = `${line.event} ${line.line}`;
      if (!this.kept.has(name)) this.kept.set(name, { ...line, request: null, recordedAt, lagMs: null });
    }
    return Promise.resolve();
  }

  asked(line: LineKey, request: string): Promise<void> {
    return this.change(line, { request });
  }

  become(line: LineKey, state: Line['state'], reason: string | null): Promise<void> {
    return this.change(line, { state, reason });
  }

  settle(line: LineKey, end: DraftEnd): Promise<boolean> {
    const known = this.kept.get(`${line.event} ${line.line}`);
    if (known?.state !== 'draft') return Promise.resolve(false);
    const text = end.state === 'asked' ? (end.text ?? known.text) : known.text;
    const say = known.say === null ? null : { ...known.say, text };
    const reason = end.state === 'dropped' ? end.reason : null;
    return this.change(line, { state: end.state, reason, text, say, until: null }).then(() => true);
  }

  find({ event, line }: LineKey): Promise<Settled | undefined> {
    return Promise.resolve(this.kept.get(`${event} ${line}`));
  }

  control(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  setControl(): Promise<void> {
    return Promise.resolve();
  }

  heard(line: LineKey, lagMs: number): Promise<void> {
    return this.change(line, { lagMs });
  }

  saidBy(): Promise<readonly never[]> {
    return Promise.resolve([]);
  }

  open(): Promise<readonly never[]> {
    return Promise.resolve([]);
  }

  latest(_: string, limit: number): Promise<readonly KeptLine[]> {
    return Promise.resolve([...this.kept.values()].slice(-limit));
  }

  behind(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  private change({ event, line }: LineKey, change: Partial<Kept>): Promise<void> {
    const name = `${event} ${line}`;
    const known = this.kept.get(name);
    if (known !== undefined) this.kept.set(name, { ...known, ...change });
    return Promise.resolve();
  }
}
