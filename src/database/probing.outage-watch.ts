import { backoffMs, type Backoff } from '../kernel/backoff.js';
import type { Cancel, Clock } from '../kernel/clock.js';
import type { Log } from '../watch/log.port.js';
import { OutageWatch } from './database.port.js';

// Usable again within 3 s of its return: one probe may hang for the connect timeout of 1 s, then comes this pause.
const PAUSE: Backoff = { baseMs: 100, maxMs: 1_000 };

/** Learns from every real statement whether the database answers, and asks by itself only while it does not. */
export class ProbingOutageWatch extends OutageWatch {
  private readonly subscribers = new Set<(away: boolean) => void>();
  private gone = false;
  private closed = false;
  private attempt = 0;
  private cancelPause: Cancel = () => undefined;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly probe: () => Promise<void>,
  ) {
    super();
  }

  get away(): boolean {
    return this.gone;
  }

  onChange(tell: (away: boolean) => void): () => void {
    this.subscribers.add(tell);
    return () => this.subscribers.delete(tell);
  }

  answered(): void {
    if (!this.gone) return;
    this.cancelPause();
    this.change(false);
    this.log.info('the database is back');
  }

  unreachable(error: unknown): void {
    if (this.gone || this.closed) return;
    this.attempt = 0;
    this.change(true);
    this.log.error('the database is away', { error });
    void this.look();
  }

  close(): void {
    this.closed = true;
    this.cancelPause();
  }

  // The first look follows at once: a single dead connection is no outage and should not be one for long.
  private async look(): Promise<void> {
    try {
      await this.probe();
      this.answered();
    } catch (error) {
      if (!this.gone || this.closed) return;
      this.log.debug('the database is still away', { error });
      this.cancelPause = this.clock.after(backoffMs(this.attempt, PAUSE), () => void this.look());
      this.attempt += 1;
    }
  }

  private change(away: boolean): void {
    this.gone = away;
    for (const tell of this.subscribers) tell(away);
  }
}
