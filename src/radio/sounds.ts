import { FRAME_BYTES } from '../audio/model/frames.js';
import { SILENT_FRAME } from '../audio/model/silent-frame.js';
import { unlessAborted } from '../kernel/deadline.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import type { ServerTime } from '../kernel/server-time.port.js';
import { isHostOf, type Person } from '../people/person.port.js';
import type { ChunkBytes } from './chunk-bytes.js';
import { Superseded } from './channel-store.port.js';
import type { Conductor } from './conductor.js';
import { isMade } from './model/timeline.js';
import type { Relays } from './nodes/relays.js';
import type { Question, Wherever } from './nodes/wherever.js';
import type { IndexedSound, SoundIndex } from './sound-index.js';
import type { Stations } from './stations.js';
import type { Visitors } from './visitors.js';

const WAIT_MS = 1_000;

export interface ChunkSound {
  readonly bytes: Buffer;
  readonly sha256: string;
  /** Whether anybody may keep it: not what only some may hear, nor what was not heard yet. */
  readonly isPublic: boolean;
}

interface MoreAsked {
  readonly channel: string;
  readonly request: string;
  readonly host: boolean;
  /** So many chunks are known already. */
  readonly sent: number;
  /** Whether the answer may wait for more. */
  readonly waits: boolean;
}

interface More {
  readonly chunks: readonly (readonly [chunk: string, key: string, frames: number])[];
  readonly isThrough: boolean;
  /** It was withdrawn: whoever hears it hears as much silence. */
  readonly isSilenced: boolean;
}

interface Asked {
  readonly channel: string;
  readonly request: string;
  /** Hosts hear what is not announced too. */
  readonly host: boolean;
  readonly signal: AbortSignal;
}

export interface SoundsParts {
  readonly stations: Stations;
  readonly index: SoundIndex;
  readonly bytes: ChunkBytes;
  readonly visitors: Visitors;
  readonly relays: Relays;
  readonly time: ServerTime;
  readonly wherever: Wherever;
}

/** The sound of chunks and of whole requests, for who may hear their channel. */
export class Sounds {
  private readonly askMore: Question<MoreAsked, More>;

  constructor(private readonly parts: SoundsParts) {
    this.askMore = parts.wherever.asked('sound', (conductor, asked) => this.more(conductor, asked));
  }

  async ofChunk(chunk: string, person: Person, signal: AbortSignal): Promise<ChunkSound | Refusal> {
    const found = this.atHand(chunk) ?? (await this.parts.index.ofChunk(chunk));
    if (found === undefined) return refuse('radio.unknown-chunk');
    const channel = await this.parts.visitors.mayHear(found.channel, person);
    // Whoever may not hear a channel does not learn what is on it, and nobody but its hosts what is not on air yet.
    if (isRefusal(channel) || !(found.announced || isHostOf(person, found.channel)))
      return refuse('radio.unknown-chunk');
    if (found.silenced) return refuse('radio.withdrawn');
    if (found.deleted) return refuse('radio.unknown-chunk');
    const bytes = await this.parts.bytes.get(found.chunk, found.key, signal);
    return { bytes, sha256: found.sha256, isPublic: found.announced && this.parts.visitors.isOpen(channel) };
  }

  /** A request's chunks one after the other, those to come as soon as they are made. */
  async ofRequest(request: string, person: Person, signal: AbortSignal): Promise<AsyncIterable<Buffer> | Refusal> {
    const conductor = this.parts.stations.find(({ state }) => state.requests.some(({ id }) => id === request));
    const channel = conductor?.channel.id ?? (await this.parts.index.channelOf(request));
    if (channel === undefined || isRefusal(await this.parts.visitors.mayHear(channel, person))) {
      return refuse('radio.unknown-request');
    }
    const asked = { channel, request, host: isHostOf(person, channel), signal };
    if (conductor === undefined && (await this.parts.index.hasEnded(request))) {
      const sounds = await this.indexed(asked);
      return sounds.some(({ silenced }) => silenced) ? refuse('radio.withdrawn') : this.stored(sounds, signal);
    }
    const first = await this.askMore({ channel, request, host: asked.host, sent: 0, waits: false });
    if (isRefusal(first)) return first;
    return first.isSilenced ? refuse('radio.withdrawn') : this.asMade(asked);
  }

  private async indexed({ request, host }: Asked, from = 0): Promise<readonly IndexedSound[]> {
    const sounds = await this.parts.index.ofRequest(request);
    return sounds.slice(from).filter(({ announced, deleted }) => (announced || host) && !deleted);
  }

  private async *stored(sounds: readonly IndexedSound[], signal: AbortSignal): AsyncIterable<Buffer> {
    const endUse = this.parts.bytes.use(sounds.map(({ key }) => key));
    try {
      for (const { chunk, key, frames, silenced } of sounds) {
        yield silenced ? silent(frames) : await this.parts.bytes.get(chunk, key, signal);
      }
    } finally {
      endUse();
    }
  }

  private async *asMade(asked: Asked): AsyncIterable<Buffer> {
    const leave = this.parts.stations.tunedIn(asked.channel);
    try {
      // Where another node conducts, it is told that somebody listens here.
      if (this.parts.stations.running(asked.channel) === undefined) await this.parts.relays.to(asked.channel);
      yield* this.following(asked);
    } finally {
      leave();
    }
  }

  private async *following(asked: Asked): AsyncIterable<Buffer> {
    const { channel, request, host, signal } = asked;
    for (let sent = 0; !signal.aborted;) {
      const more = await unlessLeft(this.askMore({ channel, request, host, sent, waits: true }), signal);
      if (more === undefined) return;
      // Whoever reads slowly may be in its middle when it is let go.
      if (isRefusal(more)) {
        yield* this.rest(asked, sent);
        return;
      }
      for (const [chunk, key, frames] of more.chunks) {
        yield more.isSilenced ? silent(frames) : await this.parts.bytes.get(chunk, key, signal);
        sent += 1;
      }
      if (more.isThrough) return;
    }
  }

  private async more(conductor: Conductor, asked: MoreAsked): Promise<More | Refusal> {
    const { stepped } = conductor;
    const now = moreOf(conductor, asked);
    if (isRefusal(now) || !asked.waits || now.isThrough || now.chunks.length > 0) return now;
    // Whoever asked asks again: a question that waits longer might not be answered any more.
    await Promise.race([stepped, this.parts.time.sleep(WAIT_MS)]);
    return moreOf(conductor, asked);
  }

  // Nobody here knows it any more. What will be said of it elsewhere cannot be followed: who gets half of it has to see that.
  private async *rest(asked: Asked, sent: number): AsyncIterable<Buffer> {
    if (!(await this.parts.index.hasEnded(asked.request))) throw new Superseded();
    yield* this.stored(await this.indexed(asked, sent), asked.signal);
  }

  private atHand(chunk: string): Omit<IndexedSound, 'request' | 'frames'> | undefined {
    const conductor = this.parts.stations.find(({ contents }) => contents.chunk(chunk) !== undefined);
    const content = conductor?.contents.chunk(chunk);
    if (conductor === undefined || content === undefined) return undefined;
    const { requests } = conductor.state;
    const request = requests.find(({ chunks }) => chunks.some(({ id }) => id === chunk));
    const announced = request?.chunks.some(({ id, start }) => id === chunk && start !== undefined) === true;
    return {
      chunk,
      channel: conductor.channel.id,
      key: content.key,
      sha256: content.sha256,
      announced,
      deleted: false,
      silenced: request?.silenced === true,
    };
  }
}

function moreOf({ state, contents, ended }: Conductor, { request: id, host, sent }: MoreAsked): More | Refusal {
  const request = state.requests.find((other) => other.id === id);
  const isHeard = request?.chunks.some(({ start }) => start) === true;
  if (ended || request === undefined || !(isHeard || host)) return refuse('radio.unknown-request');
  const chunks: [string, string, number][] = [];
  for (const chunk of request.chunks.slice(sent)) {
    const key = contents.chunk(chunk.id)?.key;
    if (key === undefined) return refuse('radio.unknown-request');
    chunks.push([chunk.id, key, chunk.frames]);
  }
  const isThrough = isMade(request) || request.place.at === 'ended';
  return { chunks, isThrough, isSilenced: request.silenced === true };
}

function silent(frames: number): Buffer {
  return Buffer.alloc(frames * FRAME_BYTES, SILENT_FRAME);
}

// Who has left is not waited for any more; nothing is wrong then.
async function unlessLeft<T>(asked: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await unlessAborted(asked, signal);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
