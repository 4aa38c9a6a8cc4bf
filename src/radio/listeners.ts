import { createHmac, timingSafeEqual } from 'node:crypto';
import { Buckets } from '../kernel/buckets.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import type { ServerTime } from '../kernel/server-time.port.js';
import type { Person } from '../people/person.port.js';
import type { Join, Joined, LogRow, Message, Played, PlayedAnswer, Rates, Report, Reported } from '../wire/radio.js';
import { answeredInTime } from './answered-in-time.js';
import type { AttendanceClerk } from './attendance-clerk.js';
import type { ChannelStore } from './channel-store.port.js';
import type { Conductor } from './conductor.js';
import { missedSince, type Seen } from './missed.js';
import { MISSED_MAX } from './model/limits.js';
import { timelineOf } from './model/timeline.js';
import { snapshotOf } from './snapshot.js';
import type { Stations } from './stations.js';
import type { Tally } from './tally.js';
import type { Visitors } from './visitors.js';

/** So many acknowledgements a second reach a channel; with more listeners each waits its turn. */
const ACKNOWLEDGED_PER_S = 200;
/** As fast as they may come over lines of their own. */
const REJOINED_PER_S = 1_500;
const PROBES_PER_S = 2_000;
const PROBE_MS = 2_000;
const REPORT_MS = 15_000;

/** Over HTTP a listener acknowledges a chunk now and then. */
const HTTP_AT_ONCE = 20;
const HTTP_PER_S = 5;

export interface Joining {
  readonly connection: string;
  readonly person: Person;
  /** Hosts see the texts of what waits. */
  readonly isHost: boolean;
  /** Whether it left while it was joining. */
  hasLeft(): boolean;
}

export interface ListenersParts {
  readonly stations: Stations;
  readonly store: ChannelStore;
  readonly tally: Tally;
  readonly time: ServerTime;
  readonly visitors: Visitors;
  readonly clerk: AttendanceClerk;
  /** Signs the tokens of those who joined. */
  readonly key: Buffer;
}

/** What listeners ask: to join, with exactly what they missed or all there is; and to be counted. */
export class Listeners {
  private readonly overHttp = new Buckets(HTTP_AT_ONCE, HTTP_PER_S);
  private readonly reading = new Map<string, Promise<readonly LogRow[]>>();

  constructor(private readonly parts: ListenersParts) {}

  /** Calls `admit` in the moment the answer is true: what is published from then on comes after it. */
  async join(
    { channel, delayMs, last }: Join,
    joining: Joining,
    admit: (joined: Joined) => void,
  ): Promise<Refusal | undefined> {
    const found = await this.parts.visitors.mayHear(channel, joining.person);
    if (isRefusal(found)) return found;
    const conductor = await this.parts.stations.on(channel);
    if (isRefusal(conductor)) return conductor;
    const before = last && (await this.rowsFrom(conductor, last));
    // Lost meanwhile: who was here has been sent away already, and nobody would tell this one.
    if (conductor.ended) return { ...refuse('radio.elsewhere'), retryAfterS: 2 };
    if (joining.hasLeft()) return refuse('radio.not-joined');
    this.parts.clerk.joined(channel, joining.connection, { person: idOf(joining.person), isHost: joining.isHost });
    const now = this.parts.time.now();
    this.offer(conductor, joining.connection, now - delayMs);
    const missed = last && before && missedSince(last, before, conductor);
    const base = {
      channel,
      token: this.tokenOf(channel, joining.connection),
      epoch: conductor.term,
      seq: conductor.seq,
      serverNow: now,
      clockId: this.parts.time.clockId,
      rates: this.rates(channel),
    };
    const rest =
      missed === undefined
        ? { recovered: false, snapshot: snapshotOf(conductor, { now, delayMs, isHost: joining.isHost }) }
        : { recovered: true, missed: this.toMessages(missed, joining.isHost ? conductor : undefined) };
    admit({ ...base, ...rest });
    return undefined;
  }

  // Whoever comes late is sent what still sounds for it, and what is announced.
  private offer({ channel, state }: Conductor, to: string, since: number): void {
    for (const { request, chunk, end } of timelineOf(state)) {
      if (end > since) this.parts.tally.offered(channel.id, request.id, { chunk: chunk.id, index: chunk.index, to });
    }
  }

  // What waits is no part of the log: a host gets it as it is now, with the last of what was missed.
  private toMessages(rows: readonly LogRow[], host: Conductor | undefined): Message[] {
    const { clockId } = this.parts.time;
    const serverNow = this.parts.time.now();
    return rows.map((row, at) => ({
      ...row,
      serverNow,
      clockId,
      ...(host !== undefined && at === rows.length - 1 ? { requests: host.queue() } : {}),
    }));
  }

  /** What is durable is answered; while the database is away, whoever asks is told to ask again. */
  played(played: Played, connection: string): Promise<PlayedAnswer | Refusal> {
    return answeredInTime(this.parts.time, () => this.count(played, connection), { retryAfterS: 1 });
  }

  /** The same for who has no socket at hand, but the token that `join` gave. */
  async playedOverHttp(token: string, played: Pick<Played, 'chunk' | 'heard'>): Promise<PlayedAnswer | Refusal> {
    const holder = this.holderOf(token);
    if (holder === undefined) return refuse('radio.not-joined');
    if (!this.overHttp.take(holder.connection, this.parts.time.now())) {
      return { ...refuse('request.too-many'), retryAfterS: 1 };
    }
    return this.played({ channel: holder.channel, ...played }, holder.connection);
  }

  private async count({ channel, chunk, heard }: Played, connection: string): Promise<PlayedAnswer | Refusal> {
    // First: whoever never joined is not to learn from the answer which channels there are.
    if (!this.parts.tally.isPresent(channel, connection)) return refuse('radio.not-joined');
    const conductor = await this.parts.stations.on(channel);
    if (isRefusal(conductor)) return conductor;
    const answer = await conductor.acknowledge(chunk);
    if (isRefusal(answer)) return answer;
    if (answer === 'early') return { answer };
    for (const request of conductor.state.requests) {
      const found = request.chunks.find(({ id }) => id === chunk);
      const count = { connection, chunk, index: found?.index ?? 0, count: heard };
      if (found !== undefined) this.parts.tally.heard(channel, request.id, count);
    }
    return { answer: 'heard' };
  }

  left(channel: string, connection: string): void {
    this.parts.clerk.left(channel, connection);
  }

  /** Slow ways ask for a longer lead. The answer is how often to speak, among as many as listen by now. */
  reported(report: Report, connection: string): Reported | Refusal {
    const { channel } = report;
    if (!this.parts.tally.isPresent(channel, connection)) return refuse('radio.not-joined');
    this.parts.clerk.reported(connection, report);
    return { rates: this.rates(channel) };
  }

  /** Whose token this is, on which channel. */
  private holderOf(token: string): { readonly channel: string; readonly connection: string } | undefined {
    const [channel, connection, signature] = token.split('.');
    if (channel === undefined || connection === undefined || signature === undefined) return undefined;
    const expected = Buffer.from(this.signature(channel, connection));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    return { channel, connection };
  }

  private tokenOf(channel: string, connection: string): string {
    return `${channel}.${connection}.${this.signature(channel, connection)}`;
  }

  private signature(channel: string, connection: string): string {
    return createHmac('sha256', this.parts.key).update(`${channel}.${connection}`).digest('base64url');
  }

  // Most come back after a moment, and find what they missed at hand. The others share one look into the log.
  private async rowsFrom(
    { channel: { id }, term, seq: seqNow, recent }: Conductor,
    { epoch, seq }: Seen,
  ): Promise<readonly LogRow[]> {
    const isWithin = epoch <= term && seq <= seqNow && seqNow - seq <= MISSED_MAX;
    if (!isWithin || recent.some((row) => row.seq <= Math.max(1, seq))) return [];
    // The last one seen is read too: it has to be what the log holds in its place.
    const from = Math.max(0, seq - 1);
    const name = `${id} ${from}`;
    const reading =
      this.reading.get(name) ??
      this.parts.store.rowsAfter(id, from, MISSED_MAX).finally(() => this.reading.delete(name));
    this.reading.set(name, reading);
    return reading;
  }

  private rates(channel: string): Rates {
    const present = Math.max(1, this.parts.tally.present(channel));
    return {
      probeMs: Math.max(PROBE_MS, Math.ceil((present / PROBES_PER_S) * 8_000)),
      reportMs: Math.max(REPORT_MS, Math.ceil((present / ACKNOWLEDGED_PER_S) * 1_000)),
      acknowledgeWithinMs: present === 1 ? 0 : Math.ceil((present / ACKNOWLEDGED_PER_S) * 1_000),
      rejoinWithinMs: present === 1 ? 0 : Math.ceil((present / REJOINED_PER_S) * 1_000),
    };
  }
}

function idOf(person: Person): string | undefined {
  return person.role === 'anonymous' ? undefined : person.id;
}
