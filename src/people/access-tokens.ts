import { createHash } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Clock, ServerMs } from '../kernel/clock.js';
import { refuse, type Refusal } from '../kernel/outcome.js';
import { ROLES, type KnownPerson } from './model/person.js';
import type { Identity } from './person.port.js';
import type { SigningKeys } from './signing-key.port.js';

export const ACCESS_TOKEN_MS = 15 * 60_000;

const NAME = 'longwave';
const TYPE = 'at+jwt';
const ALGORITHM = 'HS256';
const TOKEN_LENGTH_MAX = 8_192;
// Nodes whose clocks are a little apart accept each other's tokens at once.
const CLOCKS_APART_S = 30;

const Claims = z.strictObject({
  iss: z.literal(NAME),
  aud: z.literal(NAME),
  sub: z.uuid(),
  sid: z.uuid(),
  role: z.enum(ROLES),
  channels: z.array(z.string()),
  nbf: z.int(),
  exp: z.int(),
});

/** Signed words of who somebody is, for 15 minutes at most. Nothing is looked up to read them. */
export class AccessTokens {
  private readonly key: Buffer;
  /** Names the key. A token of another secret, or with a name of somebody's choosing, is not even verified. */
  private readonly keyName: string;

  constructor(
    keys: SigningKeys,
    private readonly clock: Clock,
  ) {
    this.key = keys.key('access-tokens');
    this.keyName = createHash('sha256').update(this.key).digest('base64url').slice(0, 12);
  }

  async issue(person: KnownPerson): Promise<{ readonly token: string; readonly expiresAt: ServerMs }> {
    const nowS = Math.floor(this.clock.now() / 1_000);
    const expiresAtS = nowS + ACCESS_TOKEN_MS / 1_000;
    const token = await new SignJWT({
      sid: person.session,
      role: person.role,
      channels: person.role === 'admin' ? [] : [...person.channels],
    })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: this.keyName })
      .setIssuer(NAME)
      .setAudience(NAME)
      .setSubject(person.id)
      .setNotBefore(nowS - CLOCKS_APART_S)
      .setExpirationTime(expiresAtS)
      .sign(this.key);
    return { token, expiresAt: expiresAtS * 1_000 };
  }

  async read(token: string): Promise<Identity | Refusal> {
    if (token.length > TOKEN_LENGTH_MAX) return refuse('people.not-signed-in', 'The access token is too long.');
    try {
      return identityOf(Claims.safeParse(await this.verified(token)).data);
    } catch (error) {
      if (error instanceof errors.JWTExpired) return refuse('people.not-signed-in', 'The access token has expired.');
      if (error instanceof errors.JOSEError) return INVALID;
      throw error;
    }
  }

  private async verified(token: string): Promise<unknown> {
    const { payload } = await jwtVerify(token, ({ kid }) => this.keyNamed(kid), {
      algorithms: [ALGORITHM],
      issuer: NAME,
      audience: NAME,
      typ: TYPE,
      requiredClaims: ['sub', 'sid', 'nbf', 'exp'],
      currentDate: new Date(this.clock.now()),
    });
    return payload;
  }

  private keyNamed(name: string | undefined): Buffer {
    if (name !== this.keyName) throw new errors.JWKSNoMatchingKey();
    return this.key;
  }
}

const INVALID = refuse('people.not-signed-in', 'The access token is not valid.');

function identityOf(claims: z.infer<typeof Claims> | undefined): Identity | Refusal {
  if (claims === undefined) return INVALID;
  const { sub: id, sid: session, role, channels, nbf, exp } = claims;
  const expiresAt = exp * 1_000;
  // Nobody here signs longer ones, so nobody is believed who shows one.
  if (expiresAt - nbf * 1_000 > ACCESS_TOKEN_MS + CLOCKS_APART_S * 1_000) return INVALID;
  return { person: role === 'admin' ? { role, id, session } : { role, id, session, channels }, expiresAt };
}
