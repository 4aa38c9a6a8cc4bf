import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BlobStore } from '../../src/blobs/blob-store.port.js';
import { isRefusal } from '../../src/kernel/outcome.js';
import { Sounds } from '../../src/radio/sounds.js';
import type { Entry } from '../../src/wire/radio.js';
import { RadioApp, type Ear } from '../support/radio-app.js';
import { speechLike } from '../support/sounds.js';
import { until } from '../support/until.js';
import { wavFile } from '../support/wav-file.js';

const YEAR = 'max-age=31536000, immutable';
const SENTENCE = 'The captain walks slowly to the spot, and the whole ground is silent now. ';
const NOBODY = '01970000-0000-7000-8000-0000000000ff';

let radio: RadioApp;
beforeAll(async () => {
  radio = await RadioApp.open();
});
afterAll(() => radio.close());

/** A channel with something on air, and its announced chunks. */
async function onAir(text: string): Promise<{ channel: string; ear: Ear; request: string; entry: Entry }> {
  const channel = await radio.channel();
  const ear = await radio.ear();
  await ear.join({ channel });
  const request = await radio.said(channel, { text });
  const { change } = await ear.hears('audio_stream_started');
  const entry = change.started?.entries[0];
  if (entry === undefined) throw new Error('Nothing is announced.');
  return { channel, ear, request, entry };
}

describe('a chunk’s file', () => {
  test('[RA159] is the one at hand, in capitals too, and so is a stream', async () => {
    const { ear, request, entry } = await onAir('In capitals.');
    await ear.hears('audio_stream_ended');
    const { bytes } = await radio.sound(entry.url);
    const [chunk] = await radio.query<{ blob_key: string }>('SELECT blob_key FROM audio_chunks WHERE id = $1', [
      entry.chunk,
    ]);
    // What is not in memory cannot be read any more.
    await radio.house.app.get(BlobStore).delete(chunk?.blob_key ?? '');
    const inCapitals = entry.url.replace(entry.chunk, entry.chunk.toUpperCase());
    expect(inCapitals).not.toBe(entry.url);
    expect((await radio.sound(inCapitals)).bytes).toEqual(bytes);
    expect((await radio.sound(`/v1/audio/stream/${request.toUpperCase()}`)).bytes).toEqual(bytes);
  });

  test('[RA105] is the same for everybody for a year, whole or in part', async () => {
    const { entry } = await onAir('It is a goal for the home side.');
    const whole = await radio.sound(entry.url);
    expect(whole.bytes.length).toBe(entry.frames * 192);
    const head = Object.fromEntries(whole.headers);
    expect(head).toMatchObject({
      'cache-control': `public, ${YEAR}`,
      'content-type': 'audio/mpeg',
      'accept-ranges': 'bytes',
      etag: expect.stringMatching(/^"[0-9a-f]{64}"$/),
    });
    const etag = head['etag'] ?? '';
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await radio.sound(entry.url, { headers: { 'if-none-match': known } });
      expect([again.status, again.bytes.length, again.headers.get('etag')]).toEqual([304, 0, etag]);
    }
    const part = await radio.sound(entry.url, { headers: { range: 'bytes=192-383' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 192-383/${whole.bytes.length}`]);
    expect(part.bytes).toEqual(whole.bytes.subarray(192, 384));
    const last = await radio.sound(entry.url, { headers: { range: 'bytes=-192', 'if-range': etag } });
    expect(last.bytes).toEqual(whole.bytes.subarray(-192));
    const changed = await radio.sound(entry.url, { headers: { range: 'bytes=0-1', 'if-range': '"other"' } });
    expect([changed.status, changed.bytes.length]).toEqual([200, whole.bytes.length]);
    const beyond = await radio.sound(entry.url, { headers: { range: 'bytes=9999999-' } });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${whole.bytes.length}`]);
    const bare = await radio.sound(entry.url, { method: 'HEAD' });
    expect([bare.status, bare.bytes.length, bare.headers.get('content-length')]).toEqual([
      200,
      0,
      String(whole.bytes.length),
    ]);
  });

  test('[RA105] that is not there is not kept by anybody', async () => {
    for (const file of [`${NOBODY}.mp3`, NOBODY, 'x.mp3', `${'é'.repeat(36)}.mp3`, '%00.mp3']) {
      const answer = await radio.sound(`/v1/audio/chunks/${file}`);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store']);
    }
  });
});

describe('what is not on air yet', () => {
  test('[RA106] is heard by its hosts alone', async () => {
    const channel = await radio.channel();
    await radio.host(channel, 'pause');
    const request = await radio.said(channel, { text: 'A secret until it is on air.' });
    const chunk = await until('it is made', () => {
      const [found] = radio.conductor(channel).state.requests;
      return found?.making.phase === 'done' && found.chunks[0];
    });
    const file = `/v1/audio/chunks/${chunk.id}.mp3`;
    const stream = `/v1/audio/stream/${request}`;
    const listen = `/v1/channels/${channel}/requests/${request}/listen`;
    const [host, other, listener] = [
      await radio.house.accessToken('host', [channel]),
      await radio.house.accessToken('host', ['derby']),
      await radio.house.accessToken('listener', [channel]),
    ];
    for (const token of [undefined, listener, other]) {
      expect((await radio.sound(file, { token })).status).toBe(404);
      expect((await radio.sound(stream, { token })).status).toBe(404);
      expect((await radio.sound(listen, { token })).status).toBe(token === undefined ? 401 : 403);
    }
    const bytes = chunk.frames * 192;
    const kept = await radio.sound(file, { token: host });
    expect([kept.status, kept.bytes.length, kept.headers.get('cache-control')]).toEqual([
      200,
      bytes,
      `private, ${YEAR}`,
    ]);
    const streamed = await radio.sound(stream, { token: host });
    expect([streamed.status, streamed.bytes.equals(kept.bytes)]).toEqual([200, true]);
    const heard = await radio.sound(listen, { token: host });
    expect([heard.status, heard.bytes.equals(kept.bytes), heard.headers.get('cache-control')]).toEqual([
      200,
      true,
      'private, no-store',
    ]);
    const unknown = `/v1/channels/${channel}/requests/${NOBODY}/listen`;
    expect((await radio.sound(unknown, { token: host })).status).toBe(404);
    // It changed nothing.
    expect(await radio.queue(channel)).toMatchObject({ phase: 'paused', waiting: 1 });
  });
});

const chunksOf = async (channel: string, request: string): Promise<Buffer> => {
  const found = radio.conductor(channel).state.requests.find(({ id }) => id === request);
  const host = await radio.house.accessToken('host', [channel]);
  const files = (found?.chunks ?? []).map(({ id }) => radio.sound(`/v1/audio/chunks/${id}.mp3`, { token: host }));
  return Buffer.concat((await Promise.all(files)).map(({ bytes }) => bytes));
};

describe('the stream of a request', () => {
  test('[RA107] begins while the request is being made, is the same for all, and ends with it', async () => {
    // Longer than is made ahead.
    const { channel, request } = await onAir(SENTENCE.repeat(14));
    const path = `/v1/audio/stream/${request}`;
    const readers = Array.from({ length: 20 }, () => radio.sound(path));
    const answer = await fetch(`${radio.origin}${path}`);
    expect([answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      'audio/mpeg',
      'no-store',
    ]);
    const reader = answer.body?.getReader();
    expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
    const made = () => radio.conductor(channel).state.requests.find(({ id }) => id === request)?.making.phase;
    expect(made()).toBe('running');
    await reader?.cancel();
    expect((await radio.host(channel, `requests/${request}/skip`, { body: { cut: true } })).status).toBe(200);
    const streams = await Promise.all(readers);
    const all = await chunksOf(channel, request);
    expect(new Set(streams.map(({ bytes }) => bytes.length))).toEqual(new Set([all.length]));
    expect(streams[0]?.bytes.equals(all)).toBe(true);
    // 41 frames are 984 ms.
    const from = await radio.sound(`${path}?from=1000`);
    expect(from.bytes.equals(all.subarray(41 * 192))).toBe(true);
    expect((await radio.sound(`${path}?from=86400000`)).bytes.length).toBe(0);
    expect((await radio.sound(`${path}?from=-1`)).status).toBe(400);
    expect((await radio.sound('/v1/audio/stream/x')).status).toBe(400);
    expect((await radio.sound(`/v1/audio/stream/${NOBODY}`)).status).toBe(404);
    // Long after, nobody holds it in memory any more.
    await radio.query(`UPDATE audio_playback_requests SET closed_at = now() - interval '1 day' WHERE id = $1`, [
      request,
    ]);
    await radio.takeOver(channel);
    expect(radio.conductor(channel).state.requests).toEqual([]);
    const announced = await radio.query<{ frames: number }>(
      'SELECT frames FROM audio_chunks WHERE request = $1 AND starts_at IS NOT NULL',
      [request],
    );
    const late = await radio.sound(path);
    const bytes = announced.reduce((sum, { frames }) => sum + frames * 192, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(late.bytes.equals(all.subarray(0, bytes))).toBe(true);
  });
});

/** A slow reader, who has taken the first chunk; a host, so that what was skipped is heard too. */
async function reading(channel: string, request: string) {
  const host = { role: 'host', id: 'slow', session: 'slow', channels: [channel] } as const;
  const sound = await radio.house.app.get(Sounds).ofRequest(request, host, new AbortController().signal);
  if (isRefusal(sound)) throw new Error(sound.refused);
  const reader = sound[Symbol.asyncIterator]();
  const taken = [await nextOf(reader)];
  const rest = async (): Promise<Buffer> => {
    for (let piece = await nextOf(reader); piece.length > 0; piece = await nextOf(reader)) taken.push(piece);
    return Buffer.concat(taken);
  };
  return { rest };
}

const skip = async (channel: string, request: string): Promise<void> => {
  expect((await radio.host(channel, `requests/${request}/skip`, { body: { cut: true } })).status).toBe(200);
  // What ended unheard is forgotten at once.
  const isLive = () =>
    radio.conductor(channel).state.requests.some(({ id, place }) => id === request && place.at !== 'ended');
  await until('it has ended', () => !isLive());
};

describe('the stream of a request that is not at hand any more', () => {
  test('[RA171] goes on with what is stored where it was forgotten meanwhile', async () => {
    const { channel, request } = await onAir(SENTENCE.repeat(4));
    const conductor = radio.conductor(channel);
    await until('it is made', () => conductor.state.requests.every(({ making }) => making.phase === 'done'));
    const all = await chunksOf(channel, request);
    const { rest } = await reading(channel, request);
    await skip(channel, request);
    conductor.contents.keepOnly({ ...conductor.state, requests: [] });
    expect((await rest()).equals(all)).toBe(true);
  });

  test('[RA171] is cut off where another process goes on with it, unless it has ended there', async () => {
    const { channel, request } = await onAir(SENTENCE.repeat(14));
    const path = `${radio.origin}/v1/audio/stream/${request}`;
    const follower = await fetch(path);
    const { rest } = await reading(channel, request);
    // Not so long that what has begun would be said again.
    await radio.takeOver(channel, '6 seconds');
    expect(radio.conductor(channel).state.requests.map(({ making }) => making.phase)).toEqual(['running']);
    await expect(follower.arrayBuffer()).rejects.toThrow('terminated');
    await skip(channel, request);
    const all = await chunksOf(channel, request);
    expect((await rest()).equals(all)).toBe(true);
  });
});

async function nextOf(reader: AsyncIterator<Buffer>): Promise<Buffer> {
  const { value, done } = await reader.next();
  return done === true ? Buffer.alloc(0) : value;
}

describe('a clip', () => {
  test('[RA109] is uploaded, queued and heard', async () => {
    const channel = await radio.channel();
    const ear = await radio.ear();
    await ear.join({ channel });
    const samples = speechLike({ rate: 16_000, seconds: 1.5 });
    const data = Buffer.alloc(samples.length * 2);
    samples.forEach((sample, at) => data.writeInt16LE(Math.round(sample * 32_767), at * 2));
    const upload = async (body: Uint8Array<ArrayBuffer>, token?: string) => {
      const bearer = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const headers = { 'content-type': 'audio/wav', ...bearer };
      const answer = await fetch(`${radio.origin}/v1/channels/${channel}/clips`, { method: 'POST', headers, body });
      return {
        status: answer.status,
        body: (await answer.json()) as { clip: string; durationMs: number; code?: string },
      };
    };
    const file = wavFile({ tag: 1, bits: 16, rate: 16_000, data: [...data] });
    expect((await upload(file)).status).toBe(401);
    const host = await radio.house.accessToken('host', [channel]);
    expect((await upload(file, await radio.house.accessToken('host', ['derby']))).status).toBe(403);
    expect((await upload(Uint8Array.from(Buffer.alloc(9_000, 'x')), host)).body.code).toBe('audio.unrecognised');
    const { status, body } = await upload(file, host);
    expect(status).toBe(201);
    expect(body.durationMs).toBeGreaterThan(1_000);
    const request = await radio.said(channel, { clip: body.clip });
    const { change } = await ear.hears('audio_stream_started');
    const [entry] = change.started?.entries ?? [];
    expect(entry).toMatchObject({ request, text: '', frames: body.durationMs / 24, last: true });
    const other = await radio.channel();
    const elsewhere = await radio.host(other, 'requests', { body: { clip: body.clip } });
    expect([elsewhere.status, elsewhere.body.code]).toEqual([422, 'radio.unknown-clip']);
  });
});
