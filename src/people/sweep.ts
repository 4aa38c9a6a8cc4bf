import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.port.js';
import { Clock, type Cancel } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import { Drain } from '../watch/drain.port.js';
import { Log } from '../watch/log.port.js';
import { timestamp } from './timestamp.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
// A sweep after a long time must not hold up the embedded database: what is left goes an hour later.
const ROWS_MAX = 1_000;

/** Once an hour removes what ended more than a day ago. Taken-up admin invitations stay: they say that the house has an owner. */
@Injectable()
export class Sweep implements OnModuleInit {
  private cancel: Cancel = () => undefined;
  private running = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly drain: Drain,
  ) {}

  onModuleInit(): void {
    this.drain.join({ name: 'sweep of ended sessions', step: 'disconnect', stop: async () => this.stop() });
    this.wait();
  }

  async run(): Promise<void> {
    const before = timestamp(this.clock.now() - DAY_MS);
    try {
      for (const statement of [SESSIONS, INVITATIONS]) await this.database.query(statement, [before, ROWS_MAX]);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.log.warn('ended sessions and invitations could not be removed', { error });
    }
  }

  private wait(): void {
    this.cancel = this.clock.after(HOUR_MS, () => {
      this.running = this.run().finally(() => this.wait());
    });
  }

  private async stop(): Promise<void> {
    await this.running;
    this.cancel();
  }
}

const SESSIONS = `
  DELETE FROM sessions WHERE id IN
    (SELECT id FROM sessions WHERE expires_at < $1 OR signed_out_at < $1 LIMIT $2)`;

const INVITATIONS = `
  DELETE FROM invitations WHERE id IN
    (SELECT id FROM invitations WHERE expires_at < $1 AND NOT (role = 'admin' AND uses_left < uses) LIMIT $2)`;
