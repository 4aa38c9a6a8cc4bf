import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { bundledFfmpeg } from '../../src/audio/ffmpeg.finder.js';
import { firstBadFrame } from '../../src/audio/model/frame-reader.js';
import { toWire } from '../../src/radio/model/change.js';
import { timelineOf } from '../../src/radio/model/timeline.js';
import type { Entry } from '../../src/wire/radio.js';
import { hear } from '../support/audio.js';
import { RadioApp } from '../support/radio-app.js';
import { StrictRadio } from '../support/strict-radio.js';
import { withoutTitles } from '../support/transmitting.js';
import { until } from '../support/until.js';

let radio: RadioApp;
beforeAll(async () => {
  radio = await RadioApp.open();
});
afterAll(() => radio.close());

// Streams are sent in real time: on a machine that stands still for a second a flash may come after what it would have moved.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

const BED_AFTER_MS = 2_016;

/** What was announced on a channel, with its words. */
function entriesOf(channel: string): readonly Entry[] {
  const { state, contents } = radio.conductor(channel);
  return timelineOf(state).map((entry) => toWire(entry, contents.wordsOf));
}

async function bytesOf({ chunk, frames }: Entry): Promise<Buffer> {
  const { bytes } = await radio.sound(`/v1/audio/chunks/${chunk}.mp3`);
  return bytes.subarray(0, frames * 192);
}

/** Where sound of a channel lies in a stream that begins at a moment, if all of it is there. */
function placeIn(sound: Buffer, startsAt: number, { startsAt: at, frames }: Entry): Buffer | undefined {
  const from = ((at - startsAt) / 24) * 192;
  return from < 0 || from + frames * 192 > sound.length ? undefined : sound.subarray(from, from + frames * 192);
}

/** Plays what a radio would: longer than its head start, so that nothing is empty at the end. */
async function heardAll(playing: StrictRadio, startsAt: number, until_: number): Promise<void> {
  await until('it has heard all of it', () => startsAt + (playing.body().length / 192) * 24 > until_);
}

describe('what plain radios hear', () => {
  test('[TX20] [TX3] [TX4] is what sounded, to the byte, at its place: over a flash, a pause and another conductor', async () => {
    const channel = await radio.channel({ title: 'Cup’s Final' });
    const port = radio.house.port;
    const path = `/v1/channels/${channel}/live.mp3`;
    const plain = new StrictRadio(port, `/live/${channel}.mp3`, { version: '1.0' });
    const titled = new StrictRadio(port, path, { headers: { 'Icy-MetaData': '1' } });
    const late = new StrictRadio(port, `${path}?delay=4`, { headers: { 'Icy-MetaData': '1' } });
    const heads = await Promise.all([plain, titled, late].map((one) => one.head()));
    await radio.said(channel, { text: 'The captain walks slowly to the spot. The whole ground is silent now.' });
    await until('it is on air', () => entriesOf(channel).length > 0);
    await radio.said(channel, { text: 'Goal!', urgency: 'flash' });
    await until('all is said', () =>
      radio.conductor(channel).state.requests.every(({ place }) => place.at === 'ended'),
    );
    // As if another process had died that had it, a moment ago: nothing of what it announced is said again.
    await radio.takeOver(channel, '3 seconds');
    await radio.said(channel, { text: 'And it is over.' });
    await until('that is said too', () =>
      radio.conductor(channel).state.requests.every(({ place }) => place.at === 'ended'),
    );
    const entries = entriesOf(channel);
    const end = Math.max(...entries.map(({ startsAt, frames }) => startsAt + frames * 24));
    const startsAt = heads.map((head) => Number(head.get('x-starts-at')));
    await heardAll(plain, startsAt[0] ?? 0, end + BED_AFTER_MS + 500);
    await until('late hears it', () => withoutTitles(late.body()).sound.length / 8 > end - (startsAt[2] ?? 0) + 500);
    const streams = [plain.body(), withoutTitles(titled.body()).sound, withoutTitles(late.body()).sound];
    // They have two seconds ahead.
    for (const one of [plain, titled, late]) expect(one.longestGapMs()).toBeLessThan(1_900);
    for (const one of [plain, titled, late]) one.close();
    expect(entries.length).toBeGreaterThanOrEqual(3);
    for (const [nth, stream] of streams.entries()) {
      const whole = stream.subarray(0, Math.floor(stream.length / 192) * 192);
      expect(firstBadFrame(whole)).toBeUndefined();
      expect((await hear(whole)).warnings).toBe('');
      for (const entry of entries) expect(placeIn(stream, startsAt[nth] ?? 0, entry)).toEqual(await bytesOf(entry));
    }
    for (const [nth, one] of [titled, late].entries()) {
      const { titles } = withoutTitles(one.body());
      for (const { text = '', startsAt: at } of entries) {
        const told = titles.find(({ title }) => title === text.replaceAll("'", '’'));
        expect(Math.abs((startsAt[nth + 1] ?? 0) + (told?.at ?? 0) * 24 - at)).toBeLessThanOrEqual(300);
      }
      expect(titles[0]?.title).toBe('Cup’s Final');
    }
  });

  test('[TX15] comes as radios know it: no pieces, no length, an end with the connection', async () => {
    const channel = await radio.channel({ title: 'Finale à 東京' });
    for (const version of ['1.0', '1.1'] as const) {
      const one = new StrictRadio(radio.house.port, `/v1/channels/${channel}/live.mp3?_=car`, {
        version,
        headers: { 'Icy-MetaData': '1', Range: 'bytes=0-' },
      });
      const head = await one.head();
      expect(Object.fromEntries(head)).toMatchObject({
        status: 'HTTP/1.1 200 OK',
        'content-type': 'audio/mpeg',
        connection: 'close',
        'accept-ranges': 'none',
        'icy-metaint': '1920',
        'icy-br': '64',
        'icy-pub': '1',
        'x-ai-generated': 'voice',
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
      });
      expect(Buffer.from(head.get('icy-name') ?? '', 'latin1').toString('utf8')).toBe('Finale à 東京');
      expect(['transfer-encoding', 'content-length', 'content-range'].filter((name) => head.has(name))).toEqual([]);
      // Two seconds are there at once, and sound is the first thing that comes.
      await until('there is sound', () => one.body().length >= 83 * 192);
      expect(firstBadFrame(one.body().subarray(0, 1_920))).toBeUndefined();
      one.close();
    }
  });

  test('[TX15] HEAD is answered at once and ends, and nobody counts as listening for it', async () => {
    const channel = await radio.channel();
    const path = `/v1/channels/${channel}/live.mp3`;
    const { status, headers } = await radio.sound(path, { method: 'HEAD' });
    expect([status, headers.get('content-type'), headers.get('icy-name')]).toEqual([200, 'audio/mpeg', 'Final']);
    expect((await radio.queue(channel)).listeners).toBe(0);
    const wish = { origin: 'https://player.example', 'access-control-request-method': 'GET' };
    const preflight = await radio.sound(path, { method: 'OPTIONS', headers: wish });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Icy-MetaData');
    expect((await radio.sound(path, { method: 'POST' })).status).toBe(405);
  });

  test('[TX15] what cannot be is said in a problem', async () => {
    const channel = await radio.channel();
    for (const [path, status] of [
      ['/v1/channels/nobody/live.mp3', 404],
      ['/live/nobody.mp3', 404],
      ['/live/NOBODY', 404],
      ['/v1/channels/nobody/live.m3u8', 404],
      ['/v1/channels/nobody/live.m3u', 404],
      [`/v1/channels/${channel}/live.mp3?delay=121`, 400],
      [`/v1/channels/${channel}/live.mp3?behind=0`, 400],
      [`/v1/channels/${channel}/segments/1.mp3`, 404],
      [`/v1/channels/${channel}/segments/x.mp3`, 404],
    ] as const) {
      const answer = await radio.sound(path);
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
        path,
        status,
        'application/problem+json; charset=utf-8',
      ]);
    }
  });

  test('[TX18] is told to hosts and to who looks for a channel', async () => {
    const channel = await radio.channel();
    const listeners = async () => (await radio.queue(channel)).listeners;
    const two = [0, 1].map(() => new StrictRadio(radio.house.port, `/live/${channel}.mp3`));
    await until('both count', async () => (await listeners()) === 2);
    two[0]?.close();
    await until('one has gone', async () => (await listeners()) === 1);
    two[1]?.reset();
    await until('nobody is there', async () => (await listeners()) === 0);
    await radio.sound(`/v1/channels/${channel}/live.m3u8`);
    expect(await listeners()).toBe(1);
  });

  test('[TX11] ends with the channel', async () => {
    const channel = await radio.channel();
    const one = new StrictRadio(radio.house.port, `/live/${channel}.mp3?bed=silence`);
    await one.head();
    expect((await radio.host(channel, 'close')).status).toBe(200);
    await until('it has ended', () => one.closed);
    expect(one.body().length % 192).toBe(0);
    expect((await radio.sound(`/live/${channel}.mp3`)).status).toBe(409);
  });
});

/** The segments of a playlist, with their dates. */
function dated(playlist: string) {
  const all = [...playlist.matchAll(/DATE-TIME:(\S+)\n#EXTINF:4\.800,\n(\S+)/g)];
  return all.map(([, at = '', url = '']) => ({ at: Date.parse(at), url }));
}

describe('segments', () => {
  test('[TX14] are what sounded, dated to the frame, and a cache may keep them', async () => {
    const channel = await radio.channel();
    const list = async () => radio.sound(`/v1/channels/${channel}/live.m3u8`);
    const first = await list();
    expect(first.headers.get('content-type')).toBe('application/vnd.apple.mpegurl');
    expect(first.headers.get('cache-control')).toBe('public, max-age=2');
    await radio.said(channel, { text: 'A long way home for the visitors tonight.' });
    await until('it is said', () => radio.conductor(channel).state.requests.some(({ place }) => place.at === 'ended'));
    const [entry] = entriesOf(channel);
    if (entry === undefined) throw new Error('Nothing was said.');
    const end = entry.startsAt + entry.frames * 24;
    const segments = await until('it is in segments', async () => {
      const all = dated((await list()).bytes.toString());
      return (all.at(-1)?.at ?? 0) + 4_800 >= end && all;
    });
    expect(segments.length).toBe(25);
    const fetched = [];
    for (const { at, url } of segments.filter((one) => one.at + 4_800 > entry.startsAt)) {
      const answer = await radio.sound(`/v1/channels/${channel}/${url}`);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=600, immutable');
      expect([answer.bytes.length, answer.headers.get('x-ai-generated')]).toEqual([73 + 200 * 192, 'voice']);
      // The timestamp says the same as the date, in ticks of 1/90 ms.
      expect(answer.bytes.readBigUInt64BE(65)).toBe((BigInt(at) * 90n) % 2n ** 33n);
      fetched.push(answer.bytes.subarray(73));
    }
    const from = segments.find((one) => one.at + 4_800 > entry.startsAt)?.at ?? 0;
    expect(placeIn(Buffer.concat(fetched), from, entry)).toEqual(await bytesOf(entry));
  });

  test('[TX21] [TX3] play in ffmpeg, as the stream does, without a complaint', async () => {
    const channel = await radio.channel();
    const ffmpeg = (await bundledFfmpeg()) ?? 'ffmpeg';
    const play = (path: string, more: readonly string[]) =>
      new Promise<{ seconds: number; said: string }>((resolve) => {
        const url = `${radio.origin}/v1/channels/${channel}/${path}`;
        const output = ['-t', '4', '-f', 's16le', '-ac', '1', '-ar', '48000', 'pipe:1'];
        const child = spawn(ffmpeg, ['-v', 'warning', '-nostdin', ...more, '-i', url, ...output]);
        let [bytes, said] = [0, ''];
        child.stdout.on('data', (some: Buffer) => (bytes += some.length));
        child.stderr.on('data', (some: Buffer) => (said += some.toString()));
        child.once('close', () => resolve({ seconds: bytes / 96_000, said }));
      });
    const [stream, segments] = await Promise.all([play('live.mp3', ['-icy', '1']), play('live.m3u8', [])]);
    expect(stream).toEqual({ seconds: 4, said: '' });
    expect(segments).toEqual({ seconds: 4, said: '' });
  });
});

describe('addresses', () => {
  test('[TX16] are told with what was asked for, and M3U and PLS files lead to the stream', async () => {
    const channel = await radio.channel({ title: 'Final' });
    const at = `${radio.origin}/v1/channels/${channel}`;
    const told = await radio.sound(`/v1/channels/${channel}/streams?delay=18.5`);
    expect(JSON.parse(told.bytes.toString())).toEqual({
      mp3: `${at}/live.mp3?delay=18.5`,
      m3u: `${at}/live.m3u?delay=18.5`,
      pls: `${at}/live.pls?delay=18.5`,
      hls: `${at}/live.m3u8?delay=18.5`,
      expiresAt: null,
    });
    const m3u = await radio.sound(`/v1/channels/${channel}/live.m3u?delay=18.5`);
    expect([m3u.headers.get('content-type'), m3u.bytes.toString()]).toEqual([
      'audio/x-mpegurl; charset=utf-8',
      `#EXTM3U\n#EXTINF:-1,Final\n${at}/live.mp3?delay=18.5\n`,
    ]);
    const pls = await radio.sound(`/v1/channels/${channel}/live.pls`);
    expect(pls.headers.get('content-type')).toBe('audio/x-scpls; charset=utf-8');
    expect(pls.bytes.toString()).toContain(`File1=${at}/live.mp3\n`);
    const { status } = await radio.house.call(`/v1/channels/${channel}/live.m3u`, { headers: { host: 'a b"c' } });
    expect(status).toBe(400);
  });
});
