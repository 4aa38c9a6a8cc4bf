import { Injectable } from '@nestjs/common';
import type { HeardMore, PlaybackState } from './attendance.port.js';

interface Playback {
  lastChunk: string | undefined;
  lastIndex: number;
  offeredIndex: number;
  offered: number;
  heard: number;
}

interface Playing {
  readonly of: Map<string, Playback>;
  readonly untold: Set<string>;
  readonly more: Map<string, { offeredTo: number; heardBy: number }>;
}

/** So many rows are told to the database at once; the others wait for the next second. */
const ROWS_MAX = 1_000;
/** The requests of a channel whose counts are at hand, where all of them are written down. */
const REQUESTS_MAX = 50;
/** Beyond so many the oldest are let go, written down or not. */
const UNTOLD_REQUESTS_MAX = 200;

interface Attended {
  readonly present: Set<string>;
  /** Those of them who host it. */
  readonly hosts: Set<string>;
  /** Those of them who hear it through a stream, which is counted by itself. */
  readonly streamed: Set<string>;
  readonly playing: Map<string, Playing>;
}

/** What another node counts of those who listen there. */
export interface FarCounts {
  readonly listeners: number;
  readonly hosts: number;
  /** Who hears it without a socket. */
  readonly streams: number;
  readonly reached: Readonly<Record<string, Reached>>;
}

/** Who is there and who heard what, counted as it happens. What is written down of it follows second by second. */
@Injectable()
export class Tally {
  private readonly channels = new Map<string, Attended>();
  private readonly streams = new Map<string, Set<symbol>>();
  private readonly far = new Map<string, Map<string, FarCounts>>();

  joined(channel: string, connection: string, isHost = false): void {
    const { present, hosts, streamed } = this.channel(channel);
    present.add(connection);
    streamed.delete(connection);
    if (isHost) hosts.add(connection);
    else hosts.delete(connection);
  }

  /** Who has a socket may hear a stream besides, and is one listener. */
  hearsStream(channel: string, connection: string, does: boolean): void {
    const { hosts, streamed } = this.channel(channel);
    if (does && !hosts.has(connection)) streamed.add(connection);
    else streamed.delete(connection);
  }

  /** Whether it was there. */
  left(channel: string, connection: string): boolean {
    this.channels.get(channel)?.hosts.delete(connection);
    this.channels.get(channel)?.streamed.delete(connection);
    return this.channels.get(channel)?.present.delete(connection) ?? false;
  }

  /** What another node counts from now on; nothing, when it is gone. */
  countedElsewhere(channel: string, node: string, counts: FarCounts | undefined): void {
    const nodes = this.far.get(channel) ?? new Map<string, FarCounts>();
    if (counts === undefined) nodes.delete(node);
    else nodes.set(node, counts);
    if (nodes.size === 0) this.far.delete(channel);
    else this.far.set(channel, nodes);
  }

  /** A host has just joined at another node, which has not counted it for us yet. */
  hostedElsewhere(channel: string, node: string): void {
    const known = this.far.get(channel)?.get(node) ?? { listeners: 0, hosts: 0, streams: 0, reached: {} };
    this.countedElsewhere(channel, node, { ...known, hosts: Math.max(1, known.hosts) });
  }

  /** What is counted here alone, for whoever sums it. */
  counts(channel: string): FarCounts {
    const { present, hosts, streamed, playing } = this.channel(channel);
    const reached = Object.fromEntries([...playing].map(([request, { of }]) => [request, reachedOf(of)]));
    const streams = this.streams.get(channel)?.size ?? 0;
    return { listeners: present.size - hosts.size - streamed.size, hosts: hosts.size, streams, reached };
  }

  hasFarHosts(channel: string): boolean {
    return this.elsewhere(channel).some(({ hosts }) => hosts > 0);
  }

  /** Of which something is counted here. */
  get known(): readonly string[] {
    return [...this.channels.keys()];
  }

  present(channel: string): number {
    const far = this.elsewhere(channel).map(({ listeners, hosts }) => listeners + hosts);
    return sum([this.channels.get(channel)?.present.size ?? 0, ...far]);
  }

  isHost(channel: string, connection: string): boolean {
    return this.channels.get(channel)?.hosts.has(connection) ?? false;
  }

  /** Who listens, with a socket or without, and who hosts. */
  audience(channel: string): { readonly listeners: number; readonly hosts: number } {
    const far = this.elsewhere(channel).map(({ hosts }) => hosts);
    const hosts = sum([this.channels.get(channel)?.hosts.size ?? 0, ...far]);
    const streamed = this.channels.get(channel)?.streamed.size ?? 0;
    return { listeners: this.present(channel) - hosts - streamed + this.streaming(channel), hosts };
  }

  /** Somebody hears the channel without a socket, until the returned function is called. */
  tunedIn(channel: string): () => void {
    const stream = Symbol(channel);
    const streams = this.streams.get(channel) ?? new Set();
    this.streams.set(channel, streams.add(stream));
    return () => {
      streams.delete(stream);
      if (streams.size === 0) this.streams.delete(channel);
    };
  }

  /** How many hear it without a socket. */
  streaming(channel: string): number {
    const far = this.elsewhere(channel).map(({ streams }) => streams);
    return sum([this.streams.get(channel)?.size ?? 0, ...far]);
  }

  /** Whether nobody hears the channel, in whichever way. */
  isEmpty(channel: string): boolean {
    return this.present(channel) === 0 && this.streaming(channel) === 0;
  }

  isPresent(channel: string, connection: string): boolean {
    return this.channels.get(channel)?.present.has(connection) ?? false;
  }

  /** Everybody who listens was sent this chunk, or one who came later. What is announced again was offered before. */
  offered(channel: string, request: string, { chunk, index, to }: Offered): void {
    const playing = this.playing(channel, request);
    const { present, hosts } = this.channel(channel);
    for (const connection of to === undefined ? present : [to]) {
      if (!hosts.has(connection)) this.offer(playing, { connection, chunk, index });
    }
  }

  /** One connection heard so many more chunks, up to this one. */
  heard(channel: string, request: string, { connection, chunk, index, count }: Heard): void {
    const playing = this.playing(channel, request);
    const playback = this.playback(playing, connection);
    // Each counts once, however often it is told: they come in order.
    if (index <= playback.lastIndex) return;
    playback.lastChunk = chunk;
    playback.lastIndex = index;
    // A host's page is sent it and stays silent; a host who listens all the same is one who was offered what they heard.
    if (this.isHost(channel, connection)) this.offer(playing, { connection, chunk, index });
    // Nobody heard more of it than was offered.
    playback.heard = Math.min(playback.heard + count, Math.max(playback.offered, playback.heard + 1));
    playing.untold.add(connection);
    moreOf(playing, chunk).heardBy += 1;
  }

  reachedBy(channel: string, request: string): Reached {
    const here = reachedOf(this.channels.get(channel)?.playing.get(request)?.of ?? new Map<string, Playback>());
    const all = [here, ...this.elsewhere(channel).map(({ reached }) => reached[request] ?? NOBODY)];
    return {
      offeredTo: sum(all.map(({ offeredTo }) => offeredTo)),
      heardBy: sum(all.map(({ heardBy }) => heardBy)),
    };
  }

  /** What is to be written down of a channel now; told once. */
  untold(channel: string): { readonly states: PlaybackState[]; readonly more: HeardMore[] } {
    const states: PlaybackState[] = [];
    const more: HeardMore[] = [];
    for (const [request, playing] of this.channels.get(channel)?.playing ?? []) {
      for (const connection of playing.untold) {
        if (states.length === ROWS_MAX) break;
        playing.untold.delete(connection);
        const { lastChunk, offered, heard } = this.playback(playing, connection);
        states.push({ connection, request, offered, heard, ...(lastChunk === undefined ? {} : { lastChunk }) });
      }
      for (const [chunk, counts] of playing.more) more.push({ chunk, ...counts });
      playing.more.clear();
    }
    return { states, more };
  }

  /** Whether something of a channel is still to be written down. */
  isUntold(channel: string): boolean {
    const playings = [...(this.channels.get(channel)?.playing.values() ?? [])];
    return playings.some(({ untold, more }) => untold.size + more.size > 0);
  }

  /** Lets go of a channel where nobody is any more, and of which everything is written down. */
  forget(channel: string): void {
    this.channels.delete(channel);
  }

  private elsewhere(channel: string): readonly FarCounts[] {
    return [...(this.far.get(channel)?.values() ?? [])];
  }

  private channel(id: string): Attended {
    const known = this.channels.get(id);
    if (known !== undefined) return known;
    const fresh: Attended = { present: new Set(), hosts: new Set(), streamed: new Set(), playing: new Map() };
    this.channels.set(id, fresh);
    return fresh;
  }

  private playing(channel: string, request: string): Playing {
    const { playing } = this.channel(channel);
    const known = playing.get(request);
    if (known !== undefined) return known;
    makeRoom(playing);
    const fresh: Playing = { of: new Map(), untold: new Set(), more: new Map() };
    playing.set(request, fresh);
    return fresh;
  }

  private offer(playing: Playing, { connection, chunk, index }: Omit<Heard, 'count'>): void {
    const playback = this.playback(playing, connection);
    if (index <= playback.offeredIndex) return;
    playback.offeredIndex = index;
    playback.offered += 1;
    playing.untold.add(connection);
    moreOf(playing, chunk).offeredTo += 1;
  }

  private playback(playing: Playing, connection: string): Playback {
    const known = playing.of.get(connection) ?? {
      lastChunk: undefined,
      lastIndex: -1,
      offeredIndex: -1,
      offered: 0,
      heard: 0,
    };
    playing.of.set(connection, known);
    return known;
  }
}

/** How many connections were sent a request, and how many acknowledged it. */
export interface Reached {
  readonly offeredTo: number;
  readonly heardBy: number;
}

export interface Offered {
  readonly chunk: string;
  /** Its place in its request. */
  readonly index: number;
  readonly to?: string;
}

export interface Heard {
  readonly connection: string;
  readonly chunk: string;
  /** Its place in its request. */
  readonly index: number;
  readonly count: number;
}

const NOBODY: Reached = { offeredTo: 0, heardBy: 0 };

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}

function reachedOf(of: ReadonlyMap<string, Playback>): Reached {
  const playbacks = [...of.values()];
  return {
    offeredTo: playbacks.filter(({ offered }) => offered > 0).length,
    heardBy: playbacks.filter(({ heard }) => heard > 0).length,
  };
}

function makeRoom(playing: Map<string, Playing>): void {
  for (const [request, { untold, more }] of playing) {
    if (playing.size < REQUESTS_MAX) return;
    if (untold.size + more.size === 0 || playing.size >= UNTOLD_REQUESTS_MAX) playing.delete(request);
  }
}

function moreOf({ more }: Playing, chunk: string): { offeredTo: number; heardBy: number } {
  const known = more.get(chunk) ?? { offeredTo: 0, heardBy: 0 };
  more.set(chunk, known);
  return known;
}
