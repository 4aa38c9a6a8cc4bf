import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ListedNotices } from '../../src/watch/listed.notices.js';
import { Tokens, type Session } from '../../src/wire/people.js';
import { tokenIn } from '../support/people.js';
import { PeopleApp, type Answer } from '../support/people-app.js';

const FRIEND = 'https://app.example.com';

const codeOf = ({ text }: Answer): unknown => (JSON.parse(text) as { code?: unknown }).code;

describe('the doors for people', () => {
  let house: PeopleApp;

  beforeAll(async () => {
    house = await PeopleApp.open({ ALLOWED_ORIGINS: FRIEND, TRUST_PROXY: '1' });
  });

  afterAll(async () => house.close());

  // Each test comes from an address of its own: what one fails at is not held against the next.
  let addresses = 0;
  const elsewhere = () => ({ 'x-forwarded-for': `10.1.0.${(addresses += 1)}` });
  const begin = async (role: 'host' | 'admin' | 'listener'): Promise<Tokens> => {
    const invitation = await house.invitation({ role, channels: role === 'host' ? ['final'] : [] });
    const answer = await house.call('/v1/sessions', { method: 'POST', body: { invitation }, headers: elsewhere() });
    expect(answer.status).toBe(201);
    return Tokens.parse(JSON.parse(answer.text));
  };
  const post = async (path: string, body: unknown, token?: string): Promise<Answer> =>
    house.call(path, { method: 'POST', body, token, headers: elsewhere() });

  test('[PE9] a link is taken up, once, and nothing of the answer is kept by a cache', async () => {
    const invitation = await house.invitation({ role: 'listener' });
    const answer = await post('/v1/sessions', { invitation });
    expect([answer.status, answer.headers['cache-control'], answer.headers['set-cookie']]).toEqual([
      201,
      'no-store',
      undefined,
    ]);
    const again = await post('/v1/sessions', { invitation });
    expect([again.status, codeOf(again)]).toEqual([410, 'people.invitation-unknown']);
  });

  test('[PE6] a refresh token is changed for the next pair', async () => {
    const { refreshToken, me } = await begin('host');
    const answer = await post('/v1/sessions/refresh', { refreshToken });
    expect(answer.status).toBe(200);
    const next = Tokens.parse(JSON.parse(answer.text));
    expect(next.me).toEqual(me);
    const who = await house.call('/v1/me', { token: next.accessToken });
    expect(JSON.parse(who.text)).toEqual(me);
  });

  test('[PE10] who signs out is out, and so is whom an admin signs out', async () => {
    const [host, listener, admin] = [await begin('host'), await begin('listener'), await begin('admin')];
    expect((await house.call('/v1/sessions/current', { method: 'DELETE', token: host.accessToken })).status).toBe(204);
    const listed = await house.call('/v1/sessions?limit=200', { token: admin.accessToken });
    const sessions = (JSON.parse(listed.text) as Session[]).map(({ id }) => id);
    expect(sessions).toContain(listener.me.session);
    expect(sessions).not.toContain(host.me.session);
    const path = `/v1/sessions/${listener.me.session}`;
    expect((await house.call(path, { method: 'DELETE', token: admin.accessToken })).status).toBe(204);
    for (const { accessToken, refreshToken } of [host, listener]) {
      expect((await house.call('/v1/me', { token: accessToken })).status).toBe(401);
      expect((await post('/v1/sessions/refresh', { refreshToken })).status).toBe(401);
    }
    const unknown = '/v1/sessions/01900000-0000-7000-8000-000000000001';
    expect((await house.call(unknown, { method: 'DELETE', token: admin.accessToken })).status).toBe(404);
  });

  test('[PE11] a token that does not hold is refused even where anybody may', async () => {
    const answer = await house.call('/v1/me', { token: 'opensesame' });
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    const other = await house.call('/v1/me', { headers: { authorization: 'Basic cmFkaW86cmFkaW8=' } });
    expect([other.status, other.text]).toEqual([200, '{"role":"anonymous"}']);
  });

  describe('asking for more', () => {
    const HOST = { role: 'host', channels: ['final'] };

    test.each<[string, unknown]>([
      ['who made it', { ...HOST, made_by: 'command' }],
      ['an id', { ...HOST, id: '01900000-0000-7000-8000-000000000001' }],
      ['a token of its own', { ...HOST, token: 'x'.repeat(43), hash: 'x' }],
      ['uses left', { ...HOST, usesLeft: 100, uses_left: 100 }],
      ['no end', { ...HOST, expiresAt: '2099-01-01T00:00:00Z' }],
      ['an owner', { ...HOST, ownerId: 'me', status: 'COMPLETED', term: 99 }],
      ['no end of hours', { ...HOST, hours: 1e9 }],
      ['less than one use', { ...HOST, uses: 0 }],
      ['half a use', { ...HOST, uses: 1.5 }],
      ['a role nobody has', { role: 'owner', channels: ['final'] }],
      ['two roles', { role: ['host', 'admin'], channels: ['final'] }],
      ['a channel that is none', { role: 'host', channels: ['../final'] }],
      ['too many channels', { role: 'host', channels: Array.from({ length: 51 }, (_, n) => `c${n}`) }],
      ['a list', [HOST]],
    ])('[PE14] an invitation with %s is refused', async (_, body) => {
      const answer = await post('/v1/invitations', body, await house.accessToken('host', ['final']));
      expect([answer.status, codeOf(answer)]).toEqual([400, 'request.invalid']);
    });

    test.each<[string, unknown]>([
      ['a role', { invitation: 'x'.repeat(43), role: 'admin' }],
      ['a pattern for a token', { invitation: { $ne: null } }],
      ['a list of tokens', { invitation: ['x'.repeat(43)] }],
      ['no token', {}],
      ['a token too long', { invitation: 'x'.repeat(44) }],
      ['nothing', null],
    ])('[PE14] a session with %s is refused', async (_, body) => {
      const answer = await post('/v1/sessions', body);
      expect([answer.status, codeOf(answer)]).toEqual([400, 'request.invalid']);
    });

    test('[PE14] what pollutes a prototype changes nothing', async () => {
      const token = await house.accessToken('host', ['final']);
      const body: unknown = JSON.parse('{"role":"host","channels":["final"],"__proto__":{"uses":99}}');
      const answer = await post('/v1/invitations', body, token);
      expect([answer.status, (JSON.parse(answer.text) as { uses?: number }).uses ?? 'refused']).toEqual([201, 1]);
      expect(({} as { uses?: number }).uses).toBeUndefined();
    });

    test('[PE5] a host is not made admin by asking', async () => {
      const token = await house.accessToken('host', ['final']);
      const answers = [
        await post('/v1/invitations', { role: 'admin' }, token),
        await post('/v1/invitations', { role: 'host', channels: ['derby'] }, token),
        await post('/v1/invitations', { role: 'listener' }, token),
      ];
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    });
  });

  const changeFrom = async (origin: string | undefined, host = 'radio.example'): Promise<Answer> =>
    house.call('/v1/sessions/refresh', {
      method: 'POST',
      body: { refreshToken: 'x'.repeat(43) },
      headers: { ...elsewhere(), host, ...(origin === undefined ? {} : { origin }) },
    });

  describe('origins', () => {
    test.each<[string, string | undefined, number]>([
      ['another site', 'https://evil.example', 403],
      ['a page without an origin', 'null', 403],
      ['a site named nearly so', 'https://app.example.com.evil', 403],
      ['a site that ends so', 'https://evil-app.example.com', 403],
      ['an allowed site', FRIEND, 401],
      ['a program', undefined, 401],
    ])('[PE7] a change from %s', async (_, origin, status) => {
      expect((await changeFrom(origin)).status).toBe(status);
    });

    test('[PE7] our own pages may', async () => {
      expect((await changeFrom('https://radio.example')).status).toBe(401);
      expect((await changeFrom('http://192.168.1.7:8000', '192.168.1.7:8000')).status).toBe(401);
      expect((await changeFrom('http://192.168.1.7:3000', '192.168.1.7:8000')).status).toBe(403);
    });

    test('[PE7] browsers of an allowed site are told so, others nothing', async () => {
      const preflight = { 'access-control-request-method': 'POST' };
      const friend = await house.call('/v1/sessions', { method: 'OPTIONS', headers: { origin: FRIEND, ...preflight } });
      expect(friend.status).toBe(204);
      expect(friend.headers).toMatchObject({
        'access-control-allow-origin': FRIEND,
        'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
        vary: 'Origin',
      });
      expect(friend.headers['access-control-allow-credentials']).toBeUndefined();
      const evil = await house.call('/v1/sessions', {
        method: 'OPTIONS',
        headers: { origin: 'https://evil.example', ...preflight },
      });
      expect(Object.keys(evil.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    });

    test('[PE7] a refusal can be read by the allowed site', async () => {
      expect((await changeFrom(FRIEND)).headers['access-control-allow-origin']).toBe(FRIEND);
    });
  });

  const guess = async (address: string): Promise<number> => {
    const headers = { 'x-forwarded-for': address };
    const answer = await house.call('/v1/sessions', { method: 'POST', body: { invitation: 'x'.repeat(43) }, headers });
    return answer.status;
  };

  test('[PE8] the eleventh wrong guess of an address is not looked at, of another one it is', async () => {
    const answers = [];
    for (let n = 0; n < 11; n += 1) answers.push(await guess('10.2.0.1'));
    expect(answers).toEqual([410, 410, 410, 410, 410, 410, 410, 410, 410, 410, 429]);
    expect(await guess('10.2.0.2')).toBe(410);
  });

  test('[PE13] what was asked and answered here is in no log line', async () => {
    const secrets: string[] = [];
    const notices = await house.app.get(ListedNotices).tellAll('https://radio.example');
    const link = notices.find(([about]) => about === 'Host link')?.[1] ?? '';
    const invitation = await house.invitation({ role: 'host', channels: ['canary'] });
    const answer = await post('/v1/sessions', { invitation });
    const tokens = Tokens.parse(JSON.parse(answer.text));
    await post('/v1/sessions', { invitation });
    await post('/v1/sessions/refresh', { refreshToken: tokens.refreshToken, extra: tokens.refreshToken });
    for (let use = 0; use < 6; use += 1) await post('/v1/sessions/refresh', { refreshToken: tokens.refreshToken });
    await house.call(`/v1/invitations/${invitation}?before=${tokens.refreshToken}`, {
      method: 'DELETE',
      token: tokens.accessToken,
    });
    await house.call('/v1/me', { token: `${tokens.accessToken}x` });
    secrets.push(invitation, tokens.accessToken, tokens.refreshToken);
    if (link !== '') secrets.push(tokenIn(link).slice(0, 43));
    const lines = JSON.stringify(house.log.lines);
    expect(lines).toContain('a refresh token was shown again');
    expect(secrets.filter((secret) => lines.includes(secret))).toEqual([]);
  });
});
