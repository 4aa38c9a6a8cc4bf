import { Injectable } from '@nestjs/common';
import { Log } from '../watch/log.port.js';
import { SessionTable } from './session.table.js';
import { SignedOut } from './signed-out.js';

/** Ends a session. From now on none of its tokens is believed here, within 2 s nowhere. */
@Injectable()
export class SignOut {
  constructor(
    private readonly sessions: SessionTable,
    private readonly signedOut: SignedOut,
    private readonly log: Log,
  ) {}

  /** Whether there is such a session. */
  async run(session: string): Promise<boolean> {
    const isThere = await this.sessions.signOut(session);
    if (isThere) this.signedOut.add(session);
    return isThere;
  }

  async stolen(session: string): Promise<void> {
    this.log.warn('a refresh token was shown again: its session is signed out', { session });
    await this.run(session);
  }
}
