import { setMaxListeners } from 'node:events';

export interface Line {
  readonly waitingMax: number;
  /** What is thrown at who finds the line full. */
  readonly full: () => Error;
}

/** Lets a few in at once, the others in the order they came. Whoever gives up while waiting leaves the line at once. */
export class Turns {
  private readonly line: (() => void)[] = [];

  constructor(
    private free: number,
    private readonly bound?: Line,
  ) {}

  get waiting(): number {
    return this.line.length;
  }

  /** One turn, as long as this runs; it is not interrupted. */
  async during<T>(signal: AbortSignal, run: () => Promise<T>): Promise<T> {
    const end = await this.take(signal);
    try {
      return await run();
    } finally {
      end();
    }
  }

  /** Resolves when it is the caller's turn, to what ends the turn. */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.free > 0) this.free -= 1;
    else await this.wait(signal);
    return () => this.next();
  }

  private wait(signal: AbortSignal): Promise<void> {
    if (this.bound && this.line.length >= this.bound.waitingMax) throw this.bound.full();
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.line.splice(this.line.indexOf(begin), 1);
        reject(signal.reason as Error);
      };
      // Any number may wait with the same signal, which is no leak.
      setMaxListeners(0, signal);
      signal.addEventListener('abort', leave, { once: true });
      this.line.push(begin);
    });
  }

  // The turn is handed over without a moment in which nobody has it, so nobody can slip in between.
  private next(): void {
    const begin = this.line.shift();
    if (begin) begin();
    else this.free += 1;
  }
}
