import { createHash } from 'node:crypto';
import type { BlobStore } from '../blobs/blob-store.port.js';
import type { Clock } from '../kernel/clock.js';
import { withDeadline } from '../kernel/deadline.js';
import { Fault } from '../kernel/fault.js';
import type { Log } from '../watch/log.port.js';
import { Flight } from './flight.js';
import { SpeechFault } from './speech-fault.js';
import { readRecord, writeRecord } from './speech-record.js';
import { Speech, type SpeechPart, type SpeechSupport, type Utterance } from './speech.port.js';

const LOOK_UP_MS = 1_000;
const STORE_MS = 30_000;
const SOUND_BYTES_MAX = 8 * 1_048_576;
const STORING_MAX = 64;
/** Changes when stored pieces made before should not be used any more. */
const EDITION = 1;

export interface CacheOptions {
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly log: Log;
  /** What decides how the voice sounds beside the utterance: engine, model, usual voice, tuning. Never a secret. */
  readonly fingerprint: string;
}

/**
 * The same words, voice and settings are bought once: asked for again they come from storage, asked for at the same time
 * they are one call. It stands around one paid voice, outside of its budget, its checks and its retry: so what is found costs
 * nothing, only complete and checked results are kept, and what a free voice said in its place is never kept for it. A
 * free voice needs no cache. Trouble with the storage never stops speech.
 */
export class CachedSpeech extends Speech {
  private readonly flights = new Map<string, Flight<SpeechPart>>();
  private readonly storing = new Set<Promise<void>>();

  constructor(
    private readonly inner: Speech,
    private readonly options: CacheOptions,
  ) {
    super();
  }

  get name(): string {
    return this.inner.name;
  }

  get supports(): SpeechSupport {
    return this.inner.supports;
  }

  async *say(utterance: Utterance, signal: AbortSignal): AsyncIterable<SpeechPart> {
    signal.throwIfAborted();
    const key = keyOf(this.options.fingerprint, utterance);
    yield* (this.flights.get(key) ?? this.takeOff(key, utterance)).read(signal);
  }

  /** Resolves when everything that is being stored is stored. For the graceful stop. */
  async stored(): Promise<void> {
    await Promise.all(this.storing);
  }

  private takeOff(key: string, utterance: Utterance): Flight<SpeechPart> {
    let bought = false;
    const buy = (signal: AbortSignal): AsyncIterable<SpeechPart> => {
      bought = true;
      return bounded(this.inner.say(utterance, signal));
    };
    const land = (): void => {
      this.flights.delete(key);
    };
    const flight = new Flight<SpeechPart>(
      (signal) => this.findOr(key, buy, signal),
      (parts) => {
        // Until it is stored, whoever asks reads it from the flight: else it would be bought a second time.
        if (parts !== undefined && bought) this.keep(key, parts, land);
        else land();
      },
    );
    this.flights.set(key, flight);
    return flight;
  }

  private async *findOr(
    key: string,
    buy: (signal: AbortSignal) => AsyncIterable<SpeechPart>,
    signal: AbortSignal,
  ): AsyncGenerator<SpeechPart> {
    const kept = await this.lookUp(key, signal);
    if (kept === undefined) yield* buy(signal);
    else yield* kept;
  }

  private async lookUp(key: string, parent: AbortSignal): Promise<readonly SpeechPart[] | undefined> {
    const { blobs, clock, log } = this.options;
    try {
      const reason = new Error('Looking up stored speech took too long.');
      const bytes = await withDeadline(clock, { ms: LOOK_UP_MS, reason, parent }, (signal) =>
        readAll(blobs, key, signal),
      );
      const parts = bytes && readRecord(bytes);
      if (bytes === undefined || parts !== undefined) return parts;
      log.warn('stored speech is damaged and is bought again', { key });
      await blobs.delete(key, parent);
    } catch (error) {
      parent.throwIfAborted();
      log.warn('stored speech could not be read', { key, error });
    }
    return undefined;
  }

  private keep(key: string, parts: readonly SpeechPart[], done: () => void): void {
    const record = this.storing.size < STORING_MAX ? writeRecord(parts) : undefined;
    if (record === undefined) {
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

function keyOf(fingerprint: string, { text, language, voice, style }: Utterance): string {
  const said = JSON.stringify([EDITION, fingerprint, text, language.toLowerCase(), voice ?? null, style]);
  const hash = createHash('sha256').update(said).digest('hex');
  return `speech/${hash.slice(0, 2)}/${hash}`;
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
