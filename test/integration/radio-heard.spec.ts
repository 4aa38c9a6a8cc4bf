import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ServerTime } from '../../src/kernel/server-time.port.js';
import type { Entry, Joined } from '../../src/wire/radio.js';
import { RadioApp, type Ear } from '../support/radio-app.js';
import { until } from '../support/until.js';

let radio: RadioApp;
let channel: string;
let ears: Ear[];
let joined: Joined[];
let entries: readonly Entry[];
let request: string;

/** What a listener's `audio_played` was answered. */
type Answer = { answer?: string; code?: string };
const played = (ear: Ear, chunk: string, more: object = {}) =>
  ear.ask<Answer>('audio_played', { channel, chunk, ...more });
const overHttp = async (token: string, chunk: string): Promise<Answer> =>
  JSON.parse((await radio.house.call(`/v1/audio/played/${chunk}`, { method: 'POST', body: { token } })).text) as Answer;

/** Waits until the chunk may be acknowledged. */
const over = ({ startsAt, frames }: Entry) =>
  until('the chunk is over', () => radio.house.app.get(ServerTime).now() >= startsAt + frames * 24 - 200);

beforeAll(async () => {
  radio = await RadioApp.open();
  channel = await radio.channel();
  ears = [await radio.ear(), await radio.ear(), await radio.ear()];
  joined = [];
  for (const ear of ears) joined.push(await ear.join({ channel }));
  request = await radio.said(channel, { text: 'It is a goal for the home side. The ground is on its feet.' });
  const [ear] = ears;
  await ear?.hears('audio_stream_started');
  entries = await until('all is announced', () => {
    const told = (ear?.told ?? []).flatMap(({ change }) => [
      ...(change.started?.entries ?? []),
      ...(change.chunks ?? []),
    ]);
    return told.some(({ last }) => last) && told;
  });
});
afterAll(() => radio.close());

describe('an acknowledgement', () => {
  test('[RA98] too early changes nothing; of the last chunk it completes, and after that it counts', async () => {
    const [one, two, three] = ears;
    const [first, last] = [entries[0], entries.at(-1)];
    if (!one || !two || !three || !first || !last) throw new Error('There is nothing to hear.');
    expect(first.chunk).not.toBe(last.chunk);
    expect(await played(one, last.chunk)).toEqual({ answer: 'early' });
    await over(first);
    expect(await played(one, first.chunk)).toEqual({ answer: 'heard' });
    expect(await played(one, first.chunk)).toEqual({ answer: 'heard' });
    await over(last);
    const answers = await Promise.all([played(one, last.chunk), played(two, last.chunk, { heard: 2 })]);
    expect(answers).toEqual([{ answer: 'heard' }, { answer: 'heard' }]);
    const ended = await three.hears('audio_stream_ended');
    expect(ended.change.ended).toEqual([{ request, as: 'completed', reason: 'acknowledged' }]);
    const { seq } = radio.conductor(channel);
    // Again, in any order: it counts once.
    for (const chunk of [first.chunk, last.chunk, first.chunk, last.chunk]) await played(one, chunk);
    expect(radio.conductor(channel).seq).toBe(seq);
  });

  test('[RA98] of what is not there, or by who is not, is refused', async () => {
    const [one] = ears;
    const [first] = entries;
    if (!one || !first) throw new Error('There is nothing to hear.');
    expect(await played(one, '01970000-0000-7000-8000-0000000000ff')).toMatchObject({ code: 'radio.unknown-chunk' });
    expect(await played(await radio.ear(), first.chunk)).toMatchObject({ code: 'radio.not-joined' });
    const other = await radio.channel();
    await one.join({ channel: other });
    expect(await one.ask('audio_played', { channel: other, chunk: first.chunk })).toMatchObject({
      code: 'radio.unknown-chunk',
    });
    expect(await played(one, first.chunk, { heard: 0 })).toMatchObject({ code: 'request.invalid' });
  });

  test('[RA99] over HTTP counts with the token that join gave, and with no other', async () => {
    const last = entries.at(-1)?.chunk ?? '';
    const token = joined[2]?.token ?? '';
    expect(await overHttp(token, last)).toEqual({ answer: 'heard' });
    const [of, connection, signature] = token.split('.');
    const forged = [
      `${of}.${ears[0]?.socket.id}.${signature}`,
      `other.${connection}.${signature}`,
      `${of}.${connection}.${signature?.slice(1)}`,
      `${of}.${connection}`,
      '',
      'é'.repeat(100),
    ];
    for (const each of forged) expect(await overHttp(each, last)).toMatchObject({ code: 'radio.not-joined' });
    const gone = await radio.ear();
    const { token: old } = await gone.join({ channel });
    gone.socket.disconnect();
    await until('it is gone', async () => (await radio.queue(channel)).listeners === 3);
    expect(await overHttp(old, last)).toMatchObject({ code: 'radio.not-joined' });
  });

  test('[RA99] over HTTP a flood is answered 429 after a while, and nobody else suffers for it', async () => {
    const [first] = entries;
    const tokens = [joined[0]?.token ?? '', joined[1]?.token ?? ''];
    const flood = await Promise.all(Array.from({ length: 60 }, () => overHttp(tokens[0] ?? '', first?.chunk ?? '')));
    const codes = flood.map(({ answer, code }) => answer ?? code);
    expect(codes.filter((code) => code === 'heard').length).toBeGreaterThanOrEqual(20);
    expect(codes.at(-1)).toBe('request.too-many');
    expect(await overHttp(tokens[1] ?? '', first?.chunk ?? '')).toEqual({ answer: 'heard' });
  });

  test('[RA100] is written down: who was there, who was offered and who heard what', async () => {
    const [one, two, three] = ears.map(({ socket }) => socket.id);
    const last = entries.at(-1)?.chunk;
    type State = { connection: string; last_chunk: string | null; offered: number; heard: number };
    const states = await until('all is written', async () => {
      const rows = await radio.query<State>(
        'SELECT connection, last_chunk, offered, heard FROM connection_playback_states WHERE request = $1',
        [request],
      );
      return rows.filter(({ heard }) => heard > 0).length === 3 && rows;
    });
    const of = (connection: string | undefined) => states.find((state) => state.connection === connection);
    const all = entries.length;
    expect(of(one)).toMatchObject({ last_chunk: last, offered: all, heard: 2 });
    expect(of(two)).toMatchObject({ last_chunk: last, offered: all, heard: 2 });
    expect(of(three)).toMatchObject({ last_chunk: last, offered: all, heard: 1 });
    const totals = await radio.query(
      'SELECT offered_to, heard_by FROM audio_chunks WHERE request = $1 ORDER BY index',
      [request],
    );
    expect(totals.at(-1)).toEqual({ offered_to: expect.any(Number), heard_by: 3 });
    expect(totals[0]).toEqual({ offered_to: 3, heard_by: 1 });
    const there = await radio.query<{ id: string }>(
      'SELECT id FROM websocket_connections WHERE channel = $1 AND disconnected_at IS NULL',
      [channel],
    );
    expect(new Set(there.map(({ id }) => id))).toEqual(new Set([one, two, three]));
  });

  test('[RA100] is what a host is told: heard by so many of so many', async () => {
    const [past] = (await radio.queue(channel)).past ?? [];
    expect(past).toMatchObject({ id: request, status: 'completed', reason: 'acknowledged', heardBy: 3 });
    expect(past?.text).toBe('It is a goal for the home side. The ground is on its feet.');
    expect(past?.offeredTo).toBeGreaterThanOrEqual(3);
    const asked = JSON.parse((await radio.house.call(`/v1/channels/${channel}/queue`)).text) as object;
    expect(Object.keys(asked).toSorted()).toEqual(['channel', 'leadMs', 'listeners', 'phase', 'waiting']);
  });

  test('[RA100] of what is on air too', async () => {
    const next = await radio.said(channel, { text: 'And now there is a corner for the home side.' });
    const playing = await until('it is on air', async () =>
      (await radio.queue(channel)).requests?.find(({ id, status }) => id === next && status === 'playing'),
    );
    expect(playing).toMatchObject({ offeredTo: 3, heardBy: 0 });
  });

  test('[RA100] and who leaves is gone at once', async () => {
    ears[2]?.socket.disconnect();
    await until('two are left', async () => (await radio.queue(channel)).listeners === 2);
    const gone = ears[2]?.socket.id;
    expect(gone).toBeUndefined();
  });
});
