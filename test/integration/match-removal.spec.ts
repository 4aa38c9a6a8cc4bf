import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BlobStore } from '../../src/blobs/blob-store.port.js';
import { Cleanup } from '../../src/radio/cleanup.js';
import { SoundIndex } from '../../src/radio/sound-index.js';
import type { Removal } from '../../src/wire/match-doors.js';
import { chunksOf, isOver } from '../support/heard-before.js';
import { MatchApp } from '../support/match-app.js';
import type { RadioApp } from '../support/radio-app.js';
import { until } from '../support/until.js';

const FIRST = 'The teams are out now, and the ground is full.';
const SECOND = 'And here is the first attack of the day.';

let app: MatchApp;
let radio: RadioApp;
beforeAll(async () => {
  app = await MatchApp.open();
  ({ radio } = app);
});
afterAll(() => app.close());

async function asAdmin(method: 'GET' | 'DELETE', path: string) {
  const token = await radio.house.accessToken('admin');
  const { status, text } = await radio.house.call(`/v1/matches/${path}`, { method, token });
  return { status, body: JSON.parse(text) as Removal & { code?: string } };
}

/** A match with a channel on which both were said. */
async function heard(): Promise<{ id: string; channel: string }> {
  const { id, channels } = await app.match({ languages: ['en'] });
  const channel = channels[0]?.channel ?? '';
  // Nothing but what is said here.
  await radio.host(channel, 'commentary', { method: 'PATCH', body: { mode: 'off' } });
  for (const text of [FIRST, SECOND]) await radio.said(channel, { text });
  await isOver(radio, channel);
  return { id, channel };
}

/** As if it had been said an hour ago: who runs the channel does not hold it any more. */
async function hourAgo(channel: string): Promise<void> {
  await radio.query(
    `UPDATE audio_playback_requests SET ended_at = ended_at - 3600000, closed_at = closed_at - interval '1 hour' WHERE channel = $1`,
    [channel],
  );
  await radio.query(
    `UPDATE audio_chunks SET starts_at = starts_at - 3600000
     FROM audio_playback_requests r WHERE r.id = request AND r.channel = $1`,
    [channel],
  );
  await radio.takeOver(channel);
}

async function stored(folder: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of radio.house.app.get(BlobStore).list(folder)) keys.push(key);
  return keys;
}

async function answerOf(path: string): Promise<[number, string | undefined]> {
  const { status, bytes } = await radio.sound(path);
  return [status, (JSON.parse(bytes.toString()) as { code?: string }).code];
}

test('[MA92] an admin reads what would go with a match, and what is gone with it', async () => {
  const { id, channel } = await heard();
  const chunks = await chunksOf(radio, channel);
  const frames = chunks.reduce((sum, chunk) => sum + chunk.frames, 0);
  const removal = { channels: 1, requests: 2, durationMs: frames * 24, bytes: frames * 192 };
  expect(await asAdmin('GET', `${id}/removal`)).toEqual({ status: 200, body: removal });
  expect((await radio.sound(`/v1/channels/${channel}/archive.mp3`)).status).toBe(200);
  expect(await asAdmin('DELETE', id)).toEqual({ status: 200, body: removal });
  const told = radio.house.log.lines.find(({ sentence }) => sentence === 'a match was removed');
  expect(told?.fields).toEqual({ match: id, ...removal });
  for (const method of ['GET', 'DELETE'] as const) {
    const answer = await asAdmin(method, method === 'GET' ? `${id}/removal` : id);
    expect([answer.status, answer.body.code]).toEqual([404, 'matches.unknown-match']);
  }
  const { id: silent } = await app.match();
  const nothing = { channels: 0, requests: 0, durationMs: 0, bytes: 0 };
  expect(await asAdmin('DELETE', silent)).toEqual({ status: 200, body: nothing });
});

test('[MA93] its sound is gone, and what was put on air elsewhere and what happened is kept', async () => {
  const { id, channel } = await heard();
  await app.event(id, { type: 'match_start' });
  const chunks = await chunksOf(radio, channel);
  const friends = await radio.channel();
  await radio.said(friends, { replay: { channel } });
  await until('it is heard again', async () => (await chunksOf(radio, friends)).length >= chunks.length);
  await isOver(radio, friends);
  const again = `/v1/channels/${friends}/archive.mp3`;
  const before = await radio.sound(again);
  expect(before.bytes.length).toBeGreaterThan(0);
  const blobs = radio.house.app.get(BlobStore);
  await blobs.put(`clips/${channel}/a`, Buffer.from('a'), { contentType: 'audio/mpeg' });
  await blobs.put(`clips/${friends}/a`, Buffer.from('a'), { contentType: 'audio/mpeg' });
  await hourAgo(channel);

  const { body } = await asAdmin('DELETE', id);
  expect(body.requests).toBe(2);
  for (const path of [
    'archive.mp3',
    'archive',
    'moment.mp3?from=0&to=1',
    'captions.vtt',
    'transcript.json',
    'chapters.json',
    'waveform.json',
  ]) {
    expect([path, await answerOf(`/v1/channels/${channel}/${path}`)]).toEqual([path, [410, 'replay.deleted']]);
  }
  const feed = (await radio.sound(`/v1/channels/${channel}/feed.xml`)).bytes.toString();
  expect([feed.includes('<rss'), feed.includes('<item>')]).toEqual([true, false]);
  for (const { id: chunk } of chunks) {
    expect(await answerOf(`/v1/audio/chunks/${chunk}.mp3`)).toEqual([404, 'radio.unknown-chunk']);
  }
  const replayed = await radio.host(friends, 'requests', { body: { replay: { channel } } });
  expect([replayed.status, replayed.body.code]).toEqual([422, 'radio.sound-deleted']);

  expect(await radio.house.app.get(Cleanup).run()).toBe(chunks.length);
  expect(await stored(`audio/${channel}/`)).toEqual([]);
  expect([await stored(`clips/${channel}/`), await stored(`clips/${friends}/`)]).toEqual([[], [`clips/${friends}/a`]]);
  expect((await radio.sound(again)).bytes.equals(before.bytes)).toBe(true);
  const kept = await radio.query(
    `SELECT (SELECT count(*) FROM match_events WHERE match = $1)::integer AS events,
       (SELECT string_agg(text, ' ' ORDER BY accepted_seq) FROM audio_playback_requests WHERE channel = $2) AS said`,
    [id, channel],
  );
  expect(kept).toMatchObject([{ events: 1, said: expect.stringContaining(`${FIRST} ${SECOND}`) as unknown }]);
});

test('[MA93] what is on air is heard to its end, and fetched by who hears it late', async () => {
  const { id, channel } = await heard();
  const request = await radio.said(channel, {
    text: 'This goes on for a while. It is of several sentences. Each of them is a chunk of its own. And this is the end.',
  });
  await until('it is on air', async () =>
    (await chunksOf(radio, channel)).some((chunk) => chunk.request === request && chunk.starts_at !== null),
  );
  expect((await asAdmin('DELETE', id)).status).toBe(200);
  expect(await answerOf(`/v1/channels/${channel}/archive.mp3`)).toEqual([410, 'replay.deleted']);
  await isOver(radio, channel);
  expect(await radio.house.app.get(Cleanup).run()).toBe(0);
  const own = (await chunksOf(radio, channel)).filter((chunk) => chunk.request === request);
  expect(own.length).toBeGreaterThanOrEqual(3);
  for (const { id: chunk } of own) {
    expect((await radio.sound(`/v1/audio/chunks/${chunk}.mp3`)).status).toBe(200);
    // On another node, which knows the tables alone, too.
    expect(await radio.house.app.get(SoundIndex).ofChunk(chunk)).toMatchObject({ announced: true, deleted: false });
  }
});
