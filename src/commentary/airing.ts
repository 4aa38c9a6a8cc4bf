import type { Clock, ServerMs } from '../kernel/clock.js';
import { isRefusal } from '../kernel/outcome.js';
import type { UnderWay } from '../kernel/under-way.js';
import type { Air } from '../radio/airs.port.js';
import type { HostDesk } from '../radio/host-desk.js';
import { Say, type HostCommand, type SayInput } from '../wire/host.js';
import { insist } from './insist.js';
import type { LineKey, LineStore, NewLine, OfChannel } from './line-store.port.js';
import type { Sounding } from './model/box/booth.js';
import { MATTERS_MS } from './model/box/waiting.js';

export interface AiringParts {
  readonly lines: LineStore;
  readonly desk: Pick<HostDesk, 'run'>;
  readonly clock: Clock;
  readonly underWay: UnderWay;
  /** Lines of the match have changed. */
  readonly onLines: (match: string) => void;
  /** The channel was asked for something. */
  readonly onAsked: () => void;
}

/** By which commentary is known among hosts. */
const HOST = 'commentary';
/** To fall silent is worth no more than that. */
const CUT_MS = 500;

/** Nothing is known of a channel that is paused but that nothing is to be said on it. */
const PAUSED: readonly Sounding[] = [{ request: '', startsAt: null, endsAt: null }];

/** Asks one channel for lines, and keeps what becomes of them. */
export class Airing {
  /** Requests that were not heard yet, and when their event was recorded. */
  private readonly unheard = new Map<string, { readonly key: LineKey; readonly recordedAt: ServerMs }>();
  /** Requests that were taken off the channel once. */
  private readonly cuts = new Set<string>();
  private hasEnded = false;

  constructor(
    private readonly of: OfChannel,
    private readonly parts: AiringParts,
  ) {}

  end(): void {
    this.hasEnded = true;
  }

  /** A line is kept before anybody is asked for it: whoever comes next asks in the same words, and nobody says it twice. */
  async keep(toldTo: number, lines: readonly NewLine[], until: ServerMs): Promise<boolean> {
    const isKept = await this.insist(until, () => this.parts.lines.keep(this.of, toldTo, lines).then(() => true));
    if (lines.length > 0) this.changed();
    return isKept ?? false;
  }

  async ask(key: LineKey, say: Say, until: ServerMs): Promise<string | null> {
    const { lines, onAsked } = this.parts;
    const name = `line-${String(key.event).padStart(8, '0')}-${key.line}`;
    const done = await this.insist(until, () => this.run(name, { name: 'enqueue', say }));
    const request = done === null || isRefusal(done) ? undefined : done.request;
    if (request === undefined) {
      await this.drop(key, done !== null && isRefusal(done) ? done.refused : 'late');
      return null;
    }
    await this.insist(until, () => lines.asked(key, request));
    this.changed();
    onAsked();
    return request;
  }

  /** It was written, and then the process ended: perhaps nobody was asked for it. */
  askAfterAll(key: LineKey, say: SayInput, recordedAt: ServerMs): void {
    this.parts.underWay.begin(async () => {
      await this.ask(key, Say.parse(say), recordedAt + MATTERS_MS);
    });
  }

  /** It was written, and is not said. */
  async drop(key: LineKey, reason: string): Promise<void> {
    const until = this.parts.clock.now() + MATTERS_MS;
    await this.insist(until, () => this.parts.lines.become(key, 'dropped', reason));
    this.changed();
  }

  /** Keeps how late a line was, when its first word is heard. */
  timed(request: string, key: LineKey, recordedAt: ServerMs): void {
    this.unheard.set(request, { key, recordedAt });
  }

  listen(channel: readonly Sounding[]): void {
    for (const { request, startsAt } of channel) {
      const line = this.unheard.get(request);
      if (line === undefined || startsAt === null) continue;
      this.unheard.delete(request);
      const lagMs = Math.max(0, Math.round(startsAt - line.recordedAt));
      const until = this.parts.clock.now() + MATTERS_MS;
      this.parts.underWay.begin(async () => {
        await this.insist(until, () => this.parts.lines.heard(line.key, lagMs));
      });
    }
    for (const request of this.cuts) if (!channel.some((one) => one.request === request)) this.cuts.delete(request);
  }

  /** Takes a request off the channel, whether it sounds or waits. */
  cut(request: string): void {
    if (this.cuts.has(request)) return;
    this.cuts.add(request);
    this.parts.underWay.begin(async () => {
      const until = this.parts.clock.now() + CUT_MS;
      const done = await this.insist(until, () => this.run(`cut-${request}`, { name: 'skip', request, cut: true }));
      // It was about to be heard.
      if (done !== null && isRefusal(done) && done.refused === 'radio.not-on-air') {
        await this.insist(until, () => this.run(`cancel-${request}`, { name: 'cancel', request }));
      }
    });
  }

  insist<T>(until: ServerMs, work: () => Promise<T>): Promise<T | null> {
    const { clock } = this.parts;
    return insist(clock, () => !this.hasEnded && clock.now() < until, work);
  }

  private run(key: string, command: HostCommand['command']) {
    return this.parts.desk.run({ channel: this.of.channel, key, command }, HOST);
  }

  private changed(): void {
    this.parts.onLines(this.of.match);
  }
}

/** What is on the channel, whoever asked for it. */
export function soundingOn({ isOpen, requests }: Air): readonly Sounding[] {
  return isOpen ? requests.map(({ id, startsAt, endsAt }) => ({ request: id, startsAt, endsAt })) : PAUSED;
}
