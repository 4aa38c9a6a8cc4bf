/**
 * One making of something, shared by all who ask for it while it goes on. Each reads it from the beginning at its own
 * pace; it is called off when the last reader has left, so whoever asked first may leave like any other.
 */
export class Flight<Part> {
  private readonly parts: Part[] = [];
  private readonly waiting = new Set<() => void>();
  private readonly controller = new AbortController();
  private end: { readonly error?: unknown } | undefined;
  private readers = 0;
  private started = false;

  constructor(
    private readonly make: (signal: AbortSignal) => AsyncIterable<Part>,
    /** Told once: with everything when it is complete, without when it failed or was called off. */
    private readonly onEnd: (parts: readonly Part[] | undefined) => void,
  ) {}

  async *read(signal: AbortSignal): AsyncGenerator<Part> {
    this.readers += 1;
    this.start();
    try {
      for (let at = 0; ; at += 1) {
        while (at === this.parts.length && this.end === undefined) await this.news(signal);
        const part = this.parts[at];
        if (part === undefined) break;
        yield part;
        signal.throwIfAborted();
      }
      if (this.end !== undefined && 'error' in this.end) throw this.end.error;
    } finally {
      this.readers -= 1;
      if (this.readers === 0) this.callOff();
    }
  }

  private start(): void {
    if (this.started) return;
    this.started = true;
    void this.run();
  }

  private async run(): Promise<void> {
    try {
      for await (const part of this.make(this.controller.signal)) {
        if (this.end !== undefined) return;
        this.parts.push(part);
        this.tell();
      }
      this.finish({});
    } catch (error) {
      this.finish({ error });
    }
  }

  private callOff(): void {
    if (this.end !== undefined) return;
    const error = new Error('Nobody waits for it any more.');
    this.finish({ error });
    this.controller.abort(error);
  }

  private finish(end: { readonly error?: unknown }): void {
    if (this.end !== undefined) return;
    this.end = end;
    this.onEnd('error' in end ? undefined : this.parts);
    this.tell();
  }

  private tell(): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const wake of waiting) wake();
  }

  private news(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const wake = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.waiting.delete(wake);
        reject(signal.reason as Error);
      };
      this.waiting.add(wake);
      signal.addEventListener('abort', leave, { once: true });
    });
  }
}
