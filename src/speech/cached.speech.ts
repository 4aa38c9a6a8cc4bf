import { createHash } from 'node:crypto';
import type { BlobStore } from '../blobs/blob-store.port.js';
import type { Clock, ServerMs } from '../kernel/clock.js';
import { withDeadline } from '../kernel/deadline.js';
import { Fault } from '../kernel/fault.js';
import type { Log } from '../watch/log.port.js';
import { Flight } from './flight.js';
import { SpeechFault } from './speech-fault.js';
import { readRecord, writeRecord } from './speech-record.js';
import { SpeechAround } from './speech-around.js';
import type { Speech, SpeechPart, Utterance } from './speech.port.js';

const WEEK_MS = 7 * 24 * 3_600_000;
const LOOK_UP_MS = 1_000;
const STORE_MS = 30_000;
const SOUND_BYTES_MAX = 8 * 1_048_576;
const STORING_MAX = 64;
/** Changes when stored pieces made before should not be used any more. */
const EDITION = 1;

/** All that is kept of speech, the oldest first. */
export const SPEECH_PREFIX = 'speech/';

export interface CacheOptions {
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly log: Log;
  /** What decides how the voice sounds beside the utterance: engine, model, usual voice, tuning. Never a secret. */
  readonly fingerprint: string;
  /** Whether what was kept would still be believed: a voice's pace may not have been known when it was. */
  readonly believes: (parts: readonly SpeechPart[], utterance: Utterance) => boolean;
}

interface Kept {
  readonly place: string;
  readonly parts: readonly SpeechPart[];
}

/** Where a piece is kept: this week, and where it is if it was last asked for in the week before. */
type Places = readonly [now: string, before: string];

/**
 * The same words, voice and settings are bought once: asked for again they come from storage, asked for at the same time
 * they are one call. It stands around one paid voice, outside of its budget, its checks and its retry: so what is found costs
 * nothing, only complete and checked results are kept, and what a free voice said in its place is never kept for it. A
 * free voice needs no cache. Trouble with the storage never stops speech.
 */
export class CachedSpeech extends SpeechAround {
  private readonly flights = new Map<string, Flight<SpeechPart>>();
  private readonly storing = new Set<Promise<void>>();

  constructor(
    inner: Speech,
    private readonly options: CacheOptions,
  ) {
    super(inner);
  }

  async *say(utterance: Utterance, signal: AbortSignal): AsyncIterable<SpeechPart> {
    signal.throwIfAborted();
    const name = nameOf(this.options.fingerprint, utterance);
    yield* (this.flights.get(name) ?? this.takeOff(name, utterance)).read(signal);
  }

  /** Resolves when everything that is being stored is stored. For the graceful stop. */
  async stored(): Promise<void> {
    await Promise.all(this.storing);
  }

  private takeOff(name: string, utterance: Utterance): Flight<SpeechPart> {
    const places = placesOf(name, this.options.clock.now());
    let keptAt: string | undefined;
    const make = async function* (this: CachedSpeech, signal: AbortSignal): AsyncGenerator<SpeechPart> {
      const kept = await this.lookUp(places, utterance, signal);
      keptAt = kept?.place;
      yield* kept?.parts ?? bounded(this.inner.say(utterance, signal));
    };
    const land = (): void => {
      this.flights.delete(name);
    };
    const flight = new Flight<SpeechPart>(make.bind(this), (parts) => {
      // Until it is stored, whoever asks reads it from the flight: else it would be bought a second time.
      if (parts !== undefined && keptAt !== places[0]) this.keep(places[0], parts, land);
      else land();
    });
    this.flights.set(name, flight);
    return flight;
  }

  private async lookUp(places: Places, utterance: Utterance, parent: AbortSignal): Promise<Kept | undefined> {
    const { clock, log } = this.options;
    try {
      const reason = new Error('Looking up stored speech took too long.');
      return await withDeadline(clock, { ms: LOOK_UP_MS, reason, parent }, async (signal) => {
        const [now, before] = places;
        return (await this.keptAt(now, utterance, signal)) ?? (await this.keptAt(before, utterance, signal));
      });
    } catch (error) {
      parent.throwIfAborted();
      log.warn('stored speech could not be read', { key: places[0], error });
    }
    return undefined;
  }

  private async keptAt(place: string, utterance: Utterance, signal: AbortSignal): Promise<Kept | undefined> {
    const { blobs, log } = this.options;
    const bytes = await readAll(blobs, place, signal);
    if (bytes === undefined) return undefined;
    const parts = readRecord(bytes);
    if (parts !== undefined && this.options.believes(parts, utterance)) return { place, parts };
    log.warn(
      parts === undefined
        ? 'stored speech is damaged and is bought again'
        : 'stored speech is no longer believed and is bought again',
      { key: place },
    );
    await blobs.delete(place, signal);
    return undefined;
  }

  private keep(key: string, parts: readonly SpeechPart[], done: () => void): void {
    const record = writeRecord(parts);
    const busy = this.storing.size >= STORING_MAX;
    if (busy) this.options.log.warn('speech is not stored because too much is being stored', { key });
    if (record === undefined || busy) {
      done();
      return;
    }
    const storing = this.store(key, record).finally(() => {
      this.storing.delete(storing);
      done();
    });
    this.storing.add(storing);
  }

  private async store(key: string, record: Buffer): Promise<void> {
    const { blobs, clock, log } = this.options;
    try {
      const reason = new Error('Storing speech took too long.');
      await withDeadline(clock, { ms: STORE_MS, reason }, (signal) =>
        blobs.put(key, record, { contentType: 'application/octet-stream', signal }),
      );
    } catch (error) {
      // Another node bought the same words at the same time: one of the two is as good as the other.
      if (error instanceof Fault && error.code === 'blobs.exists') return;
      log.warn('speech could not be stored', { key, error });
    }
  }
}

function nameOf(fingerprint: string, { text, language, voice, style }: Utterance): string {
  const said = JSON.stringify([EDITION, fingerprint, text, language.toLowerCase(), voice ?? null, style]);
  return createHash('sha256').update(said).digest('hex');
}

function placesOf(name: string, now: ServerMs): Places {
  const week = weekOf(now);
  return [`${folderOf(week)}${name}`, `${folderOf(week - 1)}${name}`];
}

/** What is stored before it in the order of keys is not looked for any more. */
export function firstPlaceInUse(now: ServerMs): string {
  return folderOf(weekOf(now) - 1);
}

function weekOf(now: ServerMs): number {
  return Math.floor(now / WEEK_MS);
}

// The week stands in the key, so that the keys alone tell what was asked for longest ago.
function folderOf(week: number): string {
  return `${SPEECH_PREFIX}${String(week).padStart(5, '0')}/`;
}

async function readAll(blobs: BlobStore, key: string, signal: AbortSignal): Promise<Buffer | undefined> {
  try {
    const parts: Uint8Array[] = [];
    for await (const part of await blobs.get(key, undefined, signal)) parts.push(part);
    return Buffer.concat(parts);
  } catch (error) {
    if (error instanceof Fault && error.code === 'blobs.not-found') return undefined;
    throw error;
  }
}

async function* bounded(parts: AsyncIterable<SpeechPart>): AsyncGenerator<SpeechPart> {
  let bytes = 0;
  for await (const part of parts) {
    if (part.kind === 'sound') bytes += part.bytes.length;
    if (bytes > SOUND_BYTES_MAX) throw new SpeechFault('speech.bad-answer');
    yield part;
  }
}
