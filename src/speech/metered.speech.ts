import { Counter, Histogram } from 'prom-client';
import type { Clock } from '../kernel/clock.js';
import type { Metrics } from '../watch/metrics.port.js';
import { SpeechFault } from './speech-fault.js';
import { SpeechAround } from './speech-around.js';
import type { Speech, SpeechPart, Utterance } from './speech.port.js';

export class SpeechMeters {
  readonly calls: Counter<'provider' | 'outcome'>;
  readonly characters: Counter<'provider'>;
  readonly firstSound: Histogram<'provider'>;

  constructor({ registry }: Metrics) {
    this.calls = new Counter({
      name: 'speech_calls_total',
      help: 'Calls to a voice, by how they ended: ok, aborted, error, or the code of the fault.',
      labelNames: ['provider', 'outcome'],
      registers: [registry],
    });
    this.characters = new Counter({
      name: 'speech_characters_total',
      help: 'Characters given to a voice, but for those it certainly did not bill.',
      labelNames: ['provider'],
      registers: [registry],
    });
    this.firstSound = new Histogram({
      name: 'speech_first_sound_seconds',
      help: 'From a call to a voice to its first sound that can be relied on.',
      labelNames: ['provider'],
      buckets: [0.05, 0.1, 0.15, 0.25, 0.5, 1, 2, 4, 8],
      registers: [registry],
    });
  }
}

/** Counts each call to a voice by what came of it in the end, and nothing of what it says. */
export class MeteredSpeech extends SpeechAround {
  constructor(
    inner: Speech,
    private readonly meters: SpeechMeters,
    private readonly clock: Clock,
  ) {
    super(inner);
  }

  async *say(utterance: Utterance, signal: AbortSignal): AsyncIterable<SpeechPart> {
    const provider = this.name;
    const startedAt = this.clock.now();
    let outcome = 'aborted';
    let characters = Array.from(utterance.text).length;
    let sounded = false;
    try {
      for await (const part of this.inner.say(utterance, signal)) {
        if (part.kind === 'sound' && !sounded) {
          sounded = true;
          this.meters.firstSound.observe({ provider }, (this.clock.now() - startedAt) / 1_000);
        }
        yield part;
      }
      outcome = 'ok';
    } catch (error) {
      outcome = signal.aborted ? 'aborted' : outcomeOf(error);
      if (error instanceof SpeechFault && error.billed === 'no') characters = 0;
      throw error;
    } finally {
      this.meters.characters.inc({ provider }, characters);
      this.meters.calls.inc({ provider, outcome });
    }
  }
}

function outcomeOf(error: unknown): string {
  return error instanceof SpeechFault ? error.code : 'error';
}
