import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { AccessTokens } from './access-tokens.js';
import type { KnownPerson } from './model/person.js';
import { SigningKeys } from './signing-key.port.js';

const START = 1_763_640_000_000;
const START_S = START / 1_000;
const ID = '01900000-0000-7000-8000-000000000001';
const SESSION = '01900000-0000-7000-8000-000000000002';
const HOST: KnownPerson = { role: 'host', id: ID, session: SESSION, channels: ['final'] };
const KEY = Buffer.alloc(32, 7);

class OneKey extends SigningKeys {
  constructor(private readonly bytes: Buffer) {
    super();
  }

  override key(): Buffer {
    return this.bytes;
  }
}

function tokensAt(clock: VirtualClock, key = KEY): AccessTokens {
  return new AccessTokens(new OneKey(key), clock);
}

const refused = (detail: string) => ({ refused: 'people.not-signed-in', detail });
const INVALID = refused('The access token is not valid.');
const EXPIRED = refused('The access token has expired.');

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const open = (text: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(text ?? '', 'base64url').toString()) as Record<string, unknown>;

// Written apart from the code under test: a token is two parts of JSON and a MAC over both.
function forge(header: object, payload: object, key: Buffer | string = KEY, hash = 'sha256'): string {
  const signed = `${part(header)}.${part(payload)}`;
  return `${signed}.${createHmac(hash, key).update(signed).digest('base64url')}`;
}

describe('access tokens', () => {
  test('[PE4] a token says who it was given to, for a quarter of an hour', async () => {
    const clock = new VirtualClock(START);
    const { token, expiresAt } = await tokensAt(clock).issue(HOST);
    expect(expiresAt).toBe(START + 900_000);
    expect(await tokensAt(clock).read(token)).toEqual({ person: HOST, expiresAt: START + 900_000 });
    await clock.advance(899_000);
    expect(await tokensAt(clock).read(token)).toMatchObject({ person: HOST });
    await clock.advance(1_000);
    expect(await tokensAt(clock).read(token)).toEqual(EXPIRED);
  });

  test.each<KnownPerson>([
    { role: 'admin', id: ID, session: SESSION },
    { role: 'listener', id: ID, session: SESSION, channels: [] },
  ])('[PE4] a token of a $role is read back as it was', async (person) => {
    const tokens = tokensAt(new VirtualClock(START));
    expect(await tokens.read((await tokens.issue(person)).token)).toMatchObject({ person });
  });

  test('[PE4] a node whose clock is 20 s behind accepts it at once', async () => {
    const { token } = await tokensAt(new VirtualClock(START)).issue(HOST);
    expect(await tokensAt(new VirtualClock(START - 20_000)).read(token)).toMatchObject({ person: HOST });
  });

  describe('forged', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

    const forgeries: Record<string, (header: Record<string, unknown>, payload: Record<string, unknown>) => string> = {
      'with no algorithm': (header, payload) => `${part({ ...header, alg: 'none' })}.${part(payload)}.`,
      'with no algorithm, in capitals': (header, payload) => `${part({ ...header, alg: 'NONE' })}.${part(payload)}.`,
      'with no algorithm but the true signature': (header, payload) =>
        `${part({ ...header, alg: 'none' })}.${forge(header, payload).split('.').slice(1).join('.')}`,
      'without its signature': (header, payload) => `${part(header)}.${part(payload)}.`,
      'with a longer HMAC': (header, payload) => forge({ ...header, alg: 'HS512' }, payload, KEY, 'sha512'),
      'with RSA': (header, payload) => {
        const signed = `${part({ ...header, alg: 'RS256' })}.${part(payload)}`;
        return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
      },
      'with a public key as HMAC secret': (header, payload) => forge(header, payload, publicPem),
      'with its own key in the header': (header, payload) =>
        forge({ ...header, jwk: { kty: 'oct', k: part('mine') } }, payload, Buffer.from('"mine"')),
      'with an address for the key': (header, payload) =>
        forge({ ...header, jku: 'https://evil.example/keys' }, payload, 'mine'),
      'with an empty key': (header, payload) => forge(header, payload, Buffer.alloc(0)),
      'of another key': (header, payload) => forge(header, payload, Buffer.alloc(32, 8)),
      'with another key’s name': (header, payload) => forge({ ...header, kid: 'old' }, payload),
      'with a path as the key’s name': (header, payload) =>
        forge({ ...header, kid: '../../../../dev/null' }, payload, ''),
      'with SQL as the key’s name': (header, payload) => forge({ ...header, kid: "x' UNION SELECT 'k" }, payload, 'k'),
      'with no key’s name': (header, payload) => forge({ ...header, kid: undefined }, payload),
      'with a critical extension': (header, payload) => forge({ ...header, crit: ['exp'] }, payload),
      'of another type': (header, payload) => forge({ ...header, typ: 'JWT' }, payload),
      'for somebody else’s audience': (header, payload) => forge(header, { ...payload, aud: 'shop' }),
      'for several audiences': (header, payload) => forge(header, { ...payload, aud: ['shop', 'longwave'] }),
      'by another issuer': (header, payload) => forge(header, { ...payload, iss: 'shop' }),
      'for later': (header, payload) => forge(header, { ...payload, nbf: START_S + 60, exp: START_S + 120 }),
      'for a year': (header, payload) => forge(header, { ...payload, exp: START_S + 31_536_000 }),
      'that begins long ago and ends late': (header, payload) => forge(header, { ...payload, nbf: 0 }),
      'with its end in words': (header, payload) => forge(header, { ...payload, exp: '2099-01-01' }),
      'without an end': (header, payload) => forge(header, { ...payload, exp: undefined }),
      'without a beginning': (header, payload) => forge(header, { ...payload, nbf: undefined }),
      'without a session': (header, payload) => forge(header, { ...payload, sid: undefined }),
      'without a person': (header, payload) => forge(header, { ...payload, sub: undefined }),
      'with a session that is no id': (header, payload) => forge(header, { ...payload, sid: "' OR 1=1" }),
      'with a role nobody has': (header, payload) => forge(header, { ...payload, role: 'owner' }),
      'with more than it should say': (header, payload) => forge(header, { ...payload, isAdmin: true }),
      'whose payload is changed': (header, payload) => {
        const [head, , signature] = forge(header, payload).split('.');
        return `${head}.${part({ ...payload, role: 'admin' })}.${signature}`;
      },
      'cut short': (header, payload) => forge(header, payload).slice(0, -1),
      'cut in the middle': (header, payload) => forge(header, payload).slice(0, 60),
      'with one part too many': (header, payload) => `${forge(header, payload)}.${part({})}`,
      'with nothing in it': () => '..',
      'in the JSON form': (header, payload) => JSON.stringify({ protected: part(header), payload: part(payload) }),
      'that is no token': () => 'opensesame',
    };

    test.each(Object.entries(forgeries))('[PE4] a token %s is refused', async (_, forgery) => {
      const tokens = tokensAt(new VirtualClock(START));
      const [header, payload] = (await tokens.issue(HOST)).token.split('.').slice(0, 2).map(open);
      expect(await tokens.read(forge(header ?? {}, payload ?? {}))).toMatchObject({ person: HOST });
      expect(await tokens.read(forgery(header ?? {}, payload ?? {}))).toEqual(INVALID);
    });

    test('[PE4] an oversized token is refused before it is looked at', async () => {
      const tokens = tokensAt(new VirtualClock(START));
      expect(await tokens.read('e'.repeat(8_193))).toEqual(refused('The access token is too long.'));
    });

    test('[PE4] a token of before the secret was changed is refused', async () => {
      const clock = new VirtualClock(START);
      const { token } = await tokensAt(clock, Buffer.alloc(32, 8)).issue(HOST);
      expect(await tokensAt(clock).read(token)).toEqual(INVALID);
    });
  });
});
