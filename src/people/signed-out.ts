import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.port.js';
import { Clock, type Cancel, type ServerMs } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import { Drain } from '../watch/drain.port.js';
import { Log } from '../watch/log.port.js';
import { ACCESS_TOKEN_MS } from './access-tokens.js';
import { timestamp } from './timestamp.js';

const LOOK_MS = 1_000;
/** As long as a token of a session could still be believed, and a minute for clocks that are apart. */
const KEPT_MS = ACCESS_TOKEN_MS + 60_000;

/**
 * The sessions that were signed out lately, here or on any node: looked up once a second for all, so that no request
 * waits for it. While the database is away nobody can sign out either, and the last list holds.
 */
@Injectable()
export class SignedOut implements OnModuleInit {
  private readonly until = new Map<string, ServerMs>();
  private readonly listeners = new Set<(session: string) => void>();
  private looking = Promise.resolve();
  private cancel: Cancel = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly drain: Drain,
  ) {}

  // Nobody is let in before the first list is there.
  async onModuleInit(): Promise<void> {
    this.drain.join({ name: 'signed-out sessions', step: 'disconnect', stop: async () => this.stop() });
    this.look();
    await this.looking;
  }

  has(session: string): boolean {
    return this.until.has(session);
  }

  add(session: string): void {
    if (this.until.has(session)) return;
    this.until.set(session, this.clock.now() + KEPT_MS);
    for (const tell of this.listeners) tell(session);
  }

  onSignedOut(tell: (session: string) => void): Cancel {
    this.listeners.add(tell);
    return () => this.listeners.delete(tell);
  }

  private async stop(): Promise<void> {
    this.cancel();
    await this.looking;
    this.cancel();
  }

  private look(): void {
    this.looking = this.lookUp().finally(() => {
      this.cancel = this.clock.after(LOOK_MS, () => this.look());
    });
  }

  private async lookUp(): Promise<void> {
    try {
      const since = timestamp(this.clock.now() - KEPT_MS);
      const rows = await this.database.query<{ readonly id: string }>(LATELY, [since]);
      for (const { id } of rows) this.add(id);
      this.forget();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.log.debug('the signed-out sessions could not be looked up', { error });
    }
  }

  private forget(): void {
    for (const [session, until] of this.until) if (until <= this.clock.now()) this.until.delete(session);
  }
}

const LATELY = `SELECT id FROM sessions WHERE signed_out_at > $1`;
