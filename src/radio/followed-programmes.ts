import type { Cancel, ServerMs } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import { isRefusal, type Refusal } from '../kernel/outcome.js';
import type { ServerTime } from '../kernel/server-time.port.js';
import { UnderWay } from '../kernel/under-way.js';
import type { Log } from '../watch/log.port.js';
import type { Entry } from '../wire/radio.js';
import type { Channel } from './channel-store.port.js';
import type { ChunkBytes } from './chunk-bytes.js';
import { keyOfChunk } from './chunk-storage.js';
import type { Conductor } from './conductor.js';
import { LocalSource } from './local-source.js';
import { STREAM_PAST_MS } from './model/limits.js';
import { FarSource, type Overview } from './nodes/far-source.js';
import type { Relays } from './nodes/relays.js';
import type { Question, Wherever } from './nodes/wherever.js';
import { Programmes, type Programme } from './programme.port.js';
import type { ProgrammeSource } from './programme-source.js';
import { snapshotOf } from './snapshot.js';
import type { Stations } from './stations.js';

/** So long after its conductor has ended, a channel's next one is asked for, until there is one. */
const AGAIN_MS = 500;

export interface ProgrammeParts {
  readonly stations: Pick<Stations, 'on' | 'tunedIn'>;
  readonly bytes: Pick<ChunkBytes, 'get'>;
  readonly relays: Pick<Relays, 'follow' | 'clockOf'>;
  readonly wherever: Pick<Wherever, 'asked'>;
  readonly time: ServerTime;
  readonly log: Log;
}

const NOTHING = (): void => undefined;

type FindSource = () => Promise<ProgrammeSource | Refusal>;

/** The programmes of channels, wherever they are conducted. */
export class FollowedProgrammes extends Programmes {
  private readonly underWay = new UnderWay();
  private readonly askOverview: Question<{ readonly channel: string }, Overview>;

  constructor(private readonly parts: ProgrammeParts) {
    super();
    this.askOverview = parts.wherever.asked('overview', (conductor) => this.overviewOf(conductor));
  }

  async follow(channel: string): Promise<Programme | Refusal> {
    const find = (): Promise<ProgrammeSource | Refusal> => this.find(channel);
    const source = await find();
    return isRefusal(source) ? source : new FollowedProgramme(source, find, this.parts);
  }

  settled(): Promise<void> {
    return this.underWay.settled();
  }

  private find(channel: string): Promise<ProgrammeSource | Refusal> {
    const found = this.findSource(channel);
    // Whoever asked hears how it ended; here it only counts that it did.
    this.underWay.begin(() => found.then(NOTHING, NOTHING));
    return found;
  }

  private async findSource(channel: string): Promise<ProgrammeSource | Refusal> {
    const { relays, stations, time } = this.parts;
    const conductor = await stations.on(channel);
    if (!isRefusal(conductor)) return new LocalSource(conductor, time);
    if (conductor.refused !== 'radio.elsewhere') return conductor;
    const ask = (): Promise<Overview | Refusal> => this.askOverview({ channel });
    return (await FarSource.open({ channel, relays, time, ask })) ?? conductor;
  }

  private overviewOf(conductor: Conductor): Overview {
    const { channel, term: epoch, seq } = conductor;
    const now = this.parts.time.now();
    const snapshot = snapshotOf(conductor, { now, delayMs: STREAM_PAST_MS, isHost: false });
    const { clockId } = this.parts.time;
    return {
      channel,
      joined: { channel: channel.id, epoch, seq, serverNow: now, clockId, recovered: false, snapshot },
    };
  }
}

class FollowedProgramme implements Programme {
  private readonly told = new Set<() => void>();
  private readonly ending = new AbortController();
  private readonly stopWatching: Cancel;
  private isGone = false;

  constructor(
    private source: ProgrammeSource,
    private readonly find: FindSource,
    private readonly parts: ProgrammeParts,
  ) {
    this.stopWatching = parts.time.onNewClock(() => this.changed());
    void this.keepUp();
  }

  get channel(): Channel {
    return this.source.channel;
  }

  get entries(): readonly Entry[] {
    return this.source.entries;
  }

  get isOver(): boolean {
    return this.isGone || this.source.isClosed;
  }

  now(): ServerMs {
    return this.source.now();
  }

  // Where it lies is known without asking anybody: what is announced sounds, also while the database is away.
  bytes(chunk: string, signal: AbortSignal): Promise<Buffer> {
    return this.parts.bytes.get(chunk, keyOfChunk(this.channel.id, chunk), signal);
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
    this.source.end();
  }

  private async keepUp(): Promise<void> {
    while (!this.ending.signal.aborted) {
      await this.source.stepped;
      if (this.source.ended) await this.findNext();
      this.changed();
    }
  }

  // What was announced stands until somebody conducts again.
  private async findNext(): Promise<void> {
    while (!this.ending.signal.aborted && !this.isGone) {
      const next = await this.next();
      if (next !== undefined && !isRefusal(next)) {
        this.source = next;
        // Whoever ended it meanwhile ended the one before.
        if (this.ending.signal.aborted) next.end();
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

  private async next(): Promise<ProgrammeSource | Refusal | undefined> {
    try {
      return await this.find();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.parts.log.warn('nobody conducts a channel that is sent', { channel: this.channel.id, error });
      return undefined;
    }
  }

  private changed(): void {
    for (const tell of this.told) tell();
  }
}
