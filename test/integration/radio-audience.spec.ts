import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Audience } from '../../src/wire/audience.js';
import { RadioApp } from '../support/radio-app.js';
import { until } from '../support/until.js';

let radio: RadioApp;
beforeAll(async () => {
  radio = await RadioApp.open();
});
afterAll(() => radio.close());

const audience = async (channel: string, token?: string) => {
  const { status, text } = await radio.house.call(`/v1/channels/${channel}/audience`, { token });
  return { status, body: JSON.parse(text) as Audience & { code?: string } };
};

test('[RA178] a host reads who is there and how well they hear it; hosts are counted apart', async () => {
  const channel = await radio.channel();
  const token = await radio.house.accessToken('host', [channel]);
  const [near, far, silent] = [await radio.ear(), await radio.ear(), await radio.ear()];
  const host = await radio.ear(token);
  for (const ear of [near, far, silent, host]) await ear.join({ channel });
  const report = { channel, bufferMs: 29_000, fetchMs: 4, roundTripMs: 12, stalls: 0 };
  await near.ask('report', { ...report, skewMs: -900 });
  await near.ask('report', { ...report, skewMs: -0.4 });
  await far.ask('report', { ...report, skewMs: 312, bufferMs: 1_500, stalls: 3 });
  await host.ask('report', { ...report, skewMs: 5_000, stalls: 100, bufferMs: 0 });
  const { status, body } = await audience(channel, token);
  expect(status).toBe(200);
  expect(body).toMatchObject({ listeners: 3, hosts: 1, reporting: 2, spread: { p50Ms: 0.4, p95Ms: 312 } });
  expect(body).toMatchObject({ behind: 1, stalls: 3, bufferMsMin: 1_500 });
  expect(body.histogram.map(({ listeners }) => listeners)).toEqual([1, 0, 0, 0, 0, 0, 1]);
  far.socket.disconnect();
  await until('it is gone', async () => (await audience(channel, token)).body.listeners === 2);
  expect((await audience(channel, token)).body).toMatchObject({ hosts: 1, reporting: 1, stalls: 0, behind: 0 });
});

test('[RA178] and nobody else does', async () => {
  const channel = await radio.channel();
  expect(await audience(channel)).toMatchObject({ status: 401 });
  for (const role of ['listener', 'host'] as const) {
    const token = await radio.house.accessToken(role, ['derby']);
    expect(await audience(channel, token)).toMatchObject({ status: 403 });
  }
  const admin = await radio.house.accessToken('admin');
  expect(await audience('nobody', admin)).toMatchObject({ status: 404, body: { code: 'radio.unknown-channel' } });
});
