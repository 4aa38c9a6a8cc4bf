import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AiredSound } from '../../src/radio/aired-sound.port.js';
import { Archives } from '../../src/replay/archives.js';
import type { Transcript } from '../../src/wire/replay.js';
import { RadioApp } from '../support/radio-app.js';
import { until } from '../support/until.js';

const FRAME_BYTES = 192;
const FIRST = 'The teams are out now, and the ground is full.';
const WRONG = 'Number nine was sent off for a headbutt.';
const THIRD = 'And play goes on.';
const WHY = 'It was number six.';

interface Row {
  readonly id: string;
  readonly request: string;
  readonly starts_at: number;
  readonly play_frames: number;
}

let radio: RadioApp;
beforeAll(async () => {
  radio = await RadioApp.open();
});
afterAll(() => radio.close());

const isOver = (channel: string): boolean =>
  radio.conductor(channel).state.requests.every(({ place }) => place.at === 'ended');

/** A channel on which these were said, and the requests that said them. */
async function told(texts: readonly string[], input: object = {}): Promise<{ channel: string; requests: string[] }> {
  const channel = await radio.channel(input);
  const requests: string[] = [];
  for (const text of texts) requests.push(await radio.said(channel, { text }));
  await until('it is over', () => isOver(channel));
  return { channel, requests };
}

const rowsOf = (channel: string): Promise<Row[]> =>
  radio.query<Row>(
    `SELECT c.id, c.request, c.starts_at, c.play_frames FROM audio_chunks c
     JOIN audio_playback_requests r ON r.id = c.request WHERE r.channel = $1 ORDER BY c.starts_at`,
    [channel],
  );

const withdraw = (channel: string, request = '', more: object = {}) =>
  radio.host(channel, `requests/${request}/withdraw`, { body: { reason: WHY }, ...more });

/** Where the chunks of a request lie in the archive with all its pauses. */
function spanIn(rows: readonly Row[], request: string): { start: number; end: number } {
  const begin = rows[0]?.starts_at ?? 0;
  const own = rows.filter((row) => row.request === request);
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) throw new Error('It was not heard.');
  const start = ((first.starts_at - begin) / 24) * FRAME_BYTES;
  return { start, end: ((last.starts_at - begin) / 24 + last.play_frames) * FRAME_BYTES };
}

/** The very bytes of nothing to be heard. */
function silence(bytes: number): Buffer {
  const frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x54, 0xc4]), Buffer.alloc(FRAME_BYTES - 4)]);
  return Buffer.concat(Array.from({ length: bytes / FRAME_BYTES }, () => frame));
}

/** Whose token it is. */
function subject(token: string): string {
  return (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string }).sub;
}

async function codeOf(path: string, token?: string): Promise<[number, string]> {
  const { status, bytes } = await radio.sound(path, token === undefined ? {} : { token });
  return [status, (JSON.parse(bytes.toString()) as { code: string }).code];
}

test('[RP20] a host withdraws it, or an admin, and no listener; who, when and why is kept, of the first', async () => {
  const { channel, requests } = await told([FIRST, WRONG]);
  const [first, wrong] = requests;
  const listener = await radio.house.accessToken('listener', [channel]);
  expect((await withdraw(channel, wrong, { token: listener })).status).toBe(403);
  const elsewhere = await radio.house.accessToken('host', [await radio.channel()]);
  expect((await withdraw(channel, wrong, { token: elsewhere })).status).toBe(403);
  for (const body of [{}, { reason: '' }, { reason: 'a'.repeat(501) }]) {
    expect((await withdraw(channel, wrong, { body })).status).toBe(400);
  }
  expect((await radio.queue(channel)).past?.map(({ isWithdrawn }) => isWithdrawn)).toEqual([false, false]);
  const key = randomUUID();
  const token = await radio.house.accessToken('host', [channel]);
  for (const _ of ['once', 'again']) {
    expect(await withdraw(channel, wrong, { token, key })).toMatchObject({ status: 200, body: { request: wrong } });
  }
  expect((await withdraw(channel, first, { token, key })).body.code).toBe('radio.key-reused');
  const admin = await radio.house.accessToken('admin');
  const another = { token: admin, body: { reason: 'Another reason.' } };
  expect((await withdraw(channel, wrong, another)).status).toBe(200);
  expect((await withdraw(channel, first, another)).status).toBe(200);
  const kept = await radio.query<{ id: string; why: string; by: string; isNow: boolean }>(
    `SELECT id, silenced_why AS why, silenced_by AS by,
       silenced_at BETWEEN now() - interval '1 minute' AND now() AS "isNow"
     FROM audio_playback_requests WHERE channel = $1 ORDER BY accepted_seq`,
    [channel],
  );
  expect(kept).toEqual([
    { id: first, why: 'Another reason.', by: subject(admin), isNow: true },
    { id: wrong, why: WHY, by: subject(token), isNow: true },
  ]);
  const { past } = await radio.queue(channel);
  expect(past?.map(({ wasHeard, isWithdrawn }) => [wasHeard, isWithdrawn])).toEqual([
    [true, true],
    [true, true],
  ]);
});

test('[RP21] what was not heard is cancelled or skipped instead, and the answer says so', async () => {
  const channel = await radio.channel();
  await radio.host(channel, 'pause');
  const request = await radio.said(channel, { text: WRONG });
  expect(await withdraw(channel, request)).toMatchObject({ status: 409, body: { code: 'radio.not-aired' } });
  await radio.host(channel, `requests/${request}`, { method: 'DELETE' });
  expect(await withdraw(channel, request)).toMatchObject({ status: 409, body: { code: 'radio.not-aired' } });
  const other = await told([FIRST]);
  for (const unknown of [randomUUID(), 'nonsense', other.requests[0]]) {
    expect(await withdraw(channel, unknown)).toMatchObject({ status: 404, body: { code: 'radio.unknown-request' } });
  }
});

describe('from that moment', () => {
  test('[RP22] it is silent in the archive, as long as it was, and nothing else changes', async () => {
    const { channel, requests } = await told([FIRST, WRONG, THIRD]);
    const [, wrong = ''] = requests;
    const file = `/v1/channels/${channel}/archive.mp3?deadAir=kept`;
    const before = await radio.sound(file);
    const { start, end } = spanIn(await rowsOf(channel), wrong);
    expect(before.bytes.subarray(start, end).equals(silence(end - start))).toBe(false);
    await withdraw(channel, wrong);
    // At once: what is known of the archive for a second is let go where it was withdrawn.
    const after = await radio.sound(file);
    expect(
      after.bytes.equals(
        Buffer.concat([before.bytes.subarray(0, start), silence(end - start), before.bytes.subarray(end)]),
      ),
    ).toBe(true);
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    const from = (start / FRAME_BYTES) * 0.024;
    const moment = await radio.sound(`/v1/channels/${channel}/moment.mp3?deadAir=kept&from=${from}&to=${from + 0.48}`);
    expect(moment.bytes.equals(silence(moment.bytes.length))).toBe(true);
    expect(moment.bytes.length).toBeGreaterThan(0);
  });

  test('[RP22] it is silent for whoever is in the middle of reading, too', async () => {
    const { channel, requests } = await told([FIRST, WRONG, THIRD]);
    const [, wrong = ''] = requests;
    const file = `/v1/channels/${channel}/archive.mp3?deadAir=kept`;
    const { bytes: before } = await radio.sound(file);
    const { start, end } = spanIn(await rowsOf(channel), wrong);
    const sound = await radio.house.app
      .get(Archives)
      .sound(channel, { deadAir: 'kept' }, { role: 'anonymous' } as never);
    if ('refused' in sound) throw new Error(sound.refused);
    const parts: Buffer[] = [];
    for await (const some of sound.read({ start: 0, end: sound.bytes }, new AbortController().signal)) {
      if (parts.length === 0) await withdraw(channel, wrong);
      parts.push(...some);
    }
    const silenced = [before.subarray(0, start), silence(end - start), before.subarray(end)];
    expect(Buffer.concat(parts).equals(Buffer.concat(silenced))).toBe(true);
  });

  test('[RP23] captions and the transcript say in its place that it was withdrawn, and nothing of it', async () => {
    const { channel, requests } = await told([FIRST, WRONG]);
    const [, wrong = ''] = requests;
    await withdraw(channel, wrong);
    const read = async (name: string): Promise<string> =>
      (await radio.sound(`/v1/channels/${channel}/${name}?deadAir=kept`)).bytes.toString();
    const texts = [await read('captions.vtt'), await read('transcript.json'), await read('feed.xml')];
    for (const text of texts) for (const word of ['headbutt', WHY]) expect(text).not.toContain(word);
    expect(texts[0]).toContain('[withdrawn]');
    // Rooms above are not given them at all.
    const aired = await radio.house.app.get(AiredSound).wordsUntil(channel, Infinity);
    const gone = aired.find(({ silenced }) => silenced)?.chunk ?? '';
    const taken = await radio.house.app
      .get(AiredSound)
      .between({ channel, first: gone, last: gone, durationMs: 1_000 });
    expect(aired.filter(({ silenced }) => silenced).map(({ text }) => text)).toEqual(['']);
    expect(taken.map(({ text, words }) => [text, words])).toEqual([['', []]]);
    const { segments } = JSON.parse(texts[1] ?? '') as Transcript;
    const rows = await rowsOf(channel);
    expect(segments.map(({ chunk, withdrawn, audioUrl }) => [chunk, withdrawn, audioUrl === null])).toEqual(
      rows.map(({ id, request }) => [id, request === wrong, request === wrong]),
    );
    expect(segments.filter(({ withdrawn }) => withdrawn).map(({ body }) => body)).toContain('[withdrawn]');
  });

  test('[RP24] its addresses say that it is gone, to who may hear the channel, and to nobody else', async () => {
    const { channel, requests } = await told([FIRST, WRONG], { visibility: 'private' });
    const [first, wrong = ''] = requests;
    const rows = await rowsOf(channel);
    const listener = await radio.house.accessToken('listener', [channel]);
    const chunk = `/v1/audio/chunks/${rows.find(({ request }) => request === wrong)?.id}.mp3`;
    const stream = `/v1/audio/stream/${wrong}`;
    expect((await radio.sound(chunk, { token: listener })).status).toBe(200);
    await withdraw(channel, wrong);
    expect(await codeOf(chunk, listener)).toEqual([410, 'radio.withdrawn']);
    expect(await codeOf(stream, listener)).toEqual([410, 'radio.withdrawn']);
    expect(await codeOf(chunk)).toEqual([404, 'radio.unknown-chunk']);
    expect(await codeOf(stream)).toEqual([404, 'radio.unknown-request']);
    const other = rows.find(({ request }) => request === first)?.id;
    expect((await radio.sound(`/v1/audio/chunks/${other}.mp3`, { token: listener })).status).toBe(200);
    const anonymous = await codeOf(`/v1/channels/${channel}/transcript.json`);
    expect(anonymous).toEqual([404, 'radio.unknown-channel']);
  });
});

describe('while it still sounds', () => {
  test('[RP25] [RP27] who listens is told at once, and who comes later or again reads none of it', async () => {
    const channel = await radio.channel();
    const ear = await radio.ear();
    const { epoch, seq } = await ear.join({ channel });
    const wrong = await radio.said(channel, { text: `${WRONG} ${FIRST} ${THIRD}` });
    const started = await ear.hears('audio_stream_started');
    expect(JSON.stringify(started)).toContain('headbutt');
    await until('it sounds', async () => (await withdraw(channel, wrong)).status === 200);
    const { change } = await ear.hears('audio_stream_withdrawn');
    expect(change.silenced?.map(({ request }) => request)).toEqual([wrong]);
    expect(change.silenced?.[0]?.chunks).toEqual(
      expect.arrayContaining(started.change.started?.entries.map(({ chunk }) => chunk) ?? []),
    );
    expect(JSON.stringify(change)).not.toContain(WHY);
    const late = await (await radio.ear()).join({ channel });
    const places = late.snapshot?.entries.map(({ chunk, startsAt, silenced }) => [chunk, startsAt, silenced]);
    const [{ chunk, startsAt } = { chunk: '', startsAt: 0 }] = started.change.started?.entries ?? [];
    expect(places).toContainEqual([chunk, startsAt, true]);
    const again = await (await radio.ear()).join({ channel, last: { epoch, seq } });
    expect(again.missed?.length).toBeGreaterThan(0);
    for (const answer of [late, again]) {
      expect(JSON.stringify(answer)).not.toMatch(/headbutt|ground is full|play goes on/);
    }
    await until('it is over', () => isOver(channel));
    for (const message of ear.told.filter(({ seq: at }) => at > (again.seq ?? 0))) {
      expect(JSON.stringify(message.change)).not.toMatch(/ground is full|play goes on/);
    }
  });
});

describe('it stays so', () => {
  test('[RP28] over the death of who ran the channel', async () => {
    const { channel, requests } = await told([FIRST, WRONG]);
    const [, wrong = ''] = requests;
    await withdraw(channel, wrong);
    await radio.takeOver(channel, '6 seconds');
    expect(radio.conductor(channel).state.requests.map(({ id, silenced }) => [id, silenced])).toEqual([
      [requests[0], undefined],
      [wrong, true],
    ]);
    const chunk = (await rowsOf(channel)).find(({ request }) => request === wrong)?.id;
    expect(await codeOf(`/v1/audio/chunks/${chunk}.mp3`)).toEqual([410, 'radio.withdrawn']);
    const { snapshot } = await (await radio.ear()).join({ channel, delayMs: 60_000 });
    expect(JSON.stringify(snapshot)).not.toContain('headbutt');
  });

  test('[RP28] also what was heard long ago, on a channel that is closed', async () => {
    const { channel, requests } = await told([FIRST, WRONG]);
    const [, wrong = ''] = requests;
    // As if it had been said an hour ago: who runs the channel does not hold it any more.
    await radio.query(`UPDATE audio_playback_requests SET closed_at = now() - interval '1 hour' WHERE channel = $1`, [
      channel,
    ]);
    await radio.takeOver(channel);
    expect(radio.conductor(channel).state.requests).toEqual([]);
    await radio.host(channel, 'close');
    await until('it is closed', async () => (await radio.queue(channel)).phase === 'closed');
    const { bytes: before } = await radio.sound(`/v1/channels/${channel}/archive.mp3?deadAir=kept`);
    const { start, end } = spanIn(await rowsOf(channel), wrong);
    for (const _ of ['once', 'again']) expect((await withdraw(channel, wrong)).status).toBe(200);
    const { bytes } = await radio.sound(`/v1/channels/${channel}/archive.mp3?deadAir=kept`);
    expect(bytes.equals(Buffer.concat([before.subarray(0, start), silence(end - start)]))).toBe(true);
    expect(await codeOf(`/v1/audio/stream/${wrong}`)).toEqual([410, 'radio.withdrawn']);
  });
});
