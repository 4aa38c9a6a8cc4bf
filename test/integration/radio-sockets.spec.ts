import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { AccessTokens } from '../../src/people/access-tokens.js';
import { SigningKeys } from '../../src/people/signing-key.port.js';
import { RadioMetrics } from '../../src/radio/radio.metrics.js';
import { RadioApp, type Ear } from '../support/radio-app.js';
import { until } from '../support/until.js';

const ALLOWED = 'https://club.example';
const MINUTE_MS = 60_000;
/** A machine that is busy with other tests may be late by so much. */
const BUSY_MS = 3_000;

let radio: RadioApp;
let channel: string;
beforeAll(async () => {
  radio = await RadioApp.open({ ALLOWED_ORIGINS: ALLOWED });
  channel = await radio.channel();
});
afterAll(() => radio.close());

const connecting = (
  path: string,
  { origin, token }: { origin?: string | undefined; token?: string | undefined },
): Socket =>
  io(`${radio.origin}${path}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: token === undefined ? {} : { token },
    extraHeaders: origin === undefined ? {} : { origin },
  });

interface Refused extends Error {
  readonly data?: { readonly code: string };
}

/** Whether one gets in, or why not: a code, or nothing where the handshake itself is refused. */
async function comes(origin: string | undefined, token?: string, path = '/radio'): Promise<string> {
  const socket = connecting(path, { origin, token });
  const answer = await new Promise<string>((resolve) => {
    socket.once('connect', () => resolve('in'));
    socket.once('connect_error', (error: Refused) => resolve(error.data?.code ?? 'no handshake'));
  });
  socket.disconnect();
  return answer;
}

/** What a socket that is closed by us was told. */
function closing({ socket }: Ear): Promise<string> {
  return new Promise((resolve) => socket.once('closing', ({ reason }: { reason: string }) => resolve(reason)));
}

const kicked = async (reason: string): Promise<number> => {
  const { values } = await radio.house.app.get(RadioMetrics).kicked.get();
  return values.find(({ labels }) => labels.reason === reason)?.value ?? 0;
};

describe('the handshake', () => {
  // By hand: without a token, and with one.
  test.each<[string, () => string | undefined, [string, string]]>([
    ['our own page', () => radio.origin, ['in', 'in']],
    ['an allowed site', () => ALLOWED, ['in', 'in']],
    ['another site', () => 'https://evil.example', ['no handshake', 'no handshake']],
    ['no site at all', () => 'null', ['no handshake', 'no handshake']],
    ['one that begins alike', () => `${ALLOWED}.evil.example`, ['no handshake', 'no handshake']],
    ['one that ends alike', () => 'https://evil-club.example', ['no handshake', 'no handshake']],
    ['one of another scheme', () => 'http://club.example', ['no handshake', 'no handshake']],
    ['a program', () => undefined, ['people.origin-not-allowed', 'in']],
  ])('[RA95] %s', async (_, origin, expected) => {
    const token = await radio.house.accessToken('listener', [channel]);
    expect([await comes(origin()), await comes(origin(), token)]).toEqual(expected);
  });

  test('[RA95] a token that does not hold is refused, never taken for none', async () => {
    expect(await comes(radio.origin, 'a.b.c')).toBe('people.not-signed-in');
  });

  test('[RA95] there is no way in but WebSocket, and nothing in any other namespace', async () => {
    for (const method of ['GET', 'POST']) {
      const polled = await fetch(`${radio.origin}/socket.io/?EIO=4&transport=polling`, { method });
      expect(polled.status).toBe(400);
    }
    expect(await comes(radio.origin, undefined, '/')).toBe('request.not-found');
    expect(await comes(radio.origin, undefined, '/nothing')).not.toBe('in');
  });

  test('[RA95] who leaves the namespace leaves the connection', async () => {
    const { socket } = await radio.ear();
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    // As a packet, so that the client does not close the line by itself.
    socket.io.engine.write('41/radio,');
    expect(await gone).toBe('transport close');
  });
});

const shortToken = async (id: string, session: string): Promise<string> => {
  const keys = radio.house.app.get(SigningKeys);
  const past = new VirtualClock(Date.now() - 15 * MINUTE_MS + 6_000);
  const { token } = await new AccessTokens(keys, past).issue({ role: 'listener', id, session, channels: [] });
  return token;
};

describe('a socket’s token', () => {
  test('[RA96] ends its socket, unless the next one is shown in time', async () => {
    const [id, session] = [randomUUID(), randomUUID()];
    const [ends, goesOn] = [
      await radio.ear(await shortToken(id, session)),
      await radio.ear(await shortToken(id, session)),
    ];
    const ended = closing(ends);
    const next = (await radio.house.app.get(AccessTokens).issue({ role: 'listener', id, session, channels: [] })).token;
    const others = await radio.house.accessToken('listener');
    expect(await goesOn.ask('authenticate', { token: others })).toMatchObject({ code: 'people.not-allowed' });
    expect(await goesOn.ask('authenticate', { token: 'a.b.c' })).toMatchObject({ code: 'people.not-signed-in' });
    expect(await goesOn.ask('authenticate', { token: next })).toEqual({ role: 'listener' });
    expect(await ended).toBe('signed-out');
    expect(await goesOn.ask('clock')).toMatchObject({ clockId: expect.any(String) });
    expect(goesOn.socket.connected).toBe(true);
  });

  test('[RA96] ends it within 2 s of signing out', async () => {
    const invitation = await radio.house.invitation({ role: 'listener', channels: [channel] });
    const signedIn = await radio.house.call('/v1/sessions', { method: 'POST', body: { invitation } });
    const { accessToken } = JSON.parse(signedIn.text) as { accessToken: string };
    const ear = await radio.ear(accessToken);
    const closed = closing(ear);
    await radio.house.call('/v1/sessions/current', { method: 'DELETE', token: accessToken });
    const signedOutAt = performance.now();
    expect(await closed).toBe('signed-out');
    expect(performance.now() - signedOutAt).toBeLessThan(2_000 + BUSY_MS);
    expect(await comes(radio.origin, accessToken)).toBe('people.not-signed-in');
  });
});

describe('a flood', () => {
  test('[RA97] ends its own socket; others hear on, and the programme is as it was', async () => {
    const [flood, good] = [await radio.ear(), await radio.ear()];
    await good.join({ channel });
    await flood.join({ channel });
    const { seq } = radio.conductor(channel);
    const reason = closing(flood);
    const refusals: unknown[] = [];
    for (let nth = 0; nth < 600; nth += 1) {
      const played = { channel, chunk: '01970000-0000-7000-8000-0000000000ff' };
      flood.socket.emit('audio_played', played, (answer: unknown) => refusals.push(answer));
    }
    expect(await reason).toBe('flood');
    expect(refusals).toContainEqual({ code: 'request.too-many', message: 'Too many events.', retryAfterS: 1 });
    expect(await kicked('flood')).toBe(1);
    expect(radio.conductor(channel).seq).toBe(seq);
    await radio.conductor(channel).carryOut({ type: 'setLead', leadMs: 700 });
    await good.hears('playback_queue_updated');
    await until('only one is left', async () => (await radio.queue(channel)).listeners === 1);
  });
});

describe('connections', () => {
  test('[RA111] ws_connections says how many sockets there are', async () => {
    const open = async () => (await radio.house.app.get(RadioMetrics).connections.get()).values[0]?.value ?? 0;
    const before = await open();
    const ear = await radio.ear();
    expect(await open()).toBe(before + 1);
    ear.socket.disconnect();
    await until('it is gone', async () => (await open()) === before);
  });
});
