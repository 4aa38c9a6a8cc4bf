import { SystemReadings, type Readings } from './clock-readings.js';

/** Milliseconds since 1970 as this server counts them: they never step, whatever happens to the wall clock. */
export type ServerMs = number;

export type Cancel = () => void;

/** The only place where the hour is known. Everything else is told `now`, or asks a Clock. */
export abstract class Clock {
  /** Never goes back and never jumps, except as `ServerTime` says. */
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

/** Server time = an anchor, which is the wall clock read once in a boot, plus the monotonic clock. */
export class SystemClock extends Clock {
  private readonly anchorMs: number;

  constructor(
    private readonly readings: Pick<Readings, 'monotonicMs' | 'wallMs'> = new SystemReadings(),
    anchorMs?: number,
  ) {
    super();
    this.anchorMs = anchorMs ?? readings.wallMs() - readings.monotonicMs();
  }

  now(): ServerMs {
    return this.anchorMs + this.readings.monotonicMs();
  }

  after(ms: number, run: () => void): Cancel {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  }
}
