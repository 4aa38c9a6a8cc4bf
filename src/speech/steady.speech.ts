import { backoffMs } from '../kernel/backoff.js';
import { Circuit, type Blame } from '../kernel/circuit.js';
import type { Clock } from '../kernel/clock.js';
import type { Log } from '../watch/log.port.js';
import { isAboutTheText, SpeechFault } from './speech-fault.js';
import type { VoiceStatus } from './speech-status.port.js';
import { SpeechAround } from './speech-around.js';
import type { Speech, SpeechPart, Utterance } from './speech.port.js';

const RETRIES_MAX = 1;
const RETRY = { baseMs: 200, maxMs: 400 };
const PROBE_TEXT = 'One, two, three.';
const BLAME: Blame = {
  final: new Set(['speech.refused-key', 'speech.spend-cap']),
  slow: new Set(['speech.timeout']),
  blameless: new Set(['speech.unknown-voice', 'speech.language-not-spoken', 'speech.budget-spent']),
  unavailable: 'speech.unavailable',
};

/**
 * One voice with its retry and its circuit. It stands inside the cache, so that each call is tried again once and judged
 * once however many hear it, and what is found in storage says nothing about the provider.
 */
export class SteadySpeech extends SpeechAround {
  private readonly circuit: Circuit;
  private readonly closing = new AbortController();

  constructor(
    inner: Speech,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super(inner);
    this.circuit = new Circuit({ clock, blame: BLAME, probe: () => this.probe() });
  }

  get resting(): boolean {
    return this.circuit.resting;
  }

  /** Asking it now could only cost or annoy. */
  get hopeless(): boolean {
    return this.circuit.hopeless;
  }

  get status(): VoiceStatus {
    const { name, supports, circuit } = this;
    return {
      name,
      paid: supports.paid,
      languages: supports.languages,
      voices: supports.voices ?? [],
      state: circuit.resting ? 'resting' : 'working',
      ...(circuit.lastFault === undefined ? {} : { lastFault: circuit.lastFault }),
      ...(circuit.nextTryAt === undefined ? {} : { nextTryAt: circuit.nextTryAt }),
      ...(circuit.restingSince === undefined ? {} : { restingSince: circuit.restingSince }),
    };
  }

  async *say(utterance: Utterance, signal: AbortSignal): AsyncIterable<SpeechPart> {
    let begun = false;
    for (let retries = 0; ; retries += 1) {
      try {
        for await (const part of this.inner.say(utterance, signal)) {
          begun ||= part.kind === 'sound';
          yield part;
        }
        this.circuit.succeed();
        return;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof SpeechFault)) throw error;
        // Sound that went out could not be taken back by a retry.
        if (begun || retries >= RETRIES_MAX || !helpsAtOnce(error)) throw this.blamed(error);
      }
      await this.clock.sleep(backoffMs(retries, RETRY), signal);
    }
  }

  close(): void {
    this.closing.abort(new SpeechFault('speech.unavailable'));
    this.circuit.close();
  }

  private blamed(fault: SpeechFault): SpeechFault {
    if (!isAboutTheText(fault)) this.circuit.fail(fault);
    return fault;
  }

  private async probe(): Promise<void> {
    const language = this.supports.languages[0] ?? 'en';
    const parts = this.inner.say({ text: PROBE_TEXT, language, style: 'calm' }, this.closing.signal);
    for await (const part of parts) {
      if (part.kind === 'sound') this.log.info('voice answers again', { provider: this.name });
    }
  }
}

// A voice that let eight seconds pass gets no eight seconds more: the air would be dead.
function helpsAtOnce(fault: SpeechFault): boolean {
  return fault.retryable && fault.code !== 'speech.timeout';
}
