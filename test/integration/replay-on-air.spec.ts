import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Entry } from '../../src/wire/radio.js';
import { answerTo, chunksOf, heardBefore, isOver, type ChunkRow } from '../support/heard-before.js';
import { RadioApp } from '../support/radio-app.js';
import { until } from '../support/until.js';

const FRAME_BYTES = 192;
const FRAME_MS = 24;
const SILENT = Buffer.concat([Buffer.from([0xff, 0xfb, 0x54, 0xc4]), Buffer.alloc(FRAME_BYTES - 4)]);
/** Two seconds, in whole frames. */
const PAUSE_MAX = 84;

const FIRST = 'The teams are out now, and the ground is full. It is a fine day for a game of football.';
const SECOND = 'And here is the first attack of the day.';

let radio: RadioApp;
beforeAll(async () => {
  radio = await RadioApp.open();
});
afterAll(() => radio.close());

async function soundOf({ id, play_frames: frames }: ChunkRow): Promise<Buffer> {
  const { bytes } = await radio.sound(`/v1/audio/chunks/${id}.mp3`);
  return bytes.subarray(0, frames * FRAME_BYTES);
}

/** Everything between the first sound of a channel and its last. */
async function heard(rows: readonly ChunkRow[]): Promise<Buffer> {
  const parts: Buffer[] = [];
  let end: number | undefined;
  for (const row of rows) {
    const startsAt = row.starts_at ?? 0;
    const pause = Math.min(PAUSE_MAX, (startsAt - (end ?? startsAt)) / FRAME_MS);
    for (let frame = 0; frame < pause; frame += 1) parts.push(SILENT);
    parts.push(await soundOf(row));
    end = startsAt + row.play_frames * FRAME_MS;
  }
  return Buffer.concat(parts);
}

function said({ text, words, voice }: Pick<ChunkRow, 'text' | 'words' | 'voice'>): unknown {
  return { text, words, voice };
}

describe('what was heard on one channel, on another', () => {
  let first: string;
  let rows: ChunkRow[];
  beforeAll(async () => {
    first = await heardBefore(radio, [FIRST, SECOND]);
    rows = await chunksOf(radio, first);
  });

  test('[RP40] is heard in the same frames, with its words and voices, and pauses of two seconds at most', async () => {
    const second = await radio.channel({ language: 'de' });
    const ear = await radio.ear();
    await ear.join({ channel: second });
    const request = await radio.said(second, { replay: { channel: first } });
    await ear.hears('audio_stream_started');
    await isOver(radio, second);
    const again = await chunksOf(radio, second);
    // Not a moment passes between two chunks of it: the pauses are sound of its own.
    expect((await heard(again)).equals(await heard(rows))).toBe(true);
    expect(again.filter(({ text }) => text !== '').map(said)).toEqual(rows.map(said));
    expect(rows.filter(({ words }) => words.length > 0).length).toBeGreaterThanOrEqual(3);
    const entries = ear.told.flatMap(({ change }): readonly Entry[] => [
      ...(change.started?.entries ?? []),
      ...(change.chunks ?? []),
    ]);
    expect(entries.every((entry) => entry.request === request)).toBe(true);
    expect(entries.flatMap(({ text, words }) => (text === '' ? [] : [{ text, words }]))).toEqual(
      rows.map(({ text, words }) => ({ text, words })),
    );
    expect(entries.map(({ last }) => last)).toEqual([...entries.slice(1).map(() => false), true]);
    const transcript = await radio.sound(`/v1/channels/${second}/transcript.json`);
    const { segments } = JSON.parse(transcript.bytes.toString()) as {
      segments: { body: string; language: string }[];
    };
    expect(segments.map(({ body, language }) => [body, language])).toEqual(rows.map(({ text }) => [text, 'en']));
    const { requests } = await radio.queue(second);
    expect(requests).toEqual([]);
    expect((await radio.queue(second)).past?.[0]).toMatchObject({ id: request, text: '', replay: first });
  }, 60_000);

  test('[RP40] a stretch is what begins in it by the seconds of the archive, over the socket too, on the same channel too', async () => {
    const { bytes } = await radio.sound(`/v1/channels/${first}/transcript.json`);
    const { segments } = JSON.parse(bytes.toString()) as { segments: { startTime: number; chunk: string }[] };
    const from = segments.find(({ chunk }) => chunk === rows.at(-1)?.id)?.startTime;
    const host = await radio.ear(await radio.house.accessToken('host', [first]));
    const say = { replay: { channel: first, from } };
    const answer = await host.ask<{ request?: string }>('command', {
      channel: first,
      key: randomUUID(),
      command: { name: 'enqueue', say },
    });
    await until('it is made', async () =>
      (await chunksOf(radio, first)).some(({ request }) => request === answer.request),
    );
    const made = (await chunksOf(radio, first)).filter(({ request }) => request === answer.request);
    expect(made.map(({ text }) => text)).toEqual([SECOND]);
    await isOver(radio, first);
  }, 60_000);

  test('[RP43] it is sound of its own: what becomes of the first is nothing to it', async () => {
    const second = await radio.channel();
    await radio.said(second, { replay: { channel: first, to: 1 } });
    const [row] = await until('it is made', async () => {
      const made = await chunksOf(radio, second);
      return made.length > 0 ? made : undefined;
    });
    expect(rows.map(({ blob_key: key }) => key)).not.toContain(row?.blob_key);
    expect(row?.blob_key.split('/')[1]).toBe(second.toLowerCase());
    await isOver(radio, second);
    await radio.query('UPDATE audio_chunks SET audio_deleted_at = now() WHERE id = $1', [rows[0]?.id]);
    const { status, bytes } = await radio.sound(`/v1/audio/chunks/${row?.id ?? ''}.mp3`);
    expect([status, bytes.length]).toEqual([200, (rows[0]?.frames ?? 0) * FRAME_BYTES]);
    // And what is deleted by then is not heard again, while the rest is.
    const third = await radio.channel();
    await radio.said(third, { replay: { channel: first, to: 1_000 } });
    const [next] = await until('it is made', async () => {
      const made = await chunksOf(radio, third);
      return made.length > 0 ? made : undefined;
    });
    expect(next?.text).toBe(rows[1]?.text);
    expect(await answerTo(radio, await radio.channel(), { channel: first, to: 1 })).toEqual([
      422,
      'radio.sound-deleted',
    ]);
    await radio.query('UPDATE audio_chunks SET audio_deleted_at = NULL WHERE id = $1', [rows[0]?.id]);
  }, 60_000);

  test('[RP42] it waits, moves, is listened to, skipped and edited like anything else', async () => {
    const second = await radio.channel();
    await radio.host(second, 'pause');
    const one = await radio.said(second, { replay: { channel: first } });
    const two = await radio.said(second, { replay: { channel: first, to: 1 } });
    await radio.host(second, `requests/${two}/reorder`, { body: { before: one } });
    const waiting = async () => (await radio.queue(second)).requests ?? [];
    await until('both are made', async () => (await waiting()).every(({ status }) => status === 'ready'));
    expect((await waiting()).map(({ id, replay, text }) => [id, replay, text])).toEqual([
      [two, first, ''],
      [one, first, ''],
    ]);
    const token = await radio.house.accessToken('host', [second]);
    const { bytes } = await radio.sound(`/v1/channels/${second}/requests/${two}/listen`, { token });
    expect(bytes.equals(await soundOf(rows[0] as ChunkRow))).toBe(true);
    const edited = await radio.host(second, `requests/${two}`, { method: 'PATCH', body: { text: 'Good evening.' } });
    expect(edited.status).toBe(200);
    expect((await waiting())[0]).toMatchObject({ id: edited.body.request, text: 'Good evening.' });
    expect((await waiting())[0]).not.toHaveProperty('replay');
    await radio.host(second, `requests/${edited.body.request ?? ''}`, { method: 'DELETE' });
    await radio.host(second, 'resume');
    await until('it is on air', async () => (await waiting()).some(({ status }) => status === 'playing'));
    expect((await radio.host(second, `requests/${one}/skip`, { body: { cut: true } })).status).toBe(200);
    await isOver(radio, second);
    expect((await radio.queue(second)).past?.[0]).toMatchObject({ id: one, status: 'skipped' });
  }, 60_000);

  test('[RP42] sent again with its key it is queued once', async () => {
    const second = await radio.channel();
    await radio.host(second, 'pause');
    const once = { key: randomUUID(), token: await radio.house.accessToken('host', [second]) };
    const ask = () => radio.host(second, 'requests', { ...once, body: { replay: { channel: first } } });
    const { body } = await ask();
    expect((await ask()).body.request).toBe(body.request);
    expect((await radio.queue(second)).requests).toHaveLength(1);
  });
});

test('[RP42] another process goes on with what is missing of it, and makes nothing twice', async () => {
  const source = await heardBefore(radio, [FIRST]);
  const [chunk] = await chunksOf(radio, source);
  const frames = chunk?.play_frames ?? 0;
  // Of 90 chunks two are a piece. Of 48 seconds 30 lie ready: a part of it is still to be made.
  await radio.query(
    `INSERT INTO audio_chunks (id, request, index, piece, frames, cut_points, starts_at, play_frames, text, words, voice,
       blob_key, sha256, peaks)
     SELECT gen_random_uuid(), request, 100 + nth, 100 + nth, 20, '{20}', starts_at - nth * 480, 20, 'Number ' || nth, '[]',
       voice, blob_key, sha256, peaks
     FROM audio_chunks, generate_series(1, 88) AS nth WHERE id = $1`,
    [chunk?.id],
  );
  expect(frames).toBeGreaterThan(20);
  const second = await radio.channel();
  const request = await radio.said(second, { replay: { channel: source } });
  const texts = (await chunksOf(radio, source)).map(({ text }) => text);
  expect(texts).toHaveLength(90);
  const made = async () => (await chunksOf(radio, second)).filter((row) => row.request === request);
  await until('some of it lies ready', async () => (await made()).length >= 60);
  expect((await made()).length).toBeLessThan(90);
  await radio.takeOver(second);
  const all = await until(
    'all of it is made',
    async () => {
      const now = await made();
      return now.length >= 90 ? now : undefined;
    },
    90_000,
  );
  const inOrder = all.toSorted((one, other) => one.index - other.index);
  expect(inOrder.map(({ text }) => text)).toEqual(texts);
  expect(inOrder.map(({ piece }) => piece)).toEqual(Array.from({ length: 90 }, (_, at) => Math.floor(at / 2)));
}, 120_000);
