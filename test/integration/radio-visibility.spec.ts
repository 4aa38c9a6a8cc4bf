import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BlobStore } from '../../src/blobs/blob-store.port.js';
import { Cleanup } from '../../src/radio/cleanup.js';
import { RadioMetrics } from '../../src/radio/radio.metrics.js';
import type { Joined } from '../../src/wire/radio.js';
import { RadioApp } from '../support/radio-app.js';
import { until } from '../support/until.js';

const VISIBILITIES = ['public', 'unlisted', 'private'] as const;
type Visibility = (typeof VISIBILITIES)[number];
const DAY_MS = 86_400_000;

interface Aired {
  readonly channel: string;
  readonly request: string;
  readonly url: string;
}

let radio: RadioApp;
const aired = {} as Record<Visibility, Aired>;

async function air(visibility: Visibility, archived = false): Promise<Aired> {
  const channel = await radio.channel({ visibility, archived });
  const ear = await radio.ear(await radio.house.accessToken('listener', [channel]));
  await ear.join({ channel });
  const request = await radio.said(channel, { text: 'Goal!' });
  const { change } = await ear.hears('audio_stream_started');
  await ear.hears('audio_stream_ended');
  ear.socket.disconnect();
  return { channel, request, url: change.started?.entries[0]?.url ?? '' };
}

beforeAll(async () => {
  radio = await RadioApp.open();
  const all = await Promise.all(VISIBILITIES.map(async (visibility) => [visibility, await air(visibility)] as const));
  Object.assign(aired, Object.fromEntries(all));
});
afterAll(() => radio.close());

const tokenOf = async (persona: string, channel: string): Promise<string | undefined> => {
  if (persona === 'anonymous') return undefined;
  if (persona === 'admin') return radio.house.accessToken('admin');
  if (persona === 'host') return radio.house.accessToken('host', [channel]);
  if (persona === 'host of another') return radio.house.accessToken('host', ['derby']);
  return radio.house.accessToken(
    'listener',
    persona === 'listener of it' ? [channel] : persona === 'listener' ? [] : ['derby'],
  );
};

describe('a channel', () => {
  // By hand, for public, unlisted and private: whether it is listed, and whether it is heard.
  test.each<[string, string, string]>([
    ['anonymous', 'ynn', 'yyn'],
    ['listener of another', 'ynn', 'yyn'],
    ['host of another', 'ynn', 'yyn'],
    ['listener of it', 'ynn', 'yyy'],
    ['listener', 'ynn', 'yyy'],
    ['host', 'yyy', 'yyy'],
    ['admin', 'yyy', 'yyy'],
  ])('[RA110] as %s finds and hears it', async (persona, listed, heard) => {
    for (const [nth, visibility] of VISIBILITIES.entries()) {
      const { channel, request, url } = aired[visibility];
      const token = await tokenOf(persona, channel);
      const list = await radio.house.call('/v1/channels?limit=200', { token });
      expect([visibility, list.text.includes(channel)]).toEqual([visibility, listed[nth] === 'y']);
      const mayHear = heard[nth] === 'y';
      for (const path of [
        `/v1/channels/${channel}`,
        `/v1/channels/${channel}/queue`,
        url,
        `/v1/audio/stream/${request}`,
      ]) {
        const { status } = await radio.sound(path, { token });
        expect([visibility, path, status]).toEqual([visibility, path, mayHear ? 200 : 404]);
      }
      const ear = await radio.ear(token);
      const joined = await ear.ask<Joined & { code?: string }>('join', { channel });
      expect([visibility, joined.code]).toEqual([visibility, mayHear ? undefined : 'radio.unknown-channel']);
      ear.socket.disconnect();
    }
  });

  test('[RA106] is kept by strangers only where anybody may hear it', async () => {
    const kept: Record<string, string | null> = {};
    for (const visibility of VISIBILITIES) {
      const { channel, url } = aired[visibility];
      const { headers } = await radio.sound(url, { token: await tokenOf('listener of it', channel) });
      kept[visibility] = headers.get('cache-control');
    }
    const year = 'max-age=31536000, immutable';
    expect(kept).toEqual({ public: `public, ${year}`, unlisted: `public, ${year}`, private: `private, ${year}` });
  });

  test('[RA110] has no name that could be a mistake of ours', async () => {
    const token = await radio.house.accessToken('admin');
    for (const id of ['%00', '%F0%9F%98%80', 'a'.repeat(65), '%20']) {
      for (const path of [`/v1/channels/${id}`, `/v1/channels/${id}/queue`]) {
        expect([path, (await radio.house.call(path)).status]).toEqual([path, 400]);
      }
      const { status } = await radio.house.call(`/v1/channels/${id}/pause`, {
        method: 'POST',
        token,
        headers: { 'idempotency-key': 'some-key' },
      });
      expect([id, status]).toEqual([id, 400]);
    }
    for (const bad of [{ title: 'Fi\0nal' }, { title: '\ud800' }, { match: '\0' }, { voice: '\0' }]) {
      const body = { title: 'Final', ...bad };
      expect((await radio.house.call('/v1/channels', { method: 'POST', token, body })).status).toBe(400);
    }
    for (const pronunciations of [{ 'a\0': 'b' }, { a: '\udc00' }]) {
      const body = { title: 'Final', pronunciations };
      expect((await radio.house.call('/v1/channels', { method: 'POST', token, body })).status).toBe(400);
    }
  });

  test('[RA41] has an id in small letters, as the keys of its sound', async () => {
    const token = await radio.house.accessToken('admin');
    for (const id of ['Final', 'FINAL', 'fin\u00e1l', 'a.b', 'a'.repeat(65)]) {
      const body = { title: 'Final', id };
      expect((await radio.house.call('/v1/channels', { method: 'POST', token, body })).status).toBe(400);
    }
  });

  test('[RA156] is not betrayed to who may not hear it: it is answered for as one that is not there', async () => {
    // The newest of all: a page after it shows the public one.
    const [secret, older] = [aired.private.channel, aired.public.channel];
    await radio.query('UPDATE channels SET created_at = $1 WHERE id = $2', [5e12, secret]);
    const mine = await tokenOf('listener of it', secret);
    for (const [channel, token, expected] of [
      ['nobody', undefined, []],
      [secret, undefined, []],
      ['nobody', mine, []],
      [secret, mine, [older]],
    ] as const) {
      const { text } = await radio.house.call(`/v1/channels?limit=200&before=${channel}`, { token });
      const { channels } = JSON.parse(text) as { channels: { id: string }[] };
      expect([channel, channels.map(({ id }) => id)]).toEqual([channel, expected]);
    }
    const ear = await radio.ear();
    for (const channel of ['nobody', secret]) {
      const played = { channel, chunk: '01970000-0000-7000-8000-0000000000ff' };
      expect(await ear.ask('audio_played', played)).toMatchObject({ code: 'radio.not-joined' });
    }
  });

  test('[RA116] is on a full page, however many others nobody may find', async () => {
    await radio.query(
      `INSERT INTO channels (id, title, language, visibility, archived, gap_ms, pronunciations, created_at, phase,
         phase_since, lead_ms, firm_until, not_before)
       SELECT 'hidden-' || n, 'Hidden', 'en', 'private', false, 408, '{}', 4e12 + n, 'closed', 0, 600, 0, 0
       FROM generate_series(1, 450) AS n`,
    );
    const { text } = await radio.house.call('/v1/channels?limit=1');
    const { channels } = JSON.parse(text) as { channels: { id: string }[] };
    expect(channels.map(({ id }) => id)).toEqual([aired.public.channel]);
    const next = await radio.house.call(`/v1/channels?limit=1&before=${aired.public.channel}`);
    expect(JSON.parse(next.text)).toEqual({ channels: [] });
    await radio.query(`DELETE FROM channels WHERE id LIKE 'hidden-%'`);
  });
});

describe('cleaning', () => {
  test('[RA112] [RA111] deletes what ended long ago, and what is archived or in use stays', async () => {
    const [old, archived, fresh] = await Promise.all([air('public'), air('public', true), air('public')]);
    const isThere = async ({ request }: Aired): Promise<boolean> => {
      const [row] = await radio.query<{ blob_key: string; gone: boolean }>(
        'SELECT blob_key, audio_deleted_at IS NOT NULL AS gone FROM audio_chunks WHERE request = $1',
        [request],
      );
      const stored = await radio.house.app.get(BlobStore).stat(row?.blob_key ?? '');
      expect(stored === undefined).toBe(row?.gone);
      return stored !== undefined;
    };
    const aged = (days: number, { request }: Aired) =>
      radio.query('UPDATE audio_playback_requests SET ended_at = ended_at - $1 WHERE id = $2', [
        days * DAY_MS,
        request,
      ]);
    await aged(8, old);
    await aged(8, archived);
    await aged(6.9, fresh);
    expect(await radio.house.app.get(Cleanup).run()).toBe(1);
    expect(await Promise.all([old, archived, fresh].map(isThere))).toEqual([false, true, true]);
    expect(await radio.house.app.get(Cleanup).run()).toBe(0);
    const { values } = await radio.house.app.get(RadioMetrics).cleaned.get();
    expect(values[0]?.value).toBe(1);
    // Whoever holds its address is told that it is gone.
    await radio.takeOver(old.channel);
    await radio.query(`UPDATE audio_playback_requests SET closed_at = now() - interval '1 day' WHERE id = $1`, [
      old.request,
    ]);
    await radio.takeOver(old.channel);
    expect((await radio.sound(old.url)).status).toBe(404);
    expect((await radio.sound(archived.url)).status).toBe(200);
  });
});

describe('the radio’s metrics', () => {
  test('[RA111] count how requests end, how long they are made and wait, and silence', async () => {
    const metrics = radio.house.app.get(RadioMetrics);
    const { channel } = aired.public;
    await radio.host(channel, 'pause');
    const cancelled = await radio.said(channel, { text: 'Never.' });
    await radio.host(channel, `requests/${cancelled}`, { method: 'DELETE' });
    const ended = (await metrics.requests.get()).values.map(({ labels: { status, reason } }) => `${status} ${reason}`);
    expect(ended).toEqual(expect.arrayContaining(['completed clock', 'cancelled host']));
    const made = (await metrics.generated.get()).values.filter(({ metricName }) => metricName?.endsWith('_count'));
    expect(made.map(({ labels }) => labels)).toEqual([{ provider: 'espeak' }]);
    expect(made[0]?.value).toBeGreaterThanOrEqual(6);
    const lag = (await metrics.onAirLag.get()).values.find(({ metricName }) => metricName?.endsWith('_sum'));
    expect(lag?.value).toBeGreaterThan(6 * 0.4);
    const silent = await until('silence is counted', async () => (await metrics.deadAir.get()).values[0]?.value);
    expect(silent).toBeGreaterThan(0);
  });
});
