import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { StreamAddresses } from '../../src/wire/streams.js';
import { RadioApp } from '../support/radio-app.js';
import { StrictRadio } from '../support/strict-radio.js';
import { until } from '../support/until.js';

let radio: RadioApp;
beforeAll(async () => {
  radio = await RadioApp.open({ STREAM_LISTENERS_OF_CHANNEL_MAX: '2' });
});
afterAll(() => radio.close());

const addresses = async (channel: string, token?: string) => {
  const { status, text } = await radio.house.call(`/v1/channels/${channel}/streams`, { token });
  return { status, told: JSON.parse(text) as StreamAddresses };
};
const pathOf = (url: string) => url.slice(radio.origin.length);

test('[TX17] a private channel is heard with the address that who may hear it is given, and not without', async () => {
  const channel = await radio.channel({ visibility: 'private' });
  expect((await addresses(channel)).status).toBe(404);
  const { told } = await addresses(channel, await radio.house.accessToken('listener', [channel]));
  expect(Date.parse(told.expiresAt ?? '')).toBeGreaterThan(0);
  const [, token = ''] = /token=([^&]+)/.exec(told.mp3) ?? [];
  expect(token.length).toBeGreaterThan(60);
  const other = await radio.channel({ visibility: 'private' });
  for (const path of ['live.mp3', 'live.m3u', 'live.pls', 'live.m3u8', 'segments/1.mp3']) {
    const refused = `/v1/channels/${channel}/${path}`;
    for (const wrong of [refused, `${refused}?token=${token}x`, `/v1/channels/${other}/${path}?token=${token}`]) {
      const { status, bytes } = await radio.sound(wrong);
      expect([wrong, status, (JSON.parse(bytes.toString()) as { code: string }).code]).toEqual([
        wrong,
        404,
        'radio.unknown-channel',
      ]);
    }
  }
  const playing = new StrictRadio(radio.house.port, pathOf(told.mp3));
  expect((await playing.head()).get('status')).toBe('HTTP/1.1 200 OK');
  const list = await radio.sound(pathOf(told.hls));
  expect([list.status, list.headers.get('cache-control')]).toEqual([200, 'private, max-age=2']);
  const [segment = ''] = /segments\/\S+/.exec(list.bytes.toString()) ?? [];
  const got = await radio.sound(`/v1/channels/${channel}/${segment}`);
  expect([got.status, got.headers.get('cache-control')]).toEqual([200, 'private, max-age=600, immutable']);
  const m3u = await radio.sound(pathOf(told.m3u));
  expect(m3u.bytes.toString()).toContain(`token=${token}`);
  playing.close();
  await until('it is in the log', () =>
    radio.house.log.lines.some(
      ({ fields }) => fields['route'] === '/v1/channels/:id/live.mp3' && fields['status'] === 200,
    ),
  );
  const secret = token.split('.').at(-1) ?? '';
  expect(secret.length).toBe(43);
  expect(radio.house.log.lines.filter((line) => JSON.stringify(line).includes(secret))).toEqual([]);
});

test('[TX17] a channel that becomes private ends the streams of who came without a token', async () => {
  const channel = await radio.channel();
  const anybody = new StrictRadio(radio.house.port, `/live/${channel}.mp3`);
  await anybody.head();
  const admin = await radio.house.accessToken('admin');
  const path = `/v1/channels/${channel}`;
  const { status } = await radio.house.call(path, { method: 'PATCH', token: admin, body: { visibility: 'private' } });
  expect(status).toBe(200);
  await until('it has ended', () => anybody.closed);
  expect((await radio.sound(`/live/${channel}.mp3`)).status).toBe(404);
});

test('[TX17] whoever signs out is sent nothing more within 2 s', async () => {
  const channel = await radio.channel({ visibility: 'private' });
  const link = await radio.house.invitation({ role: 'listener', channels: [channel] });
  const begun = await radio.house.call('/v1/sessions', { method: 'POST', body: { invitation: link } });
  const { accessToken } = JSON.parse(begun.text) as { accessToken: string };
  const { told } = await addresses(channel, accessToken);
  const playing = new StrictRadio(radio.house.port, pathOf(told.mp3));
  await playing.head();
  const { status } = await radio.house.call('/v1/sessions/current', { method: 'DELETE', token: accessToken });
  expect(status).toBe(204);
  await until('it has ended', () => playing.closed, 2_500);
  expect((await radio.sound(pathOf(told.mp3))).status).toBe(404);
});

test('[TX13] who does not fit in is told when to try again', async () => {
  const channel = await radio.channel();
  const two = [0, 1].map(() => new StrictRadio(radio.house.port, `/live/${channel}.mp3`));
  for (const one of two) expect((await one.head()).get('status')).toBe('HTTP/1.1 200 OK');
  const third = await radio.sound(`/live/${channel}.mp3`);
  expect([third.status, third.headers.get('retry-after'), third.headers.get('content-type')]).toEqual([
    503,
    '30',
    'application/problem+json; charset=utf-8',
  ]);
  for (const one of two) one.close();
  await until('there is room again', async () => {
    const again = new StrictRadio(radio.house.port, `/live/${channel}.mp3`);
    const status = (await again.head()).get('status');
    again.close();
    return status === 'HTTP/1.1 200 OK';
  });
});

test('[TX22] a node that leaves streams to others says so', async () => {
  const conductor = await RadioApp.open({ ROLES: 'conductor' });
  try {
    const channel = await conductor.channel();
    for (const path of ['live.mp3', 'live.m3u8', 'streams']) {
      const { status, headers } = await conductor.sound(`/v1/channels/${channel}/${path}`);
      expect([status, headers.get('retry-after')]).toEqual([503, '5']);
    }
  } finally {
    await conductor.close();
  }
});
