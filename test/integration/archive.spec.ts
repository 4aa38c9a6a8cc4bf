import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ArchiveAddresses, Transcript, Waveform } from '../../src/wire/replay.js';
import { hear } from '../support/audio.js';
import { RadioApp } from '../support/radio-app.js';
import { seeded } from '../support/seeded.js';
import { until } from '../support/until.js';

const FRAME_BYTES = 192;
const FRAME_MS = 24;

interface Row {
  readonly id: string;
  readonly starts_at: number;
  readonly play_frames: number;
}

const FIRST = 'The teams are out now, and the ground is full. It is a fine day for a game of football.';
const SECOND = 'And here is the first attack of the day.';

let radio: RadioApp;
beforeAll(async () => {
  radio = await RadioApp.open();
});
afterAll(() => radio.close());

function pathOf(address: string): string {
  return address.slice(radio.origin.length);
}

/** A channel on which these were said, one after the other. */
async function told(texts: readonly string[], input: object = {}): Promise<string> {
  const channel = await radio.channel(input);
  for (const text of texts) {
    await radio.said(channel, { text });
    await until('it is over', () => radio.conductor(channel).state.requests.every(({ place }) => place.at === 'ended'));
  }
  return channel;
}

function rowsOf(channel: string): Promise<Row[]> {
  return radio.query<Row>(
    `SELECT c.id, c.starts_at, c.play_frames FROM audio_chunks c JOIN audio_playback_requests r ON r.id = c.request
     WHERE r.channel = $1 ORDER BY c.starts_at`,
    [channel],
  );
}

/** What the file should be: the sound of each chunk where it was heard, and nothing between them. */
async function expected(channel: string, pauseFrames = Infinity): Promise<Buffer> {
  const parts: Buffer[] = [];
  let end: number | undefined;
  for (const { id, starts_at: startsAt, play_frames: frames } of await rowsOf(channel)) {
    const pause = Math.min(pauseFrames, (startsAt - (end ?? startsAt)) / FRAME_MS);
    for (let frame = 0; frame < pause; frame += 1) {
      parts.push(Buffer.concat([Buffer.from([0xff, 0xfb, 0x54, 0xc4]), Buffer.alloc(FRAME_BYTES - 4)]));
    }
    const { bytes } = await radio.sound(`/v1/audio/chunks/${id}.mp3`);
    parts.push(bytes.subarray(0, frames * FRAME_BYTES));
    end = startsAt + frames * FRAME_MS;
  }
  return Buffer.concat(parts);
}

describe('the archive of a channel', () => {
  let channel: string;
  let file: string;
  beforeAll(async () => {
    channel = await told([FIRST, SECOND]);
    file = `/v1/channels/${channel}/archive.mp3`;
  });

  test('[RP1] [RP3] is what was heard, to the byte, with its pauses or without', async () => {
    const kept = await radio.sound(`${file}?deadAir=kept`);
    expect([kept.status, kept.headers.get('content-type')]).toEqual([200, 'audio/mpeg']);
    expect(kept.bytes.equals(await expected(channel))).toBe(true);
    expect(kept.headers.get('x-ai-generated')).toBe('voice');
    const squeezed = await radio.sound(file);
    expect(squeezed.bytes.equals(await expected(channel, 84))).toBe(true);
    expect((await rowsOf(channel)).length).toBeGreaterThanOrEqual(3);
  });

  test('[RP2] any part of it is what is there in the whole, and says so', async () => {
    const { bytes: whole, headers } = await radio.sound(file);
    const etag = headers.get('etag') ?? '';
    for (const [first, last] of [
      [0, 0],
      [1, 191],
      [100, 5_000],
      [whole.length - 700, whole.length - 1],
      [7, whole.length - 1],
    ] as const) {
      const part = await radio.sound(file, { headers: { range: `bytes=${first}-${last}`, 'if-range': etag } });
      expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes ${first}-${last}/${whole.length}`]);
      expect(part.bytes.equals(whole.subarray(first, last + 1))).toBe(true);
    }
    const beyond = await radio.sound(file, { headers: { range: `bytes=${whole.length}-` } });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${whole.length}`]);
    const other = await radio.sound(file, { headers: { range: 'bytes=0-9', 'if-range': '"other"' } });
    expect([other.status, other.bytes.length]).toEqual([200, whole.length]);
    expect((await radio.sound(file, { headers: { 'if-none-match': etag } })).status).toBe(304);
    const head = await radio.sound(file, { method: 'HEAD' });
    expect([head.status, head.bytes.length, head.headers.get('content-length')]).toEqual([200, 0, `${whole.length}`]);
  });

  test('[RP4] [RP5] captions and transcript say what was said, at its place in the file', async () => {
    const { bytes } = await radio.sound(`/v1/channels/${channel}/transcript.json?deadAir=kept`);
    const { segments } = JSON.parse(bytes.toString()) as Transcript;
    const rows = await rowsOf(channel);
    const first = rows[0]?.starts_at ?? 0;
    expect(segments.map(({ chunk, startTime }) => [chunk, Math.round(startTime * 1_000)])).toEqual(
      rows.map(({ id, starts_at: startsAt }) => [id, startsAt - first]),
    );
    expect(segments.map(({ body }) => body).join(' ')).toBe(`${FIRST} ${SECOND}`);
    const captions = await radio.sound(`/v1/channels/${channel}/captions.vtt`);
    expect(captions.headers.get('content-type')).toBe('text/vtt; charset=utf-8');
    const lines = captions.bytes.toString().split('\n');
    expect(lines[0]).toBe('WEBVTT');
    expect(lines).toContain(SECOND);
    expect(lines.filter((line) => line.includes('-->'))).toHaveLength(rows.length);
  });

  test('[RP6] what is deleted is silent, as long as it was, and what comes after it stays in its place', async () => {
    const { bytes: before } = await radio.sound(`${file}?deadAir=kept`);
    const [first] = await rowsOf(channel);
    await radio.query('UPDATE audio_chunks SET audio_deleted_at = now() WHERE id = $1', [first?.id]);
    const end = (first?.play_frames ?? 0) * FRAME_BYTES;
    const after = await until('it is silent', async () => {
      const { bytes } = await radio.sound(`${file}?deadAir=kept`);
      return bytes.equals(before) ? undefined : bytes;
    });
    expect(after.length).toBe(before.length);
    expect(after.subarray(end).equals(before.subarray(end))).toBe(true);
    const frame = after.subarray(0, FRAME_BYTES);
    expect([...frame.subarray(4)].every((byte) => byte === 0)).toBe(true);
    const { bytes } = await radio.sound(`/v1/channels/${channel}/transcript.json`);
    expect((JSON.parse(bytes.toString()) as Transcript).segments[0]?.audioUrl).toBeNull();
    await radio.query('UPDATE audio_chunks SET audio_deleted_at = NULL WHERE id = $1', [first?.id]);
  });
});

describe('a moment of it', () => {
  let channel: string;
  beforeAll(async () => {
    channel = await told([FIRST, SECOND]);
  });

  test('[RP10] is what is there in the whole, in whole frames, and can be asked for in parts', async () => {
    const { bytes: whole } = await radio.sound(`/v1/channels/${channel}/archive.mp3`);
    const path = `/v1/channels/${channel}/moment.mp3?from=1.01&to=3`;
    const moment = await radio.sound(path);
    expect(moment.status).toBe(200);
    // 1.01 s is in frame 42, and 3 s is where frame 125 begins.
    expect(moment.bytes.equals(whole.subarray(42 * FRAME_BYTES, 125 * FRAME_BYTES))).toBe(true);
    const part = await radio.sound(path, { headers: { range: 'bytes=10-1000' } });
    expect([part.status, part.bytes.equals(moment.bytes.subarray(10, 1_001))]).toEqual([206, true]);
    const { samples, warnings } = await hear(moment.bytes);
    expect([samples.length, warnings]).toEqual([83 * 1_152, '']);
    const last = await radio.sound(`/v1/channels/${channel}/moment.mp3?from=0&to=60`);
    expect(last.bytes.equals(whole.subarray(0, 2_500 * FRAME_BYTES))).toBe(true);
    // A minute, whatever comes of subtracting such numbers.
    expect((await radio.sound(`/v1/channels/${channel}/moment.mp3?from=4.248&to=64.248`)).status).toBe(200);
  });

  test.each([
    ['from=1&to=1', 400, 'request.invalid'],
    ['from=1&to=61.1', 400, 'request.invalid'],
    ['from=-1&to=3', 400, 'request.invalid'],
    ['from=1', 400, 'request.invalid'],
    ['from=3000&to=3010', 404, 'replay.no-moment'],
  ])('[RP10] %s is answered with what is wrong', async (query, status, code) => {
    const answer = await radio.sound(`/v1/channels/${channel}/moment.mp3?${query}`);
    expect([answer.status, (JSON.parse(answer.bytes.toString()) as { code: string }).code]).toEqual([status, code]);
  });
});

describe('addresses of it', () => {
  test('[RP13] lead to what was heard until then, also when more is said', async () => {
    const channel = await told([SECOND]);
    const asked = await radio.sound(`/v1/channels/${channel}/archive?deadAir=kept`);
    expect([asked.status, asked.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const { mp3, transcript, waveform, startsAt, endsAt, expiresAt } = JSON.parse(
      asked.bytes.toString(),
    ) as ArchiveAddresses;
    const [row] = await rowsOf(channel);
    expect([startsAt, expiresAt]).toEqual([row?.starts_at, null]);
    expect(endsAt).toBe((row?.starts_at ?? 0) + (row?.play_frames ?? 0) * FRAME_MS);
    const before = await expected(channel);
    await radio.said(channel, { text: 'And here is one more.' });
    await until('it is over', () => radio.conductor(channel).state.requests.every(({ place }) => place.at === 'ended'));
    await until('the archive has it', async () => {
      const { bytes } = await radio.sound(`/v1/channels/${channel}/archive.mp3?deadAir=kept`);
      return bytes.length > before.length;
    });
    expect((await radio.sound(pathOf(mp3))).bytes.equals(before)).toBe(true);
    const { segments } = JSON.parse((await radio.sound(pathOf(transcript))).bytes.toString()) as Transcript;
    expect(segments).toHaveLength(1);
    const { durationS, peaks } = JSON.parse((await radio.sound(pathOf(waveform))).bytes.toString()) as Waveform;
    expect([durationS, peaks.length]).toEqual([(row?.play_frames ?? 0) * (FRAME_MS / 1_000), 600]);
    expect(Math.max(...peaks)).toBeGreaterThan(100);
  });

  test('[RP13] of a private channel let a player in that shows no token, to that channel alone', async () => {
    const channel = await told([SECOND], { visibility: 'private' });
    const other = await told([SECOND], { visibility: 'private' });
    expect((await radio.sound(`/v1/channels/${channel}/archive`)).status).toBe(404);
    const token = await radio.house.accessToken('listener', [channel]);
    const { bytes } = await radio.sound(`/v1/channels/${channel}/archive`, { token });
    const { mp3, captions, expiresAt } = JSON.parse(bytes.toString()) as ArchiveAddresses;
    expect(expiresAt).not.toBeNull();
    const [row] = await rowsOf(channel);
    expect((await radio.sound(pathOf(mp3))).bytes.length).toBe((row?.play_frames ?? 0) * FRAME_BYTES);
    expect((await radio.sound(pathOf(captions))).status).toBe(200);
    expect((await radio.sound(pathOf(mp3).replace(channel, other))).status).toBe(404);
  });
});

test.each(['archive.mp3', 'captions.vtt', 'transcript.json', 'chapters.json', 'waveform.json'])(
  '[RP7] %s of a private channel does not exist for others, and is for its hosts',
  async (file) => {
    const channel = await radio.channel({ visibility: 'private' });
    const path = `/v1/channels/${channel}/${file}`;
    expect((await radio.sound(path)).status).toBe(404);
    const token = await radio.house.accessToken('host', [channel]);
    const { status, headers } = await radio.sound(path, { token });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).not.toMatch(/public/);
  },
);

test('[RP3] what is announced and has not sounded is not in it, and a channel on which nothing was said has an empty one', async () => {
  const channel = await radio.channel();
  expect((await radio.sound(`/v1/channels/${channel}/archive.mp3`)).bytes.length).toBe(0);
  await radio.said(channel, {
    text: 'One thing at a time. And another thing after that one. And so it goes on and on.',
  });
  await until('it is announced', async () =>
    (await rowsOf(channel)).some((row) => row.starts_at !== null) ? true : undefined,
  );
  const { bytes } = await radio.sound(`/v1/channels/${channel}/archive.mp3`);
  const announced = (await rowsOf(channel)).reduce((frames, row) => frames + row.play_frames, 0);
  expect(bytes.length).toBeLessThan(announced * FRAME_BYTES);
});

test('[RP2] [RP8] of six hours any part is found, decodes to its length, and is read by two hundred at once in little memory', async () => {
  const channel = await told(['Here is a sentence that is said over and over again.']);
  const [chunk] = await rowsOf(channel);
  const frames = chunk?.play_frames ?? 0;
  const count = Math.ceil(21_600_000 / (frames * FRAME_MS));
  // The same sound again and again, each time a chunk of its own.
  await radio.query(
    `INSERT INTO audio_chunks (id, request, index, piece, frames, cut_points, starts_at, play_frames, text, words, voice,
       blob_key, sha256, peaks)
     SELECT gen_random_uuid(), request, nth, nth, frames, cut_points, starts_at - nth * $2::float8, play_frames, text, words, voice,
       blob_key, sha256, peaks
     FROM audio_chunks, generate_series(1, $3::int) AS nth WHERE id = $1`,
    [chunk?.id, frames * FRAME_MS, count - 1],
  );
  const file = `/v1/channels/${channel}/archive.mp3`;
  const { bytes: one } = await radio.sound(`/v1/audio/chunks/${chunk?.id ?? ''}.mp3`);
  const length = count * one.length;
  const head = await until('all of it is there', async () => {
    const answer = await radio.sound(file, { method: 'HEAD' });
    return answer.headers.get('content-length') === String(length) ? answer : undefined;
  });
  const draw = seeded(8);
  const ask = async () => {
    const first = Math.floor(draw() * length);
    const last = Math.min(length - 1, first + Math.floor(draw() * 100_000));
    const { bytes, status } = await radio.sound(file, { headers: { range: `bytes=${first}-${last}` } });
    expect([status, bytes.length]).toEqual([206, last - first + 1]);
    const turned = Buffer.concat([one.subarray(first % one.length), one.subarray(0, first % one.length)]);
    const expectedBytes = Buffer.alloc(bytes.length, turned);
    expect(bytes.equals(expectedBytes)).toBe(true);
  };
  await ask();
  const before = process.memoryUsage().rss;
  await Promise.all(Array.from({ length: 200 }, ask));
  expect((process.memoryUsage().rss - before) / 1_048_576).toBeLessThan(300);
  const middle = Math.floor(length / 2 / FRAME_BYTES) * FRAME_BYTES;
  const { bytes } = await radio.sound(file, {
    headers: { range: `bytes=${middle}-${middle + 250 * FRAME_BYTES - 1}` },
  });
  const { samples, warnings } = await hear(bytes);
  expect([samples.length, warnings]).toEqual([250 * 1_152, '']);
  expect(head.status).toBe(200);
}, 120_000);
