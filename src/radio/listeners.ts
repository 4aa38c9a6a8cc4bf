import { z } from 'zod';
import { Buckets } from '../kernel/buckets.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import type { ServerTime } from '../kernel/server-time.port.js';
import type { Person } from '../people/person.port.js';
import { Played } from '../wire/radio.js';
import type { Join, Joined, LogRow, Message, PlayedAnswer, Rates, Report, Reported } from '../wire/radio.js';
import { answeredInTime } from './answered-in-time.js';
import type { AttendanceClerk } from './attendance-clerk.js';
import type { ChannelStore } from './channel-store.port.js';
import type { Conductor } from './conductor.js';
import { missedSince, type Seen } from './missed.js';
import type { FarAudience } from './nodes/far-audience.js';
import { FarHeard, type Judged } from './nodes/far-heard.js';
import { elsewhere } from './nodes/far-nodes.js';
import type { Relays } from './nodes/relays.js';
import type { Question, Wherever } from './nodes/wherever.js';
import { MISSED_MAX } from './model/limits.js';
import { timelineOf } from './model/timeline.js';
import { toldAgain } from './model/told-again.js';
import { snapshotOf } from './snapshot.js';
import type { Stations } from './stations.js';
import type { Tally } from './tally.js';
import { ListenerTokens } from './listener-tokens.js';
import type { Visitors } from './visitors.js';

const PLAYED_THERE = 'played-there';

/** So many acknowledgements a second reach a channel; with more listeners each waits its turn. */
const ACKNOWLEDGED_PER_S = 200;
/** As fast as they may come over lines of their own. */
const REJOINED_PER_S = 1_500;
const PROBES_PER_S = 2_000;
const PROBE_MS = 2_000;
const REPORT_MS = 15_000;

/** What is said while an answer is on its way from another node makes it void; it is hardly ever so twice. */
const TRIES = 3;

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

const PlayedThere = Played.extend({ connection: z.string() });

interface JoinAsked extends Join {
  readonly isHost: boolean;
  /** Where it listens. */
  readonly node: string;
}

interface PlayedAsked extends Pick<Played, 'channel' | 'chunk'> {}

/** What one listener is told alone. */
type Admission = Pick<Joined, 'token' | 'rates'>;

export interface ListenersParts {
  readonly stations: Stations;
  readonly store: ChannelStore;
  readonly tally: Tally;
  readonly time: ServerTime;
  readonly visitors: Visitors;
  readonly clerk: AttendanceClerk;
  readonly wherever: Wherever;
  readonly relays: Pick<Relays, 'to' | 'has'>;
  readonly farAudience: Pick<FarAudience, 'hostJoins'>;
  /** This one. */
  readonly node: string;
  /** Signs the tokens of those who joined. */
  readonly key: Buffer;
}

/** What listeners ask: to join, with exactly what they missed or all there is; and to be counted. */
export class Listeners {
  private readonly overHttp = new Buckets(HTTP_AT_ONCE, HTTP_PER_S);
  private readonly reading = new Map<string, Promise<readonly LogRow[]>>();
  private readonly tokens: ListenerTokens;
  private readonly farHeard = new FarHeard();
  private readonly askJoin: Question<JoinAsked, Omit<Joined, keyof Admission>>;
  private readonly askPlayed: Question<PlayedAsked, Judged>;

  constructor(private readonly parts: ListenersParts) {
    this.tokens = new ListenerTokens(parts.key);
    this.askJoin = parts.wherever.asked('join', async (conductor, asked) => {
      const before = asked.last && (await this.rowsFrom(conductor, asked.last));
      if (conductor.ended) return elsewhere();
      if (asked.isHost && asked.node !== parts.node) parts.farAudience.hostJoins(asked.channel, asked.node);
      return this.answerTo(asked, conductor, before);
    });
    parts.wherever.answers(PLAYED_THERE, (body) => {
      const { connection, ...played } = PlayedThere.parse(body);
      return this.played(played, connection);
    });
    this.askPlayed = parts.wherever.asked('played', (conductor, { chunk }) => judge(conductor, chunk));
  }

  /** Calls `admit` in the moment the answer is true: what is published from then on comes after it. */
  async join(join: Join, joining: Joining, admit: (joined: Joined) => void): Promise<Refusal | undefined> {
    const found = await this.parts.visitors.mayHear(join.channel, joining.person);
    if (isRefusal(found)) return found;
    const conductor = await this.parts.stations.on(join.channel);
    const asked = { ...join, isHost: joining.isHost, node: this.parts.node };
    if (!isRefusal(conductor)) return this.joinHere(asked, conductor, joining, admit);
    return conductor.refused === 'radio.elsewhere' ? this.joinElsewhere(asked, joining, admit) : conductor;
  }

  private async joinHere(
    asked: JoinAsked,
    conductor: Conductor,
    joining: Joining,
    admit: (joined: Joined) => void,
  ): Promise<Refusal | undefined> {
    const before = asked.last && (await this.rowsFrom(conductor, asked.last));
    // Lost meanwhile: who was here has been sent away already, and nobody would tell this one.
    if (conductor.ended) return elsewhere();
    if (joining.hasLeft()) return refuse('radio.not-joined');
    this.entered(asked.channel, joining);
    this.offer(conductor, joining.connection, this.parts.time.now() - asked.delayMs);
    admit({ ...this.answerTo(asked, conductor, before), ...this.admission(asked.channel, joining) });
    return undefined;
  }

  // Who conducts says it all, and what it says after that comes by the relay: neither twice nor not at all.
  private async joinElsewhere(
    asked: JoinAsked,
    joining: Joining,
    admit: (joined: Joined) => void,
  ): Promise<Refusal | undefined> {
    const { relays, tally } = this.parts;
    const { channel } = asked;
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const relay = await relays.to(channel);
      const answer = relay === undefined ? elsewhere() : await this.askJoin(asked);
      if (relay === undefined || isRefusal(answer)) return isRefusal(answer) ? answer : elsewhere();
      relay.joined(answer);
      await relay.upTo(answer.seq);
      if (joining.hasLeft()) return refuse('radio.not-joined');
      if (relay.seq !== answer.seq || !relays.has(channel, relay)) continue;
      this.entered(channel, joining);
      for (const { request, chunk, index } of answer.snapshot?.entries ?? []) {
        tally.offered(channel, request, { chunk, index, to: joining.connection });
      }
      admit({ ...answer, ...this.admission(channel, joining) });
      return undefined;
    }
    return elsewhere();
  }

  private entered(channel: string, { connection, person, isHost }: Joining): void {
    this.parts.clerk.joined(channel, connection, { person: idOf(person), isHost });
  }

  private admission(channel: string, { connection }: Joining): Admission {
    const { node } = this.parts;
    return { token: this.tokens.make({ channel, node, connection }), rates: this.rates(channel) };
  }

  private answerTo(
    { channel, delayMs, last, isHost }: JoinAsked,
    conductor: Conductor,
    before: readonly LogRow[] | undefined,
  ): Omit<Joined, keyof Admission> {
    const now = this.parts.time.now();
    const missed = last && before && missedSince(last, before, conductor);
    const { term: epoch, seq } = conductor;
    const base = { channel, epoch, seq, serverNow: now, clockId: this.parts.time.clockId };
    return missed === undefined
      ? { ...base, recovered: false, snapshot: snapshotOf(conductor, { now, delayMs, isHost }) }
      : { ...base, recovered: true, missed: this.toMessages(missed, isHost ? conductor : undefined) };
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
    return toldAgain(rows).map((row, at) => ({
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
    const holder = this.tokens.read(token);
    if (holder === undefined) return refuse('radio.not-joined');
    if (!this.overHttp.take(holder.connection, this.parts.time.now())) {
      return { ...refuse('request.too-many'), retryAfterS: 1 };
    }
    const { channel, connection, node } = holder;
    if (node === this.parts.node) return this.played({ channel, ...played }, connection);
    // Its socket is at another node, which counts what it heard.
    return this.parts.wherever.at(node, PLAYED_THERE, { channel, connection, ...played });
  }

  private async count({ channel, chunk, heard }: Played, connection: string): Promise<PlayedAnswer | Refusal> {
    // First: whoever never joined is not to learn from the answer which channels there are.
    if (!this.parts.tally.isPresent(channel, connection)) return refuse('radio.not-joined');
    const isHere = this.parts.stations.running(channel) !== undefined;
    const ask = (): Promise<Judged | Refusal> => this.askPlayed({ channel, chunk });
    const judged = isHere ? await ask() : await this.farHeard.of(chunk, ask);
    if (isRefusal(judged)) return judged;
    const { answer, request, index } = judged;
    if (request !== undefined) this.parts.tally.heard(channel, request, { connection, chunk, index, count: heard });
    return { answer };
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

async function judge(conductor: Conductor, chunk: string): Promise<Judged | Refusal> {
  const answer = await conductor.acknowledge(chunk);
  if (isRefusal(answer)) return answer;
  if (answer === 'early') return { answer, index: 0 };
  const of = conductor.state.requests.find(({ chunks }) => chunks.some(({ id }) => id === chunk));
  const index = of?.chunks.find(({ id }) => id === chunk)?.index ?? 0;
  return { answer: 'heard', index, ...(of === undefined ? {} : { request: of.id }) };
}

function idOf(person: Person): string | undefined {
  return person.role === 'anonymous' ? undefined : person.id;
}
