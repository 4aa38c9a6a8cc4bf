import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import type { Cancel, Clock } from '../kernel/clock.js';
import { Turns } from '../kernel/turns.js';
import { EspeakChild } from './espeak-child.js';
import type { EspeakFrame, EspeakJob } from './espeak-frames.js';
import { ESPEAK_LANGUAGES, ESPEAK_MANNERS } from './model/espeak-voices.js';
import { espeakWords, type EspeakEvent } from './model/espeak-words.js';
import { unmarked, UTTERANCE_LENGTH_MAX } from './model/unmarked.js';
import { SpeechFault } from './speech-fault.js';
import { Speech, type SpeechPart, type Utterance } from './speech.port.js';

export const ESPEAK_PACKAGE = '@echogarden/espeak-ng-emscripten';

const SAMPLE_RATE = 22_050;
const WAITING_MAX = 64;
// The process holds about 100 MB; between two innings nobody needs it.
const IDLE_MS = 2 * 60_000;

export function espeakIsInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve(ESPEAK_PACKAGE);
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'MODULE_NOT_FOUND') return false;
    throw error;
  }
}

/** The embedded voice: no key, no network. Its process starts with the first words and ends when it is idle. */
export class EspeakSpeech extends Speech {
  readonly name = 'espeak';
  readonly supports = {
    wordTimings: true,
    languages: ESPEAK_LANGUAGES,
    paid: false,
    voices: ESPEAK_LANGUAGES.map((language) => ({ name: language, language })),
  };
  private readonly turns = new Turns(1, {
    waitingMax: WAITING_MAX,
    full: () => new SpeechFault('speech.unavailable', { retryable: true }),
  });
  private child: EspeakChild | undefined;
  private stopIdling: Cancel = () => undefined;
  private closed = false;

  constructor(
    private readonly clock: Clock,
    private readonly packageName: string = ESPEAK_PACKAGE,
  ) {
    super();
  }

  async *say(utterance: Utterance, signal: AbortSignal): AsyncIterable<SpeechPart> {
    if (utterance.text.length > UTTERANCE_LENGTH_MAX) throw new SpeechFault('speech.text-too-long');
    const endTurn = await this.turns.take(signal);
    // The turn ends with the process's answer, not with the caller's reading: one that gave up does not leave
    // half an answer in front of the next.
    const frames = this.begin(utterance, signal, endTurn);
    const giveUp = (): void => void frames.destroy(signal.reason as Error);
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      const voice = `espeak:${utterance.voice ?? utterance.language}`;
      yield { kind: 'format', format: { encoding: 'pcm16', sampleRate: SAMPLE_RATE, channels: 1 }, voice };
      yield* parts(utterance.text, frames);
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** The process that speaks now, for whoever watches processes. */
  get pid(): number | undefined {
    return this.child?.dead === false ? this.child.pid : undefined;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.rest();
    await this.child?.gone;
  }

  private begin(utterance: Utterance, signal: AbortSignal, endTurn: () => void): Readable {
    try {
      signal.throwIfAborted();
      return this.ready().begin(jobOf(utterance), () => {
        this.idle();
        endTurn();
      });
    } catch (error) {
      endTurn();
      throw error;
    }
  }

  private ready(): EspeakChild {
    if (this.closed) throw new SpeechFault('speech.unavailable', { detail: 'The voice is closed.' });
    this.stopIdling();
    if (this.child === undefined || this.child.dead) this.child = new EspeakChild(this.clock, this.packageName);
    return this.child;
  }

  private idle(): void {
    if (!this.closed) this.stopIdling = this.clock.after(IDLE_MS, () => this.rest());
  }

  private rest(): void {
    this.stopIdling();
    this.child?.end();
  }
}

function jobOf({ text, language, voice, style }: Utterance): EspeakJob {
  const named = voice === undefined ? {} : { voice };
  return { text: unmarked(text), language: language.toLowerCase(), ...named, ...ESPEAK_MANNERS[style] };
}

// What the consumer takes late waits in memory: 2,000 characters of speech are a few megabytes at most.
async function* parts(text: string, frames: Readable): AsyncIterable<SpeechPart> {
  const events: EspeakEvent[] = [];
  for await (const frame of frames as AsyncIterable<EspeakFrame>) {
    if (frame.kind === 'sound') yield { kind: 'sound', bytes: frame.payload };
    else events.push(...(JSON.parse(frame.payload.toString('utf8')) as EspeakEvent[]));
  }
  yield { kind: 'words', words: espeakWords(text, events) };
}
