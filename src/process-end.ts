import type { NestExpressApplication } from '@nestjs/platform-express';
import { SystemClock } from './kernel/clock.js';
import { withDeadline } from './kernel/deadline.js';
import { OrderedDrain } from './watch/ordered.drain.js';
import type { PinoLog } from './watch/pino.log.js';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
const FLUSH_MS_MAX = 500;

/** How this process ends: by a signal in order and with 0, by an error nobody foresaw in a hurry and with 1. */
export class ProcessEnd {
  private app: NestExpressApplication | undefined;
  private ending = false;

  constructor(private readonly log: PinoLog) {}

  watch(): void {
    for (const signal of SIGNALS) process.on(signal, () => this.onSignal(signal));
    process.on('uncaughtException', (error) => this.onUnforeseen('an exception was not caught', error));
    process.on('unhandledRejection', (error) => this.onUnforeseen('a rejection was not handled', error));
  }

  /** From now on there is something to stop in order. */
  stops(app: NestExpressApplication): void {
    this.app = app;
  }

  /** Stops what has been started, and ends. */
  async now(code: 0 | 1 | 2): Promise<void> {
    this.ending = true;
    try {
      await this.app?.get(OrderedDrain).stop({ hurried: code !== 0 });
      await withDeadline(new SystemClock(), { ms: FLUSH_MS_MAX, reason: new Error('nobody reads the log') }, () =>
        this.log.flushed(),
      );
    } finally {
      process.exit(code);
    }
  }

  // Who asks a second time does not want to wait.
  private onSignal(signal: string): void {
    this.log.info('told to stop', { signal, again: this.ending });
    if (this.ending) process.exit(0);
    void this.now(0);
  }

  private onUnforeseen(sentence: string, error: unknown): void {
    this.log.error(sentence, { error });
    if (!this.ending) void this.now(1);
  }
}
