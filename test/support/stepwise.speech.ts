import { once } from 'node:events';
import { SpeechFault } from '../../src/speech/speech-fault.js';
import { Speech, type SpeechPart, type SpeechSupport, type Utterance } from '../../src/speech/speech.port.js';
import { toneFor } from './provider-server.js';

export type Step =
  | 'speak'
  /** Never sends a thing and does not listen to its signal. */
  | 'hang'
  /** Speaks when the signal is given. */
  | { readonly speaksAt: AbortSignal }
  | { readonly fails: SpeechFault; readonly after?: 'sound' | AbortSignal }
  | { readonly sends: readonly SpeechPart[]; readonly afterwards?: 'hang' };

export const SCRIPT_SAMPLE_RATE = 8_000;

/** A voice that does what the script says, one step a call, then speaks; it keeps what it was asked. */
export class StepwiseSpeech extends Speech {
  readonly asked: Utterance[] = [];
  readonly supports: SpeechSupport;
  private script: Step[] = [];

  constructor(
    readonly name: string,
    supports: Partial<SpeechSupport> = {},
  ) {
    super();
    this.supports = { wordTimings: false, languages: ['en'], paid: true, ...supports };
  }

  next(...steps: Step[]): this {
    this.script = steps;
    return this;
  }

  always(step: Step): this {
    return this.next(...Array.from({ length: 1_000 }, () => step));
  }

  async *say(utterance: Utterance, signal: AbortSignal): AsyncIterable<SpeechPart> {
    this.asked.push(utterance);
    const step = this.script.shift() ?? 'speak';
    signal.throwIfAborted();
    if (step === 'hang') await forever();
    else if (step === 'speak') yield* this.spoken(utterance.text);
    else if ('speaksAt' in step) {
      await once(step.speaksAt, 'abort');
      yield* this.spoken(utterance.text);
    } else if ('sends' in step) yield* this.sent(step);
    else {
      if (step.after === 'sound') yield* this.spoken(utterance.text);
      else if (step.after !== undefined) await once(step.after, 'abort');
      throw step.fails;
    }
  }

  private *spoken(text: string): Iterable<SpeechPart> {
    yield { kind: 'format', format: SCRIPT_FORMAT, voice: `${this.name}:usual` };
    yield { kind: 'sound', bytes: toneFor(text, SCRIPT_SAMPLE_RATE) };
  }

  private async *sent({ sends, afterwards }: Extract<Step, { sends: unknown }>): AsyncIterable<SpeechPart> {
    yield* sends;
    if (afterwards === 'hang') await forever();
  }
}

export const SCRIPT_FORMAT = { encoding: 'pcm16', sampleRate: SCRIPT_SAMPLE_RATE, channels: 1 } as const;

export function failing(code: ConstructorParameters<typeof SpeechFault>[0], retryable: boolean): Step {
  return { fails: new SpeechFault(code, { retryable }) };
}

function forever(): Promise<never> {
  return new Promise(() => undefined);
}
