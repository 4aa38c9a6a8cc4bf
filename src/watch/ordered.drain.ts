import type { Clock } from '../kernel/clock.js';
import { withDeadline } from '../kernel/deadline.js';
import { Drain, DRAIN_STEPS, type DrainPart, type DrainStep } from './drain.port.js';
import type { Log } from './log.port.js';

/** How long the parts of a step have, 29 s in all: the hard end of a stop is after 30. */
const STEP_MS: Readonly<Record<DrainStep, number>> = {
  refuse: 1_000,
  finish: 15_000,
  disconnect: 5_000,
  close: 8_000,
};
/** After an error nobody foresaw, the longer the process lives the more it may spoil. */
const HURRIED_STEP_MS = 2_000;

export class OrderedDrain extends Drain {
  private readonly parts: DrainPart[] = [];
  private stopped: Promise<void> | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
  }

  join(part: DrainPart): void {
    this.parts.push(part);
  }

  get draining(): boolean {
    return this.stopped !== undefined;
  }

  /** Stops everything, once: whoever asks again waits for the same stop. */
  stop({ hurried = false }: { readonly hurried?: boolean } = {}): Promise<void> {
    this.stopped ??= this.run(hurried);
    return this.stopped;
  }

  private async run(hurried: boolean): Promise<void> {
    const startedAt = this.clock.now();
    this.log.info('stopping');
    for (const step of DRAIN_STEPS) {
      const ms = hurried ? Math.min(HURRIED_STEP_MS, STEP_MS[step]) : STEP_MS[step];
      await Promise.all(this.parts.filter((part) => part.step === step).map((part) => this.stopPart(part, ms)));
    }
    this.log.info('stopped', { ms: Math.round(this.clock.now() - startedAt) });
  }

  private async stopPart(part: DrainPart, ms: number): Promise<void> {
    const reason = new Error(`not stopped within ${ms} ms`);
    try {
      await withDeadline(this.clock, { ms, reason }, async (signal) => part.stop(signal));
    } catch (error) {
      this.log.warn('a part did not stop as it should', { part: part.name, step: part.step, error });
    }
  }
}
