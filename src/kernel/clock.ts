/** Milliseconds since 1970 as this server counts them: they never step, whatever happens to the wall clock. */
export type ServerMs = number;

export type Cancel = () => void;

/** The only place where the hour is known. Everything else is told `now`, or asks a Clock. */
export abstract class Clock {
  /** Never goes back and never jumps. */
  abstract now(): ServerMs;

  /** Runs once, not before `ms` have passed. The returned function calls it off. */
  abstract after(ms: number, run: () => void): Cancel;

  /** Resolves after `ms`; rejects with the signal's reason if that comes first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const onAbort = (): void => {
        cancel();
        reject(signal?.reason as Error);
      };
      const cancel = this.after(ms, () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      });
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }
}

/** Server time = the wall clock read once, plus the monotonic clock since. */
export class SystemClock extends Clock {
  private readonly anchorMs = Date.now() - performance.now();

  now(): ServerMs {
    return this.anchorMs + performance.now();
  }

  after(ms: number, run: () => void): Cancel {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  }
}
