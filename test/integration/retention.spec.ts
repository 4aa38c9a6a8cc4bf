import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LIVE_DEMO } from '../../src/matches/demo.js';
import { Matches } from '../../src/matches/matches.js';
import { Cleanup } from '../../src/radio/cleanup.js';
import { ChannelDetails } from '../../src/wire/host.js';
import type { Transcript } from '../../src/wire/replay.js';
import { chunksOf, isOver } from '../support/heard-before.js';
import { MatchApp } from '../support/match-app.js';
import type { RadioApp } from '../support/radio-app.js';

const FRAME_BYTES = 192;
const DAY_MS = 86_400_000;

let app: MatchApp;
let radio: RadioApp;
beforeAll(async () => {
  app = await MatchApp.open();
  ({ radio } = app);
});
afterAll(() => app.close());

async function detailsOf(channel: string): Promise<ChannelDetails> {
  return ChannelDetails.parse(JSON.parse((await radio.house.call(`/v1/channels/${channel}`)).text));
}

async function asked(method: 'POST' | 'PATCH', path: string, body: object) {
  const token = await radio.house.accessToken('admin');
  const { status, text } = await radio.house.call(`/v1/channels${path}`, { method, token, body });
  return { status, body: JSON.parse(text) as Record<string, unknown> & { mistakes?: { path: string }[] } };
}

describe('what a channel keeps', () => {
  test('[RP46] is everything and for ever, unless it says otherwise', async () => {
    expect(await detailsOf(await radio.channel())).toMatchObject({ archived: true, keepDays: null });
    const short = await radio.channel({ keepDays: 30 });
    expect(await detailsOf(short)).toMatchObject({ archived: true, keepDays: 30 });
    expect(await detailsOf(await radio.channel({ archived: false }))).toMatchObject({ archived: false });
    const { channels } = await app.match({ languages: ['en'] });
    expect(await detailsOf(channels[0]?.channel ?? '')).toMatchObject({ archived: true, keepDays: null });
  });

  test('[RP46] is changed while it is on and when it is closed, and what is no number of days is refused', async () => {
    const channel = await radio.channel();
    for (const keepDays of [1, 3_650, null]) {
      const { status, body } = await asked('PATCH', `/${channel}`, { keepDays });
      expect([status, body['keepDays'], body['archived']]).toEqual([200, keepDays, true]);
    }
    await radio.host(channel, 'close');
    expect((await asked('PATCH', `/${channel}`, { keepDays: 7 })).body).toMatchObject({ keepDays: 7 });
    for (const keepDays of [0, -1, 1.5, 3_651, '7', true]) {
      for (const answer of [
        await asked('PATCH', `/${channel}`, { keepDays }),
        await asked('POST', '', { title: 'Final', keepDays }),
      ]) {
        expect([answer.status, answer.body['code']]).toEqual([400, 'request.invalid']);
        expect(answer.body.mistakes?.map(({ path }) => path)).toEqual(['keepDays']);
      }
    }
    expect(await detailsOf(channel)).toMatchObject({ keepDays: 7 });
  });

  test('[MA91] of what is made up is a day', async () => {
    const made = await radio.house.app.get(Matches).create({ ...LIVE_DEMO, id: 'made-up' }, true);
    if ('refused' in made) throw new Error(made.detail);
    expect(await detailsOf(made.channels[0]?.channel ?? '')).toMatchObject({ archived: true, keepDays: 1 });
    const admin = await radio.house.accessToken('admin');
    const { status } = await radio.house.call('/v1/matches/made-up/start?language=hi', {
      method: 'POST',
      token: admin,
    });
    expect(status).toBe(200);
    const { body } = await app.read<{ channels: { channel: string; language: string }[] }>('/made-up');
    const added = body.channels.find(({ language }) => language === 'hi');
    expect(await detailsOf(added?.channel ?? '')).toMatchObject({ keepDays: 1 });
    await radio.house.call('/v1/matches/made-up/stop', { method: 'POST', token: admin });
  });
});

test('[RP47] [RP48] an archive of some days begins that long ago, and as it was before it is as long as it was', async () => {
  const channel = await radio.channel({ keepDays: 1 });
  for (const text of ['The first one is old by now.', 'The second one is new.']) {
    await radio.said(channel, { text });
    await isOver(radio, channel);
  }
  const [first, second] = await chunksOf(radio, channel);
  const { bytes: sound } = await radio.sound(`/v1/audio/chunks/${second?.id ?? ''}.mp3`);
  // As if the first had been said two days before.
  const past = [2 * DAY_MS, first?.request];
  await radio.query('UPDATE audio_chunks SET starts_at = starts_at - $1::float8 WHERE request = $2', past);
  await radio.query('UPDATE audio_playback_requests SET ended_at = ended_at - $1::float8 WHERE id = $2', past);
  expect(await radio.house.app.get(Cleanup).run()).toBe(1);
  const told = radio.house.log.lines.findLast(({ sentence }) => sentence === 'old sound was deleted');
  expect(told?.fields).toEqual({ count: 1, channels: { [channel]: 1 } });

  const { bytes } = await radio.sound(`/v1/channels/${channel}/archive.mp3?deadAir=kept`);
  expect(bytes.equals(sound.subarray(0, (second?.play_frames ?? 0) * FRAME_BYTES))).toBe(true);
  const transcript = (await radio.sound(`/v1/channels/${channel}/transcript.json`)).bytes.toString();
  expect((JSON.parse(transcript) as Transcript).segments.map(({ body }) => body)).toEqual(['The second one is new.']);
  // As it was a day ago: the first is in it, and silent.
  const dayAgo = Math.round((first?.starts_at ?? 0) - DAY_MS);
  const { bytes: before } = await radio.sound(`/v1/channels/${channel}/archive.mp3?until=${dayAgo}`);
  expect(before.length).toBe((first?.play_frames ?? 0) * FRAME_BYTES);
  expect(before.subarray(4, FRAME_BYTES).every((byte) => byte === 0)).toBe(true);
});
