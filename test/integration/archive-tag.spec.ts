import { execFile, spawnSync } from 'node:child_process';
import { join, dirname } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bundledFfmpeg } from '../../src/audio/ffmpeg.finder.js';
import type { Span } from '../../src/audio/model/frames.js';
import { Archives } from '../../src/replay/archives.js';
import type { ArchiveAddresses, Chapters, Transcript } from '../../src/wire/replay.js';
import { hear } from '../support/audio.js';
import { chunksOf, isOver } from '../support/heard-before.js';
import { readTag, type ReadTag } from '../support/id3-reader.js';
import { MatchApp } from '../support/match-app.js';
import type { RadioApp } from '../support/radio-app.js';
import { isRequired, WHERE } from '../support/services.js';
import { until } from '../support/until.js';

const FRAME_BYTES = 192;
/** 64 places of 300 bytes, and 1,024. */
const TAG_BYTES = 20_224;

let app: MatchApp;
let radio: RadioApp;
beforeAll(async () => {
  app = await MatchApp.open();
  ({ radio } = app);
});
afterAll(() => app.close());

interface Told {
  readonly id: string;
  readonly channel: string;
  readonly goal: string;
}

/** A match of which a goal was told on its channel. */
async function told(): Promise<Told> {
  const { id, channels } = await app.match({ languages: ['en'] });
  const channel = channels[0]?.channel ?? '';
  await app.event(id, { type: 'match_start' });
  const goal = await app.event(id, { type: 'goal', side: 'away', segment: 'H1' });
  await until('the goal was heard', async () => {
    const { chapters } = await read<Chapters>(`/v1/channels/${channel}/chapters.json`);
    const queue = await radio.queue(channel);
    return chapters.some(({ title }) => title.includes('Birches')) && queue.requests?.length === 0;
  });
  // Nothing more is said.
  await radio.host(channel, 'commentary', { method: 'PATCH', body: { mode: 'off' } });
  await isOver(radio, channel);
  const last = (await chunksOf(radio, channel)).findLast(({ play_frames: frames }) => frames > 0);
  await until('the file has all of it', async () => {
    const { endsAt } = await read<ArchiveAddresses>(`/v1/channels/${channel}/archive`);
    return endsAt === (last?.starts_at ?? 0) + (last?.play_frames ?? 0) * 24;
  });
  return { id, channel, goal: goal.body.fact };
}

async function read<T>(path: string): Promise<T> {
  return JSON.parse((await radio.sound(path)).bytes.toString()) as T;
}

/** What is sent of an archive for these bytes of it. */
async function readFrom(channel: string, span: Span): Promise<Buffer> {
  const sound = await radio.house.app
    .get(Archives)
    .sound(channel, { deadAir: 'squeezed' }, { role: 'anonymous' } as never);
  if ('refused' in sound) throw new Error(sound.refused);
  const parts: Buffer[] = [];
  for await (const some of sound.read(span, new AbortController().signal)) parts.push(...some);
  return Buffer.concat(parts);
}

function tagOf(bytes: Buffer): ReadTag {
  const tag = readTag(bytes);
  if (tag === undefined) throw new Error('There is no tag.');
  return tag;
}

const titles = (bytes: Buffer) => tagOf(bytes).chapters.map(({ title }) => title);
const shown = ({ chapters }: ReadTag) => chapters.map(({ startMs, title }) => [startMs, title]);
const asked = ({ chapters }: Chapters) =>
  chapters.map(({ startTime, title }) => [Math.round(startTime * 1_000), title]);

test('[RP49] is the chapters of the match, counted in every Range, and the sound after it is as it was stored', async () => {
  const { channel } = await told();
  const file = `/v1/channels/${channel}/archive.mp3`;
  const { bytes: whole, headers } = await radio.sound(file);
  const tag = tagOf(whole);
  const chapters = await read<Chapters>(`/v1/channels/${channel}/chapters.json`);
  expect([tag.bytes, tag.title, shown(tag)]).toEqual([TAG_BYTES, 'Alders – Birches', asked(chapters)]);
  expect(tag.chapters.length).toBeGreaterThan(0);
  expect(headers.get('content-length')).toBe(String(whole.length));

  const sound = whole.subarray(tag.bytes);
  expect(sound.length % FRAME_BYTES).toBe(0);
  const [first] = await chunksOf(radio, channel);
  const { bytes: chunk } = await radio.sound(`/v1/audio/chunks/${first?.id ?? ''}.mp3`);
  const own = chunk.subarray(0, (first?.play_frames ?? 0) * FRAME_BYTES);
  expect(sound.subarray(0, own.length).equals(own)).toBe(true);
  const moment = await radio.sound(`/v1/channels/${channel}/moment.mp3?from=0&to=0.48`);
  expect(moment.bytes.equals(sound.subarray(0, 20 * FRAME_BYTES))).toBe(true);

  for (const [start, end] of [
    [0, 10],
    [10, TAG_BYTES],
    [TAG_BYTES - 7, TAG_BYTES + 500],
    [TAG_BYTES, TAG_BYTES + 1],
    [whole.length - 300, whole.length],
  ] as const) {
    const part = await radio.sound(file, { headers: { range: `bytes=${start}-${end - 1}` } });
    expect([part.status, part.headers.get('content-range')]).toEqual([
      206,
      `bytes ${start}-${end - 1}/${whole.length}`,
    ]);
    expect(part.bytes.equals(whole.subarray(start, end))).toBe(true);
    // And not a byte more.
    expect((await readFrom(channel, { start, end })).equals(whole.subarray(start, end))).toBe(true);
  }
  const { samples, warnings } = await hear(whole);
  expect([samples.length, warnings]).toEqual([(sound.length / FRAME_BYTES) * 1_152, '']);
}, 60_000);

test('[RP49] players find the chapters in it', async () => {
  const { channel } = await told();
  const { bytes } = await radio.sound(`/v1/channels/${channel}/archive.mp3`);
  const chapters = asked(await read<Chapters>(`/v1/channels/${channel}/chapters.json`));
  const ffmpeg = (await bundledFfmpeg()) ?? WHERE.ffmpeg;
  const args = ['-v', 'error', '-f', 'mp3', '-i', 'pipe:0', '-f', 'ffmetadata', '-'];
  const { stdout, stderr } = spawnSync(ffmpeg, args, { input: bytes });
  expect(stderr.toString()).toBe('');
  const found = stdout.toString().split('[CHAPTER]').slice(1);
  expect(found.map((text) => [Number(/START=(\d+)/.exec(text)?.[1]), /title=(.*)/.exec(text)?.[1]])).toEqual(chapters);
  if (!isRequired('ffmpeg')) return;
  const probe = ['-v', 'error', '-print_format', 'json', '-show_chapters', '-i', 'pipe:0'];
  const answer = spawnSync(join(dirname(WHERE.ffmpeg), 'ffprobe'), probe, { input: bytes });
  const probed = JSON.parse(answer.stdout.toString()) as {
    chapters: { start_time: string; tags: { title: string } }[];
  };
  expect(probed.chapters.map(({ start_time: start, tags }) => [Math.round(Number(start) * 1_000), tags.title])).toEqual(
    chapters,
  );
}, 60_000);

if (isRequired('ffmpeg')) {
  test('[RP16] ffplay plays it, and from any place, to its end', async () => {
    const { channel } = await told();
    const { segments } = await read<Transcript>(`/v1/channels/${channel}/transcript.json`);
    const endS = segments.at(-1)?.endTime ?? 0;
    for (const fromS of [0, endS / 2]) {
      const begunAt = performance.now();
      const args = ['-nodisp', '-autoexit', '-loglevel', 'error', '-ss', String(fromS)];
      const { stderr } = await promisify(execFile)(
        join(dirname(WHERE.ffmpeg), 'ffplay'),
        [...args, `${radio.origin}/v1/channels/${channel}/archive.mp3`],
        { env: { ...process.env, SDL_AUDIODRIVER: 'dummy' }, timeout: 50_000 },
      );
      expect(stderr).toBe('');
      // It takes its time: half a second may be left in what would sound.
      expect(performance.now() - begunAt).toBeGreaterThan((endS - fromS - 0.5) * 1_000);
    }
  }, 120_000);
}

test('[RP49] a channel of no match, and one on which nothing was heard, has no tag', async () => {
  const plain = await radio.channel();
  await radio.said(plain, { text: 'This is no match.' });
  await isOver(radio, plain);
  const { bytes } = await radio.sound(`/v1/channels/${plain}/archive.mp3`);
  expect([readTag(bytes), bytes.length % FRAME_BYTES, bytes.length > 0]).toEqual([undefined, 0, true]);
  const { channels } = await app.match({ languages: ['en'] });
  expect((await radio.sound(`/v1/channels/${channels[0]?.channel ?? ''}/archive.mp3`)).bytes.length).toBe(0);
});

test('[RP50] what was handed out has its sound in the same place, whatever is told, corrected or withdrawn later', async () => {
  const { id, channel, goal } = await told();
  const { mp3, version } = await read<ArchiveAddresses>(`/v1/channels/${channel}/archive`);
  const pinned = mp3.slice(radio.origin.length);
  const { bytes: before, headers } = await radio.sound(pinned);
  expect(shown(tagOf(before)).map(([, title]) => title)).toContainEqual(expect.stringMatching(/Birches/));

  for (let nth = 0; nth < 3; nth += 1) await app.event(id, { type: 'penalty_missed', side: 'home', segment: 'H1' });
  await app.correct(id, goal, { op: 'retract' });
  const corrected = await until('it is no chapter', async () => {
    const answer = await radio.sound(pinned);
    return shown(tagOf(answer.bytes)).some(([, title]) => String(title).includes('Birches')) ? undefined : answer;
  });
  expect(corrected.bytes.length).toBe(before.length);
  expect(corrected.bytes.subarray(TAG_BYTES).equals(before.subarray(TAG_BYTES))).toBe(true);
  expect(corrected.headers.get('etag')).not.toBe(headers.get('etag'));
  expect(version).toMatch(/^[\w-]{43}$/);
}, 60_000);

test('[RP50] words that were withdrawn are in it no more', async () => {
  const { channel } = await told();
  const file = `/v1/channels/${channel}/archive.mp3`;
  const { bytes: before } = await radio.sound(file);
  const requests = new Set((await chunksOf(radio, channel)).map(({ request }) => request));
  for (const request of requests) {
    await radio.host(channel, `requests/${request}/withdraw`, { body: { reason: 'It was wrong.' } });
  }
  const { bytes: after } = await radio.sound(file);
  expect(after.length).toBe(before.length);
  expect(titles(before)).toEqual(['It’s a goal for Birches!']);
  expect(titles(after)).toEqual(['Goal']);
  expect(after.toString('latin1')).not.toContain('goal for');
}, 60_000);

test('[RP50] an answer that is read is as long as it said, also when its tag would be another by now', async () => {
  const { id, channel } = await told();
  const sound = await radio.house.app
    .get(Archives)
    .sound(channel, { deadAir: 'squeezed' }, { role: 'anonymous' } as never);
  if ('refused' in sound) throw new Error(sound.refused);
  let bytes = 0;
  for await (const some of sound.read({ start: 0, end: sound.bytes }, new AbortController().signal)) {
    if (bytes === 0) await app.event(id, { type: 'goal', side: 'home', segment: 'H1' });
    for (const part of some) bytes += part.length;
  }
  expect(bytes).toBe(sound.bytes);
}, 60_000);
