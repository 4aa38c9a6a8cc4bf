import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.port.js';
import { refuse, type Refusal } from '../kernel/outcome.js';
import type { Tokens } from '../wire/people.js';
import { Invitations } from './invitations.js';
import { SessionTable } from './session.table.js';
import { SessionTokens } from './session-tokens.js';

/** Takes up an invitation: whoever holds the link becomes what it says. */
@Injectable()
export class BeginSession {
  constructor(
    private readonly database: Database,
    private readonly invitations: Invitations,
    private readonly sessions: SessionTable,
    private readonly tokens: SessionTokens,
  ) {}

  async run(invitation: string): Promise<Tokens | Refusal> {
    const begun = await this.database.transaction(async (tx) => {
      const invitedTo = await this.invitations.take(tx, invitation);
      if (invitedTo === undefined) return undefined;
      const session = await this.sessions.insert(tx, invitedTo);
      return { session, refreshToken: await this.sessions.addRefreshToken(tx, session.id) };
    });
    return begun === undefined ? refuse('people.invitation-unknown') : this.tokens.for(begun);
  }
}
