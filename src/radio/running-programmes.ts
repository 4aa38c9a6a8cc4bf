import { BlobFault } from '../blobs/blob-store.port.js';
import type { Cancel, ServerMs } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import { isRefusal, type Refusal } from '../kernel/outcome.js';
import type { ServerTime } from '../kernel/server-time.port.js';
import type { Log } from '../watch/log.port.js';
import type { Entry } from '../wire/radio.js';
import type { Channel } from './channel-store.port.js';
import type { ChunkBytes } from './chunk-bytes.js';
import type { Conductor } from './conductor.js';
import { toWire } from './model/change.js';
import { timelineOf } from './model/timeline.js';
import { Programmes, type Programme } from './programme.port.js';
import type { SoundIndex } from './sound-index.js';
import type { Stations } from './stations.js';

/** So long after its conductor has ended, a channel's next one is asked for, until there is one. */
const AGAIN_MS = 500;

export interface ProgrammeParts {
  readonly stations: Pick<Stations, 'on' | 'tunedIn'>;
  readonly bytes: Pick<ChunkBytes, 'get'>;
  readonly index: Pick<SoundIndex, 'ofChunk'>;
  readonly time: ServerTime;
  readonly log: Log;
}

/** The programmes of channels that this process conducts. */
export class RunningProgrammes extends Programmes {
  constructor(private readonly parts: ProgrammeParts) {
    super();
  }

  async follow(channel: string): Promise<Programme | Refusal> {
    const conductor = await this.parts.stations.on(channel);
    return isRefusal(conductor) ? conductor : new RunningProgramme(conductor, this.parts);
  }
}

class RunningProgramme implements Programme {
  private readonly told = new Set<() => void>();
  private readonly ending = new AbortController();
  private readonly stopWatching: Cancel;
  private known: readonly Entry[] | undefined;
  private isGone = false;

  constructor(
    private conductor: Conductor,
    private readonly parts: ProgrammeParts,
  ) {
    this.stopWatching = parts.time.onNewClock(() => this.changed());
    void this.keepUp();
  }

  get channel(): Channel {
    return this.conductor.channel;
  }

  // A step is seldom followed by a look at once: what it means is worked out when somebody looks.
  get entries(): readonly Entry[] {
    const { state, contents } = this.conductor;
    this.known ??= timelineOf(state).map((entry) => toWire(entry, contents.wordsOf));
    return this.known;
  }

  get isOver(): boolean {
    return this.isGone || this.conductor.state.phase.name === 'closed';
  }

  now(): ServerMs {
    return this.parts.time.now();
  }

  async bytes(chunk: string, signal: AbortSignal): Promise<Buffer> {
    const key = this.conductor.contents.chunk(chunk)?.key ?? (await this.parts.index.ofChunk(chunk))?.key;
    if (key === undefined) throw new BlobFault('blobs.not-found');
    return this.parts.bytes.get(chunk, key, signal);
  }

  tunedIn(): Cancel {
    return this.parts.stations.tunedIn(this.channel.id);
  }

  onChange(tell: () => void): Cancel {
    this.told.add(tell);
    return () => this.told.delete(tell);
  }

  end(): void {
    this.stopWatching();
    this.told.clear();
    this.ending.abort();
  }

  private async keepUp(): Promise<void> {
    while (!this.ending.signal.aborted) {
      await this.conductor.stepped;
      if (this.conductor.ended) await this.findNext();
      this.changed();
    }
  }

  // What was announced stands until somebody conducts again.
  private async findNext(): Promise<void> {
    while (!this.ending.signal.aborted && !this.isGone) {
      const next = await this.nextConductor();
      if (next !== undefined && !isRefusal(next)) {
        this.conductor = next;
        return;
      }
      this.isGone = next?.refused === 'radio.unknown-channel';
      await this.pause();
    }
    this.ending.abort();
  }

  private async pause(): Promise<void> {
    try {
      await this.parts.time.sleep(AGAIN_MS, this.ending.signal);
    } catch (error) {
      if (!this.ending.signal.aborted) throw error;
    }
  }

  private async nextConductor(): Promise<Conductor | Refusal | undefined> {
    try {
      return await this.parts.stations.on(this.channel.id);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.parts.log.warn('nobody conducts a channel that is sent', { channel: this.channel.id, error });
      return undefined;
    }
  }

  private changed(): void {
    this.known = undefined;
    for (const tell of this.told) tell();
  }
}
