import type { Log } from '../watch/log.port.js';
import { primaryTag } from './model/expected.js';
import { isAboutTheText, SpeechFault } from './speech-fault.js';
import type { SpeechStatus, VoiceStatus } from './speech-status.port.js';
import { Speech, type SpeechPart, type SpeechSupport, type Utterance } from './speech.port.js';
import type { SteadySpeech } from './steady.speech.js';

const NO_VOICE =
  'There is no voice: run `npm install @echogarden/espeak-ng-emscripten`, or set ELEVENLABS_API_KEY or OPENAI_API_KEY.';

export interface FallbackVoice {
  /** What is asked: the steady voice itself, or the store of what it said. */
  readonly speech: Speech;
  readonly steady: SteadySpeech;
}

/**
 * Voices in order: the first that can speaks. One that fails is followed by the next; one that rests comes last.
 *
 * A voice's name belongs to one engine (`openai:nova`; a bare name to the first): the others speak with their usual voice.
 */
export class FallbackSpeech extends Speech implements SpeechStatus {
  readonly name = 'fallback';
  readonly supports: SpeechSupport;

  constructor(
    private readonly candidates: readonly FallbackVoice[],
    private readonly log: Log,
  ) {
    super();
    this.supports = {
      wordTimings: candidates.some(({ speech }) => speech.supports.wordTimings),
      languages: [...new Set(candidates.flatMap(({ speech }) => speech.supports.languages))],
      paid: candidates.some(({ speech }) => speech.supports.paid),
    };
  }

  async *say(utterance: Utterance, signal: AbortSignal): AsyncIterable<SpeechPart> {
    const candidates = this.orderFor(utterance.language);
    for (const [at, { speech }] of candidates.entries()) {
      let begun = false;
      try {
        for await (const part of speech.say(this.forEngine(speech, utterance), signal)) {
          begun ||= part.kind === 'sound';
          yield part;
        }
        return;
      } catch (error) {
        signal.throwIfAborted();
        const next = candidates[at + 1];
        if (!(error instanceof SpeechFault) || isAboutTheText(error)) throw error;
        // Sound that went out could not be taken back by another voice.
        if (begun || next === undefined) throw error;
        this.log.warn('speech fell back', { from: speech.name, to: next.speech.name, code: error.code });
      }
    }
    throw new SpeechFault('speech.unavailable', { retryable: true });
  }

  voices(): readonly VoiceStatus[] {
    return this.candidates.map(({ steady }) => steady.status);
  }

  close(): void {
    for (const { steady } of this.candidates) steady.close();
  }

  private orderFor(language: string): readonly FallbackVoice[] {
    if (this.candidates.length === 0) throw new SpeechFault('speech.unavailable', { detail: NO_VOICE });
    const tag = primaryTag(language);
    const able = this.candidates.filter(({ speech }) => speech.supports.languages.includes(tag));
    if (able.length === 0) throw new SpeechFault('speech.language-not-spoken');
    const awake = able.filter(({ steady }) => !steady.resting);
    return [...awake, ...able.filter(({ steady }) => steady.resting && !steady.hopeless)];
  }

  private forEngine(speech: Speech, utterance: Utterance): Utterance {
    const { voice, ...rest } = utterance;
    if (voice === undefined) return rest;
    const [engine, name] = this.splitName(voice);
    return engine === speech.name ? { ...rest, voice: name } : rest;
  }

  private splitName(voice: string): readonly [engine: string | undefined, name: string] {
    const at = voice.indexOf(':');
    const engine = voice.slice(0, Math.max(0, at));
    const named = this.candidates.some(({ speech }) => speech.name === engine);
    return named ? [engine, voice.slice(at + 1)] : [this.candidates[0]?.speech.name, voice];
  }
}
