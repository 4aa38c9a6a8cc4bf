import { Injectable } from '@nestjs/common';
import { Clock, type Cancel } from '../kernel/clock.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import { AccessTokens } from './access-tokens.js';
import { Bearers } from './bearer.port.js';
import { ANONYMOUS, type Identity } from './person.port.js';
import { SignedOut } from './signed-out.js';

@Injectable()
export class TokenBearers extends Bearers {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly signedOut: SignedOut,
    private readonly clock: Clock,
  ) {
    super();
  }

  async identify(token: string | undefined): Promise<Identity | Refusal> {
    if (token === undefined) return { person: ANONYMOUS, expiresAt: Infinity };
    const identity = await this.tokens.read(token);
    if (isRefusal(identity) || this.holds(identity)) return identity;
    return refuse('people.not-signed-in', 'This session was signed out.');
  }

  holds({ person, expiresAt }: Identity): boolean {
    return expiresAt > this.clock.now() && !(person.role !== 'anonymous' && this.signedOut.has(person.session));
  }

  onSignedOut(tell: (session: string) => void): Cancel {
    return this.signedOut.onSignedOut(tell);
  }
}
