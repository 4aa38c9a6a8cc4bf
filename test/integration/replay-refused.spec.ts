import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { answerTo, chunksOf, heardBefore } from '../support/heard-before.js';
import { RadioApp } from '../support/radio-app.js';

const FRAME_MS = 24;
const SECOND = 'And here is the first attack of the day.';

let radio: RadioApp;
beforeAll(async () => {
  radio = await RadioApp.open();
});
afterAll(() => radio.close());

test('[RP41] whoever may not hear a channel puts nothing of it on air, and is not told that it is there', async () => {
  const secret = await heardBefore(radio, [SECOND], { visibility: 'private' });
  const own = await radio.channel();
  expect(await answerTo(radio, own, { channel: secret })).toEqual([422, 'radio.unknown-replay']);
  expect(await answerTo(radio, own, { channel: 'nowhere' })).toEqual([422, 'radio.unknown-replay']);
  const ear = await radio.ear(await radio.house.accessToken('host', [own]));
  const command = { name: 'enqueue', say: { replay: { channel: secret } } };
  expect(await ear.ask('command', { channel: own, key: randomUUID(), command })).toMatchObject({
    code: 'radio.unknown-replay',
  });
  const both = await radio.house.accessToken('host', [own, secret]);
  expect(await answerTo(radio, own, { channel: secret }, both)).toEqual([201, undefined]);
}, 60_000);

describe('a stretch that cannot be heard again', () => {
  let source: string;
  let own: string;
  beforeAll(async () => {
    source = await heardBefore(radio, [SECOND]);
    own = await radio.channel();
    await radio.host(own, 'pause');
  }, 60_000);

  test('[RP41] is refused with what is wrong', async () => {
    expect(await answerTo(radio, own, { channel: own })).toEqual([422, 'radio.nothing-heard']);
    expect(await answerTo(radio, own, { channel: source, from: 1_000 })).toEqual([422, 'radio.nothing-heard']);
    expect(await answerTo(radio, own, { channel: source, from: 2, to: 2 })).toEqual([400, 'request.invalid']);
    expect(await answerTo(radio, own, { channel: source, from: -1 })).toEqual([400, 'request.invalid']);
    for (const more of [{ text: 'Goal.' }, { mode: 'write' }, { clip: randomUUID() }]) {
      const { status, body } = await radio.host(own, 'requests', { body: { replay: { channel: source }, ...more } });
      expect([status, body.code]).toEqual([400, 'request.invalid']);
    }
  });

  test('[RP44] an hour is heard again at once, more is not; what follows can be asked for after it', async () => {
    const [chunk] = await chunksOf(radio, source);
    const frames = chunk?.play_frames ?? 0;
    const each = (frames * FRAME_MS) / 1_000;
    const inAnHour = Math.ceil(3_600 / each);
    // The same sound again and again, each time a chunk of its own; one more than begin in an hour.
    await radio.query(
      `INSERT INTO audio_chunks (id, request, index, piece, frames, cut_points, starts_at, play_frames, text, words, voice,
         blob_key, sha256, peaks)
       SELECT gen_random_uuid(), request, nth, nth, frames, cut_points, starts_at - nth * $2::float8, play_frames, text, words,
         voice, blob_key, sha256, peaks
       FROM audio_chunks, generate_series(1, $3::int) AS nth WHERE id = $1`,
      [chunk?.id, frames * FRAME_MS, inAnHour],
    );
    expect(await answerTo(radio, own, { channel: source })).toEqual([422, 'radio.replay-too-long']);
    expect(await answerTo(radio, own, { channel: source, to: 3_600 })).toEqual([201, undefined]);
    expect(await answerTo(radio, own, { channel: source, from: 3_600 })).toEqual([201, undefined]);
    const { requests = [] } = await radio.queue(own);
    const asked = await radio.query<{ expected_ms: number }>(
      'SELECT expected_ms FROM audio_playback_requests WHERE id = ANY ($1::uuid[]) ORDER BY accepted_seq',
      [requests.map(({ id }) => id)],
    );
    expect(asked.map(({ expected_ms: ms }) => ms)).toEqual([inAnHour * frames * FRAME_MS, frames * FRAME_MS]);
  }, 60_000);
});
