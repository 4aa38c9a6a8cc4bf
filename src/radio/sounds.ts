import { Injectable } from '@nestjs/common';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import { isHostOf, type Person } from '../people/person.port.js';
import { ChunkBytes } from './chunk-bytes.js';
import { Superseded } from './channel-store.port.js';
import type { Conductor } from './conductor.js';
import type { Request } from './model/state.js';
import { isMade } from './model/timeline.js';
import { SoundIndex, type IndexedSound } from './sound-index.js';
import { Stations } from './stations.js';
import { Visitors } from './visitors.js';

export interface ChunkSound {
  readonly bytes: Buffer;
  readonly sha256: string;
  /** Whether anybody may keep it: not what only some may hear, nor what was not heard yet. */
  readonly isPublic: boolean;
}

interface Asked {
  readonly request: string;
  /** Hosts hear what is not announced too. */
  readonly host: boolean;
  readonly signal: AbortSignal;
}

/** The sound of chunks and of whole requests, for who may hear their channel. */
@Injectable()
export class Sounds {
  constructor(
    private readonly stations: Stations,
    private readonly index: SoundIndex,
    private readonly bytes: ChunkBytes,
    private readonly visitors: Visitors,
  ) {}

  async ofChunk(chunk: string, person: Person, signal: AbortSignal): Promise<ChunkSound | Refusal> {
    const found = this.atHand(chunk) ?? (await this.index.ofChunk(chunk));
    if (found === undefined || found.deleted) return refuse('radio.unknown-chunk');
    const channel = await this.visitors.mayHear(found.channel, person);
    // Whoever may not hear a channel does not learn what is on it, and nobody but its hosts what is not on air yet.
    if (isRefusal(channel) || !(found.announced || isHostOf(person, found.channel)))
      return refuse('radio.unknown-chunk');
    const bytes = await this.bytes.get(found.chunk, found.key, signal);
    return { bytes, sha256: found.sha256, isPublic: found.announced && this.visitors.isOpen(channel) };
  }

  /** A request's chunks one after the other, those to come as soon as they are made. */
  async ofRequest(request: string, person: Person, signal: AbortSignal): Promise<AsyncIterable<Buffer> | Refusal> {
    const conductor = this.stations.find(({ state }) => state.requests.some(({ id }) => id === request));
    const channel = conductor?.channel.id ?? (await this.index.channelOf(request));
    if (channel === undefined || isRefusal(await this.visitors.mayHear(channel, person))) {
      return refuse('radio.unknown-request');
    }
    const host = isHostOf(person, channel);
    const asked = { request, host, signal };
    if (conductor === undefined) return this.stored(await this.indexed(asked), signal);
    const isHeard = conductor.state.requests.some(
      ({ id, chunks }) => id === request && chunks.some(({ start }) => start),
    );
    return isHeard || host ? this.asMade(conductor, asked) : refuse('radio.unknown-request');
  }

  private async indexed({ request, host }: Asked, from = 0): Promise<readonly IndexedSound[]> {
    const sounds = await this.index.ofRequest(request);
    return sounds.slice(from).filter(({ announced, deleted }) => (announced || host) && !deleted);
  }

  private async *stored(sounds: readonly IndexedSound[], signal: AbortSignal): AsyncIterable<Buffer> {
    const endUse = this.bytes.use(sounds.map(({ key }) => key));
    try {
      for (const { chunk, key } of sounds) yield await this.bytes.get(chunk, key, signal);
    } finally {
      endUse();
    }
  }

  private async *asMade(conductor: Conductor, asked: Asked): AsyncIterable<Buffer> {
    const leave = this.stations.tunedIn(conductor.channel.id);
    try {
      yield* this.following(conductor, asked);
    } finally {
      leave();
    }
  }

  private async *following(conductor: Conductor, asked: Asked): AsyncIterable<Buffer> {
    const { request: id, signal } = asked;
    for (let sent = 0; !signal.aborted;) {
      const { stepped } = conductor;
      const request = conductor.state.requests.find((other) => other.id === id);
      for (const chunk of request?.chunks.slice(sent) ?? []) {
        const key = conductor.contents.chunk(chunk.id)?.key;
        // Whoever reads slowly may be in its middle when it is let go.
        if (key === undefined) {
          yield* this.rest(asked, sent);
          return;
        }
        yield await this.bytes.get(chunk.id, key, signal);
        sent += 1;
      }
      if (request !== undefined && isThrough(request, sent)) return;
      if (request === undefined || conductor.ended) {
        yield* this.rest(asked, sent);
        return;
      }
      await either(stepped, signal);
    }
  }

  // Nobody here knows it any more. What will be said of it elsewhere cannot be followed: who gets half of it has to see that.
  private async *rest(asked: Asked, sent: number): AsyncIterable<Buffer> {
    if (!(await this.index.hasEnded(asked.request))) throw new Superseded();
    yield* this.stored(await this.indexed(asked, sent), asked.signal);
  }

  private atHand(chunk: string): Omit<IndexedSound, 'request' | 'frames'> | undefined {
    const conductor = this.stations.find(({ contents }) => contents.chunk(chunk) !== undefined);
    const content = conductor?.contents.chunk(chunk);
    if (conductor === undefined || content === undefined) return undefined;
    const chunks = conductor.state.requests.flatMap((request) => request.chunks);
    const announced = chunks.some(({ id, start }) => id === chunk && start !== undefined);
    return {
      chunk,
      channel: conductor.channel.id,
      key: content.key,
      sha256: content.sha256,
      announced,
      deleted: false,
    };
  }
}

function isThrough(request: Request, sent: number): boolean {
  return (isMade(request) || request.place.at === 'ended') && sent >= request.chunks.length;
}

// Whichever is first; nothing of it can fail.
async function either(stepped: Promise<void>, signal: AbortSignal): Promise<void> {
  const heard = new AbortController();
  const left = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true, signal: heard.signal });
  });
  await Promise.race([stepped, left]);
  heard.abort();
}
