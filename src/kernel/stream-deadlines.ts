import type { Cancel, Clock } from './clock.js';

export interface StreamLimits {
  readonly firstMs: number;
  readonly betweenMs: number;
  readonly callMs: number;
}

export interface StreamNeeds<Part> {
  readonly clock: Clock;
  readonly parent: AbortSignal;
  readonly limits: StreamLimits;
  /** Whether so much has come that the next may take as long as between two. */
  readonly isProgress: (part: Part) => boolean;
  readonly tooLate: () => Error;
}

/** The first part in time, more of it in time, all of it in time; and it ends even if who was called does not listen. */
export class StreamDeadlines<Part> {
  private readonly controller = new AbortController();
  private readonly cancelCall: Cancel;
  private cancelPart: Cancel;

  constructor(private readonly needs: StreamNeeds<Part>) {
    const { clock, limits, parent } = needs;
    this.cancelCall = clock.after(limits.callMs, this.tooLate);
    this.cancelPart = clock.after(limits.firstMs, this.tooLate);
    if (parent.aborted) this.onParent();
    parent.addEventListener('abort', this.onParent, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  async *over(parts: AsyncIterable<Part>): AsyncIterable<Part> {
    const iterator = parts[Symbol.asyncIterator]();
    try {
      for (let next = await this.first(iterator.next()); next.done !== true; next = await this.first(iterator.next())) {
        if (this.needs.isProgress(next.value)) this.progress();
        yield next.value;
      }
    } finally {
      this.stop();
      // One that hangs never answers this, and what it would say no longer matters.
      iterator.return?.().then(undefined, () => undefined);
    }
  }

  private readonly tooLate = (): void => this.controller.abort(this.needs.tooLate());

  private readonly onParent = (): void => this.controller.abort(this.needs.parent.reason);

  private progress(): void {
    this.cancelPart();
    this.cancelPart = this.needs.clock.after(this.needs.limits.betweenMs, this.tooLate);
  }

  private stop(): void {
    this.cancelCall();
    this.cancelPart();
    this.needs.parent.removeEventListener('abort', this.onParent);
    // Who was called and is still at it may stop; nobody hears this reason.
    this.controller.abort(this.needs.tooLate());
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
