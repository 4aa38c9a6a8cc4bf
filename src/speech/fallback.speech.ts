import { backoffMs } from '../kernel/backoff.js';
import type { Clock } from '../kernel/clock.js';
import type { Log } from '../watch/log.port.js';
import type { Code } from '../wire/codes.js';
import { Circuit } from './circuit.js';
import { primaryTag } from './model/expected.js';
import { SpeechFault } from './speech-fault.js';
import type { SpeechStatus, VoiceStatus } from './speech-status.port.js';
import { Speech, type SpeechPart, type SpeechSupport, type Utterance } from './speech.port.js';

const RETRIES_MAX = 1;
const RETRY = { baseMs: 200, maxMs: 400 };
const NO_VOICE =
  'There is no voice: run `npm install @echogarden/espeak-ng-emscripten`, or set ELEVENLABS_API_KEY or OPENAI_API_KEY.';
const PROBE_TEXT = 'One, two, three.';

// The text is at fault; every voice would say the same.
const ABOUT_THE_TEXT: ReadonlySet<Code> = new Set(['speech.empty-text', 'speech.text-too-long']);
// The voice is well, it only cannot do this.
const BLAMELESS: ReadonlySet<Code> = new Set([
  'speech.unknown-voice',
  'speech.language-not-spoken',
  'speech.budget-spent',
]);

export interface FallbackVoice {
  readonly speech: Speech;
  /** The same voice without its store of what it said before: a probe that asks the store learns nothing. */
  readonly live?: Speech;
}

interface Candidate {
  readonly speech: Speech;
  readonly circuit: Circuit;
}

/**
 * Voices in order: the first that can speaks. One that fails is retried once, where that may help at once, and then the
 * next is asked; one that keeps failing rests. A paid call is so made at most twice.
 *
 * A voice's name belongs to one engine (`openai:nova`; a bare name to the first): the others speak with their usual voice.
 */
export class FallbackSpeech extends Speech implements SpeechStatus {
  readonly name = 'fallback';
  readonly supports: SpeechSupport;
  private readonly candidates: readonly Candidate[];
  private readonly closing = new AbortController();

  constructor(
    voices: readonly FallbackVoice[],
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
    this.candidates = voices.map(({ speech, live = speech }) => ({
      speech,
      circuit: new Circuit(clock, () => this.probe(live)),
    }));
    this.supports = {
      wordTimings: voices.some(({ speech }) => speech.supports.wordTimings),
      languages: [...new Set(voices.flatMap(({ speech }) => speech.supports.languages))],
      paid: voices.some(({ speech }) => speech.supports.paid),
    };
  }

  async *say(utterance: Utterance, signal: AbortSignal): AsyncIterable<SpeechPart> {
    const candidates = this.orderFor(utterance.language);
    for (const [at, candidate] of candidates.entries()) {
      const attempt = new Attempt(candidate, this.forEngine(candidate, utterance), this.clock);
      try {
        yield* attempt.run(signal);
        return;
      } catch (error) {
        signal.throwIfAborted();
        const next = candidates[at + 1];
        if (!(error instanceof SpeechFault) || ABOUT_THE_TEXT.has(error.code)) throw error;
        if (attempt.begun || next === undefined) throw error;
        this.log.warn('speech fell back', { from: candidate.speech.name, to: next.speech.name, code: error.code });
      }
    }
    throw new SpeechFault('speech.unavailable', { retryable: true });
  }

  voices(): readonly VoiceStatus[] {
    return this.candidates.map(({ speech: { name, supports }, circuit }) => ({
      name,
      paid: supports.paid,
      languages: supports.languages,
      state: circuit.resting ? 'resting' : 'working',
      ...(circuit.lastFault === undefined ? {} : { lastFault: circuit.lastFault }),
      ...(circuit.nextTryAt === undefined ? {} : { nextTryAt: circuit.nextTryAt }),
    }));
  }

  close(): void {
    this.closing.abort(new SpeechFault('speech.unavailable'));
    for (const { circuit } of this.candidates) circuit.close();
  }

  private orderFor(language: string): readonly Candidate[] {
    if (this.candidates.length === 0) throw new SpeechFault('speech.unavailable', { detail: NO_VOICE });
    const tag = primaryTag(language);
    const able = this.candidates.filter(({ speech }) => speech.supports.languages.includes(tag));
    if (able.length === 0) throw new SpeechFault('speech.language-not-spoken');
    const awake = able.filter(({ circuit }) => !circuit.resting);
    return [...awake, ...able.filter(({ circuit }) => circuit.resting && !circuit.hopeless)];
  }

  private forEngine({ speech }: Candidate, utterance: Utterance): Utterance {
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

  private async probe(speech: Speech): Promise<void> {
    const language = speech.supports.languages[0] ?? 'en';
    const parts = speech.say({ text: PROBE_TEXT, language, style: 'calm' }, this.closing.signal);
    for await (const part of parts) {
      if (part.kind === 'sound') this.log.info('voice answers again', { provider: speech.name });
    }
  }
}

/** One voice's try at one piece, and its retry. */
class Attempt {
  /** Sound has gone out: neither a retry nor another voice could take it back. */
  begun = false;

  constructor(
    private readonly candidate: Candidate,
    private readonly utterance: Utterance,
    private readonly clock: Clock,
  ) {}

  async *run(signal: AbortSignal): AsyncIterable<SpeechPart> {
    for (let retries = 0; ; retries += 1) {
      try {
        yield* this.parts(signal);
        return;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof SpeechFault) || !this.mayRetry(error, retries)) throw this.blamed(error);
      }
      await this.clock.sleep(backoffMs(retries, RETRY), signal);
    }
  }

  private async *parts(signal: AbortSignal): AsyncIterable<SpeechPart> {
    for await (const part of this.candidate.speech.say(this.utterance, signal)) {
      this.begun ||= part.kind === 'sound';
      yield part;
    }
    this.candidate.circuit.succeed();
  }

  // A voice that let eight seconds pass gets no eight seconds more: the air would be dead.
  private mayRetry(fault: SpeechFault, retries: number): boolean {
    return fault.retryable && fault.code !== 'speech.timeout' && retries < RETRIES_MAX && !this.begun;
  }

  private blamed(error: unknown): unknown {
    if (error instanceof SpeechFault && !BLAMELESS.has(error.code) && !ABOUT_THE_TEXT.has(error.code)) {
      this.candidate.circuit.fail(error);
    }
    return error;
  }
}
