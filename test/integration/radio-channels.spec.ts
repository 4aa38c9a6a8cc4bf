import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FirstChannel } from '../../src/radio/first-channel.js';
import { Stations } from '../../src/radio/stations.js';
import type { ChannelCard, ChannelDetails } from '../../src/wire/host.js';
import { RadioApp } from '../support/radio-app.js';
import { until } from '../support/until.js';

let radio: RadioApp;
beforeAll(async () => {
  radio = await RadioApp.open();
});
afterAll(() => radio.close());

const cardOf = async (channel: string, token?: string): Promise<ChannelCard | undefined> => {
  const { text } = await radio.house.call('/v1/channels?limit=200', { token });
  return (JSON.parse(text) as { channels: ChannelCard[] }).channels.find(({ id }) => id === channel);
};
const detailsOf = async (channel: string, token?: string): Promise<ChannelDetails> =>
  JSON.parse((await radio.house.call(`/v1/channels/${channel}`, { token })).text) as ChannelDetails;
const doing = (card: ChannelCard | undefined) => [card?.phase, card?.isOnAir, card?.listeners];

async function amend(channel: string, body: unknown, token?: string) {
  const admin = token ?? (await radio.house.accessToken('admin'));
  const { status, text } = await radio.house.call(`/v1/channels/${channel}`, { method: 'PATCH', token: admin, body });
  return { status, body: JSON.parse(text) as ChannelDetails & { code?: string } };
}

describe('a channel in the list', () => {
  test('[RA175] says whether it is open, whether something sounds, and how many listen, hosts aside', async () => {
    const channel = await radio.channel();
    expect(doing(await cardOf(channel))).toEqual(['open', false, 0]);
    const [one, other] = await Promise.all([radio.ear(), radio.ear()]);
    const host = await radio.ear(await radio.house.accessToken('host', [channel]));
    for (const ear of [one, other, host]) await ear.join({ channel });
    await radio.said(channel, { text: 'Kick-off. It rains, and the ground is full to the last seat tonight.' });
    await one.hears('audio_stream_started');
    expect(doing(await cardOf(channel))).toEqual(['open', true, 2]);
    expect(doing(await detailsOf(channel))).toEqual(['open', true, 2]);
    expect(await radio.queue(channel)).toMatchObject({ listeners: 2 });
    other.socket.disconnect();
    await one.hears('audio_stream_ended');
    await until('it is quiet', async () => (await cardOf(channel))?.isOnAir === false);
    await until('one is left', async () => (await cardOf(channel))?.listeners === 1);
    await radio.host(channel, 'pause');
    expect(doing(await cardOf(channel))).toEqual(['paused', false, 1]);
  });

  test('[RA175] is not run for that: of what runs elsewhere, or is closed, it says what is kept', async () => {
    const channel = await radio.channel();
    const { node, run } = { node: 'other', run: '01970000-0000-7000-8000-00000000aaaa' };
    await radio.query(
      `INSERT INTO nodes SELECT $1, $2, clock_id, ahead_ms, now() + interval '1 hour' FROM nodes LIMIT 1`,
      [run, node],
    );
    await radio.query(
      `INSERT INTO channels (id, title, language, visibility, archived, gap_ms, pronunciations, created_at, phase,
         phase_since, lead_ms, firm_until, not_before, owner, term)
       SELECT 'elsewhere', title, language, visibility, archived, gap_ms, pronunciations, created_at, 'paused',
         phase_since, lead_ms, firm_until, not_before, $1, 1 FROM channels WHERE id = $2`,
      [run, channel],
    );
    await radio.query(
      `INSERT INTO websocket_connections (id, channel, run, connected_at) VALUES ('far', 'elsewhere', $1, now())`,
      [run],
    );
    expect(doing(await cardOf('elsewhere'))).toEqual(['paused', false, 1]);
    expect(doing(await detailsOf('elsewhere'))).toEqual(['paused', false, 1]);
    await radio.query(`UPDATE channels SET phase = 'closed', owner = NULL WHERE id = 'elsewhere'`);
    expect(doing(await cardOf('elsewhere'))).toEqual(['closed', false, 1]);
    expect(radio.house.app.get(Stations).running('elsewhere')).toBeUndefined();
    await radio.query(`DELETE FROM channels WHERE id = 'elsewhere'`);
  });

  test('[RA176] tells how it speaks to its hosts alone', async () => {
    const pronunciations = { Ajax: 'eye ax' };
    const channel = await radio.channel({ voice: 'espeak:en', pronunciations });
    const host = await radio.house.accessToken('host', [channel]);
    expect(await detailsOf(channel, host)).toMatchObject({ voice: 'espeak:en', pronunciations });
    for (const token of [undefined, await radio.house.accessToken('host', ['derby'])]) {
      expect(Object.keys(await detailsOf(channel, token))).toEqual(
        expect.not.arrayContaining(['voice', 'pronunciations']),
      );
    }
    expect(Object.keys((await cardOf(channel, host)) ?? {})).not.toContain('voice');
  });
});

test('[PG13] where there is a channel, whatever it is called, no first one is made', async () => {
  await radio.channel({ visibility: 'private' });
  await radio.house.app.get(FirstChannel).run();
  expect((await radio.house.call('/v1/channels/match-day')).status).toBe(404);
});

describe('an admin', () => {
  test('[RA176] changes a channel while it runs, and whoever runs it follows at once', async () => {
    const channel = await radio.channel({ voice: 'espeak:en' });
    const conductor = radio.conductor(channel);
    const changes = { title: 'Derby', visibility: 'unlisted', archived: true, gapMs: 1_200, voice: null } as const;
    const { status, body } = await amend(channel, { ...changes, pronunciations: { Ajax: 'eye ax' } });
    expect([status, body]).toMatchObject([200, { ...changes, id: channel, language: 'en', phase: 'open' }]);
    const { voice: _, ...rest } = changes;
    expect(conductor.channel).toMatchObject({ ...rest, pronunciations: { Ajax: 'eye ax' } });
    expect(conductor.channel).not.toHaveProperty('voice');
    expect(conductor.state.gapMs).toBe(1_200);
    expect(radio.conductor(channel)).toBe(conductor);
    const ear = await radio.ear();
    await ear.join({ channel });
    const [first, second] = [
      await radio.said(channel, { text: 'One, two, three.' }),
      await radio.said(channel, { text: 'And that is all.' }),
    ];
    const { change } = await ear.hears('audio_stream_started', (told) => told.change.started?.request === first);
    const { change: next } = await ear.hears('audio_stream_started', (told) => told.change.started?.request === second);
    const [entry, following] = [change.started?.entries.at(-1), next.started?.entries[0]];
    expect(following?.startsAt).toBe((entry?.startsAt ?? 0) + (entry?.frames ?? 0) * 24 + 1_200);
  });

  test('[RA176] makes a channel private, and who may not hear it is sent away and not let in again', async () => {
    const channel = await radio.channel();
    const ear = await radio.ear();
    await ear.join({ channel });
    await amend(channel, { title: 'Still public' });
    expect(ear.socket.connected).toBe(true);
    await amend(channel, { visibility: 'private' });
    await until('it is sent away', () => !ear.socket.connected);
    const again = await radio.ear();
    expect(await again.ask('join', { channel })).toMatchObject({ code: 'radio.unknown-channel' });
  });

  test('[RA176] changes of a closed channel what still matters, and not how it speaks', async () => {
    const channel = await radio.channel();
    await radio.host(channel, 'close');
    await until('it is closed', async () => (await cardOf(channel))?.phase === 'closed');
    expect(await amend(channel, { title: 'Full time', archived: true })).toMatchObject({
      status: 200,
      body: { title: 'Full time', archived: true, phase: 'closed' },
    });
    for (const speaks of [{ language: 'de' }, { voice: 'espeak:de' }, { gapMs: 24 }, { pronunciations: {} }]) {
      expect(await amend(channel, speaks)).toMatchObject({ status: 409, body: { code: 'radio.channel-closed' } });
    }
  });

  test('[RA176] is told what is no change, and nobody else changes anything', async () => {
    const channel = await radio.channel();
    for (const bad of [{ id: 'x' }, { title: '' }, { title: null }, { gapMs: 25 }, { match: 'x' }, { phase: 'open' }]) {
      expect([bad, (await amend(channel, bad)).status]).toEqual([bad, 400]);
    }
    expect(await amend('nobody', { title: 'x' })).toMatchObject({
      status: 404,
      body: { code: 'radio.unknown-channel' },
    });
    const host = await radio.house.accessToken('host', [channel]);
    expect(await amend(channel, { title: 'x' }, host)).toMatchObject({ status: 403 });
    expect((await radio.house.call(`/v1/channels/${channel}`, { method: 'PATCH', body: {} })).status).toBe(401);
    expect(await amend(channel, {})).toMatchObject({ status: 200, body: { title: 'Final' } });
  });
});
