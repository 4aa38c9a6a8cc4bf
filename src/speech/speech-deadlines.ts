import type { Cancel, Clock } from '../kernel/clock.js';
import { SpeechFault } from './speech-fault.js';
import type { SpeechPart } from './speech.port.js';

const FIRST_SOUND_MS = 8_000;
const BETWEEN_MS = 5_000;
const CALL_MS = 180_000;
// About 40 ms of samples: a few bytes now and then are no progress.
const PROGRESS_BYTES = 2_048;

/** R6: the first sound within 8 s, more of it every 5 s, all within 180 s; and it ends even if the voice does not listen. */
export class SpeechDeadlines {
  private readonly controller = new AbortController();
  private readonly cancelCall: Cancel;
  private cancelSound: Cancel;
  private bytes = 0;

  constructor(
    private readonly clock: Clock,
    private readonly parent: AbortSignal,
  ) {
    this.cancelCall = clock.after(CALL_MS, this.tooLate);
    this.cancelSound = clock.after(FIRST_SOUND_MS, this.tooLate);
    if (parent.aborted) this.onParent();
    parent.addEventListener('abort', this.onParent, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  async *over(parts: AsyncIterable<SpeechPart>): AsyncIterable<SpeechPart> {
    const iterator = parts[Symbol.asyncIterator]();
    try {
      for (let next = await this.first(iterator.next()); next.done !== true; next = await this.first(iterator.next())) {
        if (next.value.kind === 'sound') this.progress(next.value.bytes.length);
        yield next.value;
      }
    } finally {
      this.stop();
      // One that hangs never answers this, and what it would say no longer matters.
      iterator.return?.().then(undefined, () => undefined);
    }
  }

  private readonly tooLate = (): void => {
    this.controller.abort(new SpeechFault('speech.timeout', { retryable: true }));
  };

  private readonly onParent = (): void => this.controller.abort(this.parent.reason);

  private progress(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes < PROGRESS_BYTES) return;
    this.bytes = 0;
    this.cancelSound();
    this.cancelSound = this.clock.after(BETWEEN_MS, this.tooLate);
  }

  private stop(): void {
    this.cancelCall();
    this.cancelSound();
    this.parent.removeEventListener('abort', this.onParent);
    this.controller.abort(new SpeechFault('speech.unavailable'));
  }

  // The answer or the end, whichever comes first.
  private first<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => reject(this.signal.reason as Error);
      if (this.signal.aborted) giveUp();
      this.signal.addEventListener('abort', giveUp, { once: true });
      const answered = answer.finally(() => this.signal.removeEventListener('abort', giveUp));
      answered.then(resolve, reject);
    });
  }
}
