import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { firstBadFrame } from '../../src/audio/model/frame-reader.js';
import { toWire } from '../../src/radio/model/change.js';
import { timelineOf } from '../../src/radio/model/timeline.js';
import type { Entry } from '../../src/wire/radio.js';
import { hear } from '../support/audio.js';
import { RadioApp } from '../support/radio-app.js';
import { holesIn, pcmOf, RecordingPlayer } from '../support/recording-player.js';
import { WHERE } from '../support/services.js';
import { StrictRadio } from '../support/strict-radio.js';
import { withoutTitles } from '../support/transmitting.js';
import { until } from '../support/until.js';

// Streams are paced by the clock: a machine that others keep busy for two seconds tears them, whatever is sent. What the
// transmitter does wrong it does every time.
jest.retryTimes(1, { logErrorsBeforeRetry: true });

const MINUTES_MS = 180_000;
const PCM = ['-f', 's16le', '-ac', '1', '-ar', '48000', 'pipe:1'];

let radio: RadioApp;
let channel: string;
const folder = mkdtempSync(join(tmpdir(), 'longwave-radios-'));
beforeAll(async () => {
  radio = await RadioApp.open();
});
// Where it is tried again nothing was heard on it before.
beforeEach(async () => {
  channel = await radio.channel({ title: 'Final' });
});
const players = new Map<string, RecordingPlayer>();
afterAll(async () => {
  for (const player of players.values()) await player.stop();
  await radio.close();
  rmSync(folder, { recursive: true });
});

function entries(): readonly Entry[] {
  const { state, contents } = radio.conductor(channel);
  return timelineOf(state).map((entry) => toWire(entry, contents.wordsOf));
}

/** Several requests, one cut short by a flash, an empty queue, another conductor, and more. */
async function programme(hasHeard: (ms: number) => Promise<unknown>): Promise<void> {
  const isQuiet = (): boolean => radio.conductor(channel).state.requests.every(({ place }) => place.at === 'ended');
  const said = () => until('all is said', isQuiet, 60_000);
  await radio.said(channel, { text: 'The teams are out. There is not an empty seat, and the light is going.' });
  await radio.said(channel, { text: 'They play it back, and they take their time. Nobody is in a hurry today.' });
  await until('it is on air', () => entries().length > 0);
  await hasHeard(6_000);
  await radio.said(channel, { text: 'Goal!', urgency: 'flash', style: 'excited' });
  await said();
  await hasHeard(70_000);
  await radio.said(channel, { text: 'The second half begins, and it has begun to rain.' });
  await said();
  await radio.takeOver(channel, '3 seconds');
  await hasHeard(110_000);
  for (const nth of ['first', 'second', 'third']) {
    await radio.said(channel, { text: `The ${nth} corner of the half. It is headed away, and they come again.` });
  }
  await said();
  await hasHeard(MINUTES_MS);
}

function play(): void {
  const file = join(folder, 'mpv.pcm');
  const address = `${radio.origin}/live/${channel}.mp3`;
  const segments = `${radio.origin}/v1/channels/${channel}/live.m3u8`;
  const ffmpeg = ['-v', 'warning', '-nostdin'];
  players.set('curl', new RecordingPlayer('curl', ['-sSf', '--http1.0', address]));
  players.set('ffmpeg', new RecordingPlayer(WHERE.ffmpeg, [...ffmpeg, '-icy', '1', '-i', address, ...PCM]));
  // ffmpeg gives the last frames of some segments the next one's time: what is asked of it is the sound.
  const counted = ['-af', 'asetpts=N/SR/TB'];
  players.set('segments', new RecordingPlayer(WHERE.ffmpeg, [...ffmpeg, '-i', segments, ...counted, ...PCM]));
  const pcm = ['--ao=pcm', '--ao-pcm-waveheader=no', `--ao-pcm-file=${file}`, '--audio-format=s16'];
  const mpv = [
    '--no-config',
    '--no-video',
    '--msg-level=all=warn',
    '--audio-samplerate=48000',
    '--audio-channels=mono',
  ];
  players.set('mpv', new RecordingPlayer(WHERE.mpv, [...mpv, ...pcm, address], file));
}

async function bytesOf({ chunk, frames }: Entry): Promise<Buffer> {
  return (await radio.sound(`/v1/audio/chunks/${chunk}.mp3`)).bytes.subarray(0, frames * 192);
}

/** Whatever of what was announced lies in a stream is there to the byte. */
async function expectAll(announced: readonly Entry[], stream: Buffer, startsAt: number): Promise<void> {
  expect(firstBadFrame(stream.subarray(0, Math.floor(stream.length / 192) * 192))).toBeUndefined();
  for (const entry of announced) {
    const from = (entry.startsAt - startsAt) * 8;
    const heard = stream.subarray(from, from + entry.frames * 192);
    expect(heard.equals(await bytesOf(entry))).toBe(true);
  }
}

test('[TX20] [TX21] three minutes of a match are heard without a hole and without a complaint by whoever plays them', async () => {
  const { port } = radio.house;
  const plain = new StrictRadio(port, `/live/${channel}.mp3`, { version: '1.0' });
  const titled = new StrictRadio(port, `/live/${channel}.mp3?delay=20`, { headers: { 'Icy-MetaData': '1' } });
  const startsAt = Number((await plain.head()).get('x-starts-at'));
  const laterAt = Number((await titled.head()).get('x-starts-at'));
  play();
  await programme((ms) => until(`${ms} ms are heard`, () => plain.heardMs >= ms, 2 * MINUTES_MS));
  const announced = entries();
  expect(announced.length).toBeGreaterThanOrEqual(7);
  const end = Math.max(...announced.map((entry) => entry.startsAt + entry.frames * 24));
  await until('it is heard later too', () => laterAt + titled.heardMs > end + 5_000, 60_000);
  const { sound, titles } = withoutTitles(titled.body());
  await expectAll(announced, plain.body(), startsAt);
  await expectAll(announced, sound, laterAt);
  for (const { text = '', startsAt: at } of announced) {
    // What a flash cut short is told again where it goes on.
    const told = titles.filter(({ title }) => title === text).map((title) => laterAt + title.at * 24 - at);
    expect(Math.min(...told.map(Math.abs))).toBeLessThanOrEqual(300);
  }
  // They have two seconds ahead.
  for (const one of [plain, titled]) expect(one.longestGapMs()).toBeLessThan(1_900);
  // Between the words and the crowd is a silence of two seconds: nobody hears a longer one than was sent.
  const silenceMs = holesIn(pcmOf((await hear(plain.body())).samples)).longestHoleMs;
  for (const [name, player] of players) {
    const { bytes, said } = await player.stop();
    if (name === 'curl') {
      expect(said).toBe('');
      expect(plain.body().indexOf(bytes.subarray(96_000, 115_200))).toBeGreaterThan(0);
    } else {
      const { ms, longestHoleMs } = holesIn(bytes);
      const isWhole = ms > MINUTES_MS - 30_000 && longestHoleMs < silenceMs + 250;
      expect({ name, said, ms, longestHoleMs, isWhole }).toEqual({ name, said: '', ms, longestHoleMs, isWhole: true });
    }
  }
  for (const one of [plain, titled]) one.close();
}, 400_000);
