import { SpeechFault } from './speech-fault.js';

interface Waiting {
  readonly begin: () => void;
}

/** One at a time, first come first served, at most `max` waiting. Whoever gives up leaves the line at once. */
export class Turns {
  private busy = false;
  private line: Waiting[] = [];

  constructor(private readonly max: number) {}

  /** Resolves when it is the caller's turn, to what ends the turn. */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.busy) await this.wait(signal);
    this.busy = true;
    return () => this.next();
  }

  get waiting(): number {
    return this.line.length;
  }

  private wait(signal: AbortSignal): Promise<void> {
    if (this.line.length >= this.max) throw new SpeechFault('speech.unavailable', { retryable: true });
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.line = this.line.filter((other) => other !== waiting);
        reject(signal.reason as Error);
      };
      const waiting: Waiting = {
        begin: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.line.push(waiting);
    });
  }

  // The turn is handed over without a moment in which nobody has it, so nobody can slip in between.
  private next(): void {
    const first = this.line.shift();
    if (first === undefined) this.busy = false;
    else first.begin();
  }
}
