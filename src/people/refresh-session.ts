import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.port.js';
import { refuse, type Refusal } from '../kernel/outcome.js';
import type { Tokens } from '../wire/people.js';
import { SessionTable } from './session.table.js';
import { SessionTokens, type Issued } from './session-tokens.js';
import { SignOut } from './sign-out.js';

/** From one pair of tokens to the next. */
@Injectable()
export class RefreshSession {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionTable,
    private readonly tokens: SessionTokens,
    private readonly signOut: SignOut,
  ) {}

  async run(refreshToken: string): Promise<Tokens | Refusal> {
    const { issued, stolen } = await this.show(refreshToken);
    if (stolen !== undefined) await this.signOut.stolen(stolen);
    return issued === undefined ? ENDED : this.tokens.for(issued);
  }

  private async show(refreshToken: string): Promise<Shown> {
    return this.database.transaction(async (tx) => {
      const { session, answer } = (await this.sessions.show(tx, refreshToken)) ?? {};
      if (session === undefined || answer === 'over') return {};
      if (answer === 'again') return { stolen: session.id };
      const renewed = await this.sessions.renew(tx, session);
      if (renewed === undefined) return {};
      return { issued: { session: renewed, refreshToken: await this.sessions.addRefreshToken(tx, renewed.id) } };
    });
  }
}

interface Shown {
  readonly issued?: Issued;
  /** The session whose token was shown by two. */
  readonly stolen?: string;
}

const ENDED = refuse('people.not-signed-in', 'The session has ended: sign in again.');
