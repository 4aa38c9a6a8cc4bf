import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BlobStore } from '../../src/blobs/blob-store.port.js';
import { Cleanup } from '../../src/radio/cleanup.js';
import { chunksOf, isOver, type ChunkRow } from '../support/heard-before.js';
import { readTag } from '../support/id3-reader.js';
import { LENGTHEN } from '../support/long-archive.js';
import { MatchApp } from '../support/match-app.js';
import type { RadioApp } from '../support/radio-app.js';
import { SlowReader } from '../support/slow-reader.js';
import { until } from '../support/until.js';

const FRAME_BYTES = 192;
const FRAME_MS = 24;
/** More than the sockets between hold. */
const LONG_MS = 2_400_000;
const DAY_MS = 86_400_000;
const SILENT = Buffer.concat([Buffer.from([0xff, 0xfb, 0x54, 0xc4]), Buffer.alloc(FRAME_BYTES - 4)]);

let app: MatchApp;
let radio: RadioApp;
beforeAll(async () => {
  app = await MatchApp.open();
  ({ radio } = app);
});
afterAll(() => app.close());

/** Very much of one sentence, and its sound. */
async function longOn(channel: string): Promise<{ chunk: ChunkRow; sound: Buffer; count: number }> {
  await radio.said(channel, {
    text: 'Here is a sentence that goes on for a while and says nothing and is said over and over again.',
  });
  await isOver(radio, channel);
  const [chunk] = await chunksOf(radio, channel);
  if (chunk === undefined) throw new Error('Nothing was heard.');
  const { bytes } = await radio.sound(`/v1/audio/chunks/${chunk.id}.mp3`);
  const count = Math.ceil(LONG_MS / (chunk.play_frames * FRAME_MS));
  await radio.query(LENGTHEN, [chunk.id, count - 1, chunk.play_frames * FRAME_MS]);
  return { chunk, sound: bytes, count };
}

const fileOf = (channel: string): string => `/v1/channels/${channel}/archive.mp3`;

/** Where somebody reads an archive who has hardly begun. */
async function begun(channel: string): Promise<SlowReader> {
  const reader = await SlowReader.open(`${radio.origin}${fileOf(channel)}`);
  await reader.some(100_000);
  return reader;
}

/** Whether these are frames of that sound, and then silence to the end; which of the two there is. */
function heardIn(bytes: Buffer, sound: Buffer): { heard: number; silent: number } {
  let heard = 0;
  while (bytes.subarray(heard * sound.length, (heard + 1) * sound.length).equals(sound)) heard += 1;
  const rest = bytes.subarray(heard * sound.length);
  for (let at = 0; at < rest.length; at += FRAME_BYTES) {
    if (!rest.subarray(at, at + FRAME_BYTES).equals(SILENT)) throw new Error(`A broken frame at ${at}.`);
  }
  return { heard, silent: rest.length / sound.length };
}

describe('somebody reads an archive slowly', () => {
  test('[RP51] while its sound has had its time: it is whole, and goes when it has been read', async () => {
    const channel = await radio.channel({ archived: false });
    const { sound, count } = await longOn(channel);
    const reader = await begun(channel);
    expect(reader.announced).toBe(count * sound.length);
    await radio.query('UPDATE audio_playback_requests SET ended_at = ended_at - $1::float8 WHERE channel = $2', [
      8 * DAY_MS,
      channel,
    ]);
    const cleanup = radio.house.app.get(Cleanup);
    // Whoever takes nothing for half a minute is let go, which a slow machine needs for this much.
    await reader.some(1_000_000);
    expect(await cleanup.run()).toBe(0);
    await reader.some(1_000_000);
    expect(heardIn(await reader.rest(), sound)).toEqual({ heard: count, silent: 0 });
    expect(reader.received).toBe(reader.announced);
    expect(await cleanup.run()).toBe(count);
    // What was cleaned away is known within ten seconds; until then it is heard by who has it in memory.
    await until('it is silent', async () => {
      const first = await radio.sound(fileOf(channel), { headers: { range: `bytes=0-${FRAME_BYTES - 1}` } });
      return first.bytes.equals(SILENT);
    });
    const { bytes, status } = await radio.sound(fileOf(channel));
    expect([status, heardIn(bytes, sound)]).toEqual([200, { heard: 0, silent: count }]);
  }, 60_000);

  test('[RP51] while another node deletes its sound: what comes is silent, and as long', async () => {
    const channel = await radio.channel();
    const { chunk, sound, count } = await longOn(channel);
    const reader = await begun(channel);
    await radio.house.app.get(BlobStore).delete(chunk.blob_key);
    const whole = await reader.rest();
    // The last one was just said: this node has it in memory.
    const last = whole.length - sound.length;
    expect(whole.subarray(last).equals(sound)).toBe(true);
    const { heard, silent } = heardIn(whole.subarray(0, last), sound);
    expect([heard + silent + 1, reader.received]).toEqual([count, reader.announced]);
    expect(Math.min(heard, silent)).toBeGreaterThan(0);
  }, 60_000);

  test('[RP51] [MA93] while its match is removed: what comes is silent, and whoever asks anew is told that it is gone', async () => {
    const { id, channels } = await app.match({ languages: ['en'] });
    const channel = channels[0]?.channel ?? '';
    const { sound, count } = await longOn(channel);
    const reader = await begun(channel);
    const token = await radio.house.accessToken('admin');
    expect((await radio.house.call(`/v1/matches/${id}`, { method: 'DELETE', token })).status).toBe(200);
    for (const headers of [{}, { range: `bytes=${reader.received}-`, 'if-range': reader.etag }]) {
      const { status, bytes } = await radio.sound(fileOf(channel), { headers });
      expect([status, (JSON.parse(bytes.toString()) as { code: string }).code]).toEqual([410, 'replay.deleted']);
    }
    const whole = await reader.rest();
    expect(whole.length).toBe(reader.announced);
    const { heard, silent } = heardIn(whole.subarray(readTag(whole)?.bytes), sound);
    expect(heard + silent).toBe(count);
    expect(Math.min(heard, silent)).toBeGreaterThan(0);
  }, 60_000);
});
