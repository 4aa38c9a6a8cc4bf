import { assert } from '../../src/kernel/assert.js';
import { refuse, type Refusal } from '../../src/kernel/outcome.js';
import { firstState } from '../../src/radio/channel.rows.js';
import type { Amendment } from '../../src/radio/amendment.js';
import {
  ChannelStore,
  Superseded,
  type Channel,
  type ChunkContent,
  type Claimed,
  type KeptAnswer,
  type RequestContent,
  type Standing,
  type Transition,
} from '../../src/radio/channel-store.port.js';
import { changesBetween } from '../../src/radio/model/changes.js';
import { shiftBetween } from '../../src/radio/model/clock-shift.js';
import { LEAD_MS, PAST_MS } from '../../src/radio/model/limits.js';
import type { Aired } from '../../src/radio/model/commands.js';
import type { ChannelState, Chunk, Request } from '../../src/radio/model/state.js';
import { statusOf } from '../../src/radio/model/status.js';
import type { ThisNode } from '../../src/radio/this-node.js';
import type { LogRow, RequestStatus } from '../../src/wire/radio.js';
import { shifted } from './shifted-request.js';

const LIFE_MS = 5_000;
const DAY_MS = 86_400_000;

const NEXT: Record<RequestStatus, readonly RequestStatus[]> = {
  pending: ['generating', 'ready', 'failed', 'cancelled'],
  generating: ['ready', 'playing', 'interrupted', 'completed', 'failed', 'cancelled', 'skipped'],
  ready: ['playing', 'interrupted', 'completed', 'failed', 'cancelled', 'skipped'],
  playing: ['interrupted', 'completed', 'failed', 'skipped'],
  interrupted: ['playing', 'completed', 'failed', 'skipped'],
  completed: [],
  failed: [],
  cancelled: [],
  skipped: [],
};

interface Life {
  readonly node: string;
  readonly clockId: string;
  readonly aheadMs: number;
  readonly lifeAt: number;
}

interface Kept {
  channel: Channel;
  state: ChannelState;
  /** Every request there ever was, as they were accepted. */
  requests: Map<string, Request>;
  readonly contents: Map<string, RequestContent>;
  readonly chunks: Map<string, ChunkContent>;
  readonly log: LogRow[];
  readonly answers: Map<string, { readonly answer: KeptAnswer; readonly keptAt: number }>;
  term: number;
  owner?: string;
  /** When it was last run, while nobody has gone on with it since. */
  aliveUntil?: number | undefined;
}

/** What the stores of several nodes share, with the hour of its own. */
export class RadioMemory {
  readonly channels = new Map<string, Kept>();
  readonly lives = new Map<string, Life>();

  constructor(readonly databaseMs: () => number) {}

  /** As if nothing had been heard of a process for so much longer. */
  silence(run: string, ms: number): void {
    const life = this.lives.get(run);
    if (life) this.lives.set(run, { ...life, lifeAt: life.lifeAt - ms });
  }

  /** As if all answers to hosts had been kept for so much longer. */
  age(ms: number): void {
    for (const { answers } of this.channels.values()) {
      for (const [key, kept] of answers) answers.set(key, { ...kept, keptAt: kept.keptAt - ms });
    }
  }

  isFree({ owner }: Kept, node: string): boolean {
    if (owner === undefined) return true;
    const life = this.lives.get(owner);
    return life?.node === node || (life !== undefined && life.lifeAt < this.databaseMs() - LIFE_MS);
  }
}

/** Keeps what the tables keep, and refuses what they refuse. */
export class MemoryChannelStore extends ChannelStore {
  private readonly held = new Map<string, number>();

  constructor(
    private readonly memory: RadioMemory,
    private readonly here: ThisNode,
  ) {
    super();
  }

  async create(channel: Channel): Promise<Channel | Refusal> {
    if (this.memory.channels.has(channel.id)) return refuse('radio.channel-exists');
    this.memory.channels.set(channel.id, {
      channel,
      state: firstState(channel, LEAD_MS),
      requests: new Map(),
      contents: new Map(),
      chunks: new Map(),
      log: [],
      answers: new Map(),
      term: 0,
    });
    return channel;
  }

  async find(id: string): Promise<Channel | undefined> {
    return this.memory.channels.get(id)?.channel;
  }

  async list({ before, limit }: { before?: string | undefined; limit: number }): Promise<readonly Channel[]> {
    const newestFirst = [...this.memory.channels.values()]
      .map(({ channel }) => channel)
      .toSorted((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? 1 : -1));
    const from = before === undefined ? 0 : newestFirst.findIndex(({ id }) => id === before) + 1;
    return before !== undefined && from === 0 ? [] : newestFirst.slice(from, from + limit);
  }

  async standings(ids: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
    const kept = ids.flatMap((id) => this.memory.channels.get(id) ?? []);
    return new Map(kept.map(({ channel, state, requests }) => [channel.id, this.standing(state, requests)]));
  }

  private standing({ phase }: ChannelState, requests: ReadonlyMap<string, Request>): Standing {
    const all = [...requests.values()];
    const now = this.here.clock.now();
    const sounds = all.some(({ chunks }) => chunks.some(({ start }) => start && start.at + start.frames * 24 > now));
    const speaks = phase.name !== 'paused' && all.some(({ place }) => place.at === 'air');
    return { phase: phase.name, isOnAir: speaks || sounds };
  }

  async amend({ id, term }: { readonly id: string; readonly term: number }, changes: Amendment): Promise<Channel> {
    const kept = this.memory.channels.get(id);
    if (kept?.term !== term) throw new Superseded();
    const { voice = kept.channel.voice ?? null, ...rest } = changes;
    const { voice: _, ...before } = kept.channel;
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    kept.channel = { ...before, ...given, ...(voice === null ? {} : { voice }) };
    kept.state = { ...kept.state, gapMs: kept.channel.gapMs };
    return kept.channel;
  }

  async claim(id: string): Promise<Claimed | Refusal> {
    this.held.delete(id);
    if (!this.memory.lives.has(this.here.run)) await this.live();
    const kept = this.memory.channels.get(id);
    if (kept === undefined) return refuse('radio.unknown-channel');
    if (!this.memory.isFree(kept, this.here.node)) return refuse('radio.elsewhere');
    const { run, clock, clockId } = this.here;
    const before = kept.owner === undefined ? undefined : this.memory.lives.get(kept.owner);
    const aheadMs = clock.now() - this.memory.databaseMs();
    const byMs = before === undefined || before.clockId === clockId ? 0 : shiftBetween(before.aheadMs, aheadMs);
    shift(kept, byMs);
    const { owner } = kept;
    const last = kept.log.at(-1);
    const wrote = last?.epoch === kept.term ? last.at + byMs : -Infinity;
    kept.owner = run;
    kept.term += 1;
    this.held.set(id, kept.term);
    const known = before === undefined ? clock.now() : before.lifeAt + aheadMs;
    const ownerAliveAt = Math.max(known, this.here.aliveAt(owner ?? null) ?? -Infinity, wrote);
    const aliveAt = Math.min(clock.now(), kept.aliveUntil ?? ownerAliveAt);
    if (owner !== undefined) kept.aliveUntil = aliveAt;
    return { ...loaded(kept, clock.now()), term: kept.term, aliveAt };
  }

  letGo(id: string): void {
    this.held.delete(id);
  }

  async claimable(): Promise<readonly string[]> {
    return [...this.memory.channels.values()]
      .filter(({ state }) => state.phase.name !== 'closed' && !this.held.has(state.id))
      .filter((kept) => this.memory.isFree(kept, this.here.node))
      .map(({ channel }) => channel.id);
  }

  async commit(transition: Transition): Promise<void> {
    const { term, after, row, kept: answer, silencing } = transition;
    const kept = this.memory.channels.get(after.id);
    assert(row.epoch === term, 'RA42 a row belongs to the term it is written in');
    if (kept?.term !== term || kept.log.length !== row.seq - 1) {
      const written = kept?.log[row.seq - 1];
      if (written?.epoch === row.epoch && written.at === row.at) return;
      throw new Superseded();
    }
    checkKept(kept, transition, this.memory.databaseMs());
    for (const request of after.requests) kept.requests.set(request.id, request);
    const silenced = silencing && kept.requests.get(silencing.request);
    if (silenced) kept.requests.set(silenced.id, { ...silenced, silenced: true });
    for (const [id, content] of transition.contents ?? []) kept.contents.set(id, content);
    for (const [id, content] of transition.chunks ?? []) kept.chunks.set(id, content);
    if (answer) kept.answers.set(keyOf(answer), { answer, keptAt: this.memory.databaseMs() });
    kept.state = after;
    kept.aliveUntil = undefined;
    kept.log.push(row);
    if (after.phase.name === 'closed') this.held.delete(after.id);
  }

  async rowsAfter(channel: string, seq: number, limit: number): Promise<readonly LogRow[]> {
    return this.memory.channels.get(channel)?.log.slice(seq, seq + limit) ?? [];
  }

  async aired(channel: string, request: string): Promise<Aired | undefined> {
    const found = this.memory.channels.get(channel)?.requests.get(request);
    if (found === undefined) return undefined;
    const chunks = found.chunks.filter(({ start }) => start !== undefined && start.frames > 0).map(({ id }) => id);
    return { chunks, isSilenced: found.silenced === true };
  }

  async answered(channel: string, host: string, key: string): Promise<KeptAnswer | undefined> {
    const found = this.memory.channels.get(channel)?.answers.get(keyOf({ host, key }));
    return found && found.keptAt > this.memory.databaseMs() - DAY_MS ? found.answer : undefined;
  }

  async live(): Promise<readonly string[]> {
    const { run, node, clock, clockId } = this.here;
    const lifeAt = this.memory.databaseMs();
    this.memory.lives.set(run, { node, clockId, aheadMs: clock.now() - lifeAt, lifeAt });
    const lost = [...this.held].filter(([id, term]) => this.memory.channels.get(id)?.term !== term).map(([id]) => id);
    for (const id of lost) this.held.delete(id);
    return lost;
  }
}

function checkKept(kept: Kept, transition: Transition, databaseMs: number): void {
  const { before, after, contents, chunks, kept: answer } = transition;
  const { added, changed, addedChunks } = changesBetween(before, after);
  for (const { id } of added) {
    assert(!kept.requests.has(id), `RA42 request ${id} is new`);
    assert(contents?.has(id), `RA42 the new request ${id} says something`);
  }
  for (const { chunk } of addedChunks) assert(chunks?.has(chunk.id), `RA42 the new chunk ${chunk.id} has sound`);
  for (const { was, is } of changed) {
    const stored = kept.requests.get(is.id);
    assert(stored && statusOf(stored) === statusOf(was), 'RA42 a request is where the step found it');
    const [from, to] = [statusOf(was), statusOf(is)];
    const allowed = from === to ? was.place.at !== 'ended' : NEXT[from].includes(to);
    assert(allowed, `RA44 request ${is.id} was ${from} and cannot be ${to}`);
  }
  const onAir = after.requests.filter(({ place }) => place.at === 'air');
  assert(onAir.length <= 1, 'RA44 at most one request is on air');
  const old = answer && kept.answers.get(keyOf(answer));
  assert(old === undefined || old.keptAt <= databaseMs - DAY_MS, 'RA47 a key has one answer');
}

function loaded(kept: Kept, now: number): Omit<Claimed, 'term' | 'aliveAt'> {
  const { channel, state, log } = kept;
  const sounded = ({ start }: Chunk): boolean => start !== undefined && start.at + start.frames * 24 > now - PAST_MS;
  const requests = [...kept.requests.values()].filter(
    ({ place, chunks }) => place.at !== 'ended' || chunks.some(sounded),
  );
  const ids = new Set(requests.flatMap(({ id, chunks }) => [id, ...chunks.map((chunk) => chunk.id)]));
  return {
    channel,
    seq: log.length,
    state: { ...state, requests },
    contents: new Map([...kept.contents].filter(([id]) => ids.has(id))),
    chunks: new Map([...kept.chunks].filter(([id]) => ids.has(id))),
  };
}

function shift(kept: Kept, byMs: number): void {
  const { phase, firmUntil, notBefore } = kept.state;
  kept.state = {
    ...kept.state,
    phase: { ...phase, since: phase.since + byMs },
    firmUntil: firmUntil + byMs,
    notBefore: notBefore + byMs,
  };
  if (kept.aliveUntil !== undefined) kept.aliveUntil += byMs;
  kept.requests = new Map([...kept.requests].map(([id, request]) => [id, shifted(request, byMs)]));
}

function keyOf({ host, key }: { readonly host: string; readonly key: string }): string {
  return JSON.stringify([host, key]);
}
