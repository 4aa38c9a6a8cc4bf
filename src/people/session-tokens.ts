import { Injectable } from '@nestjs/common';
import type { Tokens } from '../wire/people.js';
import { AccessTokens } from './access-tokens.js';
import { meOf } from './me.js';
import type { KnownPerson } from './model/person.js';
import type { SessionRow } from './session.table.js';
import { timestamp } from './timestamp.js';

export interface Issued {
  readonly session: SessionRow;
  readonly refreshToken: string;
}

/** The pair of tokens a session goes on with. */
@Injectable()
export class SessionTokens {
  constructor(private readonly accessTokens: AccessTokens) {}

  async for({ session, refreshToken }: Issued): Promise<Tokens> {
    const person = personOf(session);
    const { token, expiresAt } = await this.accessTokens.issue(person);
    return {
      accessToken: token,
      accessTokenExpiresAt: timestamp(expiresAt),
      refreshToken,
      refreshTokenExpiresAt: session.expires_at.toISOString(),
      me: meOf(person),
    };
  }
}

function personOf({ id: session, person: id, role, channels }: SessionRow): KnownPerson {
  return role === 'admin' ? { role, id, session } : { role, id, session, channels };
}
