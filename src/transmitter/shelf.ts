import { FRAME_MS, type Span } from '../audio/model/frames.js';
import type { Clock, ServerMs } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import { entryEnd } from '../radio/model/sounding.js';
import type { Programme } from '../radio/programme.port.js';
import type { Log } from '../watch/log.port.js';
import type { Entry } from '../wire/radio.js';
import type { BytesOf } from './mixer.js';

/** Fetched so long before it sounds. */
const AHEAD_MS = 30_000;
/** What could not be had is asked for again after so long. */
const AGAIN_MS = 1_000;
/** Nobody who tunes in waits longer for what has sounded before. */
const FETCH_MS_MAX = 2_000;

export interface ShelfParts {
  readonly programme: Pick<Programme, 'bytes'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** The frames of the chunks that sound now or soon, fetched before they are needed and put away after. */
export class Shelf {
  private readonly held = new Map<string, Buffer>();
  private readonly fetching = new Map<string, Promise<Buffer | undefined>>();
  private readonly triedAt = new Map<string, ServerMs>();
  private readonly ending = new AbortController();

  constructor(private readonly parts: ShelfParts) {}

  readonly bytesOf = (chunk: string): Buffer | undefined => this.held.get(chunk);

  /** Holds what sounds from a moment on, and nothing else. */
  hold(entries: readonly Entry[], from: ServerMs): void {
    const wanted = soundingIn(entries, from, from + AHEAD_MS);
    const chunks = new Set(wanted.map(({ chunk }) => chunk));
    for (const known of [this.held, this.triedAt]) {
      for (const chunk of known.keys()) if (!chunks.has(chunk)) known.delete(chunk);
    }
    for (const chunk of chunks) if (this.mayTry(chunk)) void this.fetch(chunk);
  }

  /** The bytes of all that sounds within a span of frames, as far as they can be had in time. */
  async fetchAll(entries: readonly Entry[], { start, end }: Span): Promise<BytesOf> {
    const wanted = soundingIn(entries, start * FRAME_MS, end * FRAME_MS);
    const found = new Map<string, Buffer>();
    const all = wanted.map(async ({ chunk }) => {
      const bytes = this.held.get(chunk) ?? (await this.fetch(chunk));
      if (bytes !== undefined) found.set(chunk, bytes);
    });
    const enough = new AbortController();
    const inTime = this.parts.clock.sleep(FETCH_MS_MAX, enough.signal).catch(() => undefined);
    await Promise.race([Promise.all(all), inTime]).finally(() => enough.abort());
    return (chunk) => found.get(chunk);
  }

  end(): void {
    this.ending.abort(new Error('Nobody is sent this channel any more.'));
  }

  private mayTry(chunk: string): boolean {
    if (this.held.has(chunk) || this.fetching.has(chunk)) return false;
    return this.parts.clock.now() >= (this.triedAt.get(chunk) ?? -Infinity) + AGAIN_MS;
  }

  // Whatever is held while it is fetched is put away by the next look, unless it is still wanted then.
  private fetch(chunk: string): Promise<Buffer | undefined> {
    const under = this.fetching.get(chunk) ?? this.read(chunk).finally(() => this.fetching.delete(chunk));
    this.fetching.set(chunk, under);
    return under;
  }

  private async read(chunk: string): Promise<Buffer | undefined> {
    this.triedAt.set(chunk, this.parts.clock.now());
    try {
      const bytes = await this.parts.programme.bytes(chunk, this.ending.signal);
      this.held.set(chunk, bytes);
      return bytes;
    } catch (error) {
      if (this.ending.signal.aborted) return undefined;
      if (!(error instanceof Fault)) throw error;
      this.parts.log.warn('a chunk that is to be sent could not be read', { chunk, error });
      return undefined;
    }
  }
}

// What was withdrawn has no sound any more.
function soundingIn(entries: readonly Entry[], from: ServerMs, until: ServerMs): readonly Entry[] {
  return entries.filter((entry) => entryEnd(entry) > from && entry.startsAt < until && entry.silenced !== true);
}
