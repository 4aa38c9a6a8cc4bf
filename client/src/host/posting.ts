import type { Done, HostCommandInput, Say } from '../../../src/wire/host.js';
import type { Answer } from '../connection/asking.js';
import type { LineStore } from './line-store.js';
import {
  again,
  aged,
  anyway,
  attempted,
  commandOf,
  dueLines,
  found,
  type Line,
  type Lines,
  LINES_MAX,
  newLine,
  nextLookAt,
  settled,
  takenBack,
} from './outbox.js';

export interface PostingWays {
  readonly channel: string;
  readonly by: string;
  readonly store: LineStore;
  /** The device's clock: it goes on while the page is away. */
  readonly wallNow: () => number;
  readonly after: (ms: number, run: () => void) => () => void;
  readonly random: () => number;
  readonly newKey: () => string;
  readonly isOpen: () => boolean;
  readonly send: (command: HostCommandInput) => Promise<Answer<Done>>;
  readonly onChange: () => void;
  /** The server does not know us any more. */
  readonly onSignedOut: () => void;
}

/** Of a recording: how long it is, and when it was spoken. */
interface Spoken {
  readonly clipMs?: number;
  readonly spokenAt?: number;
}

/** A far timer would overflow; it looks again and waits on. */
const LOOK_MS_MAX = 60_000;

/**
 * The outbox at work: what is written is kept before it is sent, and is sent with the same key until the server has said
 * what became of it, over reloads and outages.
 */
export class Posting {
  private lines: Lines;
  private readonly inFlight = new Set<string>();
  private readonly unkept = new Set<string>();
  private cancel: (() => void) | undefined;
  private isStopped = false;

  constructor(private readonly ways: PostingWays) {
    this.lines = ways.store.all().map((line) => found(line, ways.by));
  }

  get all(): Lines {
    return this.lines;
  }

  /** A line waits that would be lost with the page. */
  get isUnkept(): boolean {
    return this.lines.some(({ key }) => this.unkept.has(key));
  }

  /** Whether there was room for it. */
  write(say: Say, { clipMs, spokenAt = this.ways.wallNow() }: Spoken = {}): boolean {
    if (this.lines.length >= LINES_MAX) return false;
    const { newKey, by } = this.ways;
    // They are found again in this order, also where two were written in one moment.
    const writtenAt = Math.max(spokenAt, (this.lines.at(-1)?.writtenAt ?? 0) + 1);
    const line = newLine({ key: newKey(), say, by, writtenAt, ...(clipMs === undefined ? {} : { clipMs }) });
    this.put(line);
    this.lines = [...this.lines, line];
    this.look();
    return true;
  }

  again(key: string): void {
    this.replace(key, again);
  }

  anyway(key: string): void {
    const fresh = this.ways.newKey();
    this.replace(key, (line) => anyway(line, fresh, this.ways.wallNow()));
  }

  drop(key: string): void {
    this.replace(key, takenBack);
  }

  /** What another page of this browser did with a line. */
  heard(name: string | null, text: string | null): void {
    const change = this.ways.store.changed(name, text);
    if (change === undefined || this.inFlight.has(change.key)) return;
    const { key, item: line } = change;
    const others = this.lines.filter((other) => other.key !== key);
    this.lines = line === undefined ? others : [...others, line].sort((a, b) => a.writtenAt - b.writtenAt);
    this.look();
  }

  /** To be called whenever the line has opened; what falls due in between it sees by itself. */
  look(): void {
    this.cancel?.();
    if (this.isStopped) return;
    const now = this.ways.wallNow();
    const before = this.lines;
    this.lines = aged(this.lines, now, this.inFlight);
    for (const line of this.lines) if (!before.includes(line)) this.put(line);
    if (this.ways.isOpen()) for (const line of dueLines(this.lines, now, this.inFlight)) void this.send(line);
    const next = nextLookAt(this.lines, now, this.inFlight);
    if (next !== undefined) {
      this.cancel = this.ways.after(Math.min(LOOK_MS_MAX, Math.max(1, next - now)), () => this.look());
    }
    this.ways.onChange();
  }

  stop(): void {
    this.isStopped = true;
    this.cancel?.();
  }

  private async send(due: Line): Promise<void> {
    const line = attempted(due);
    this.inFlight.add(line.key);
    this.replaceWith(line.key, line);
    const answer = await this.ways.send(commandOf(line, this.ways.channel, this.ways.wallNow()));
    this.inFlight.delete(line.key);
    if (this.isStopped) return;
    const { wallNow, random } = this.ways;
    // It may have been taken back meanwhile.
    const current = this.lines.find(({ key }) => key === line.key) ?? line;
    this.replaceWith(line.key, settled(current, answer, { now: wallNow(), random }));
    if ('refused' in answer && answer.refused.code === 'people.not-signed-in') this.ways.onSignedOut();
    this.look();
  }

  private replace(key: string, by: (line: Line) => Line | undefined): void {
    const line = this.lines.find((other) => other.key === key);
    if (line === undefined) return;
    this.replaceWith(key, by(line));
    this.look();
  }

  private replaceWith(key: string, line: Line | undefined): void {
    // First the new one: a page that is closed in between has both, and the server says so once.
    if (line !== undefined) this.put(line);
    if (line?.key !== key) this.ways.store.remove(key);
    this.lines = this.lines.flatMap((other) => (other.key === key ? (line ?? []) : other));
  }

  private put(line: Line): void {
    if (this.ways.store.put(line)) this.unkept.delete(line.key);
    else this.unkept.add(line.key);
  }
}
