import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FRAME_BYTES } from '../../src/audio/model/frames.js';
import { RadioApp } from '../support/radio-app.js';

describe('a channel', () => {
  let radio: RadioApp;
  beforeAll(async () => {
    radio = await RadioApp.open();
  });
  afterAll(() => radio.close());

  test('[RA90] what a host says is heard by who has joined, and can be fetched', async () => {
    const channel = await radio.channel();
    const ear = await radio.ear();
    const joined = await ear.join({ channel });
    expect(joined).toMatchObject({ channel, recovered: false, snapshot: { phase: 'open', entries: [], waiting: 0 } });
    const answer = await radio.say(channel, { text: 'Four runs! That is the hundred. What a player.' });
    expect(answer.status).toBe(201);
    const { request } = JSON.parse(answer.text) as { request: string };
    const started = await ear.hears('audio_stream_started');
    const [entry] = started.change.started?.entries ?? [];
    expect(entry).toMatchObject({ request, index: 0, text: expect.stringContaining('Four runs') });
    const sound = await fetch(`${radio.origin}${entry?.url}`);
    expect(sound.headers.get('content-type')).toBe('audio/mpeg');
    expect((await sound.arrayBuffer()).byteLength).toBe((entry?.frames ?? 0) * FRAME_BYTES);
    const ended = await ear.hears('audio_stream_ended');
    expect(ended.change.ended).toEqual([{ request, as: 'completed', reason: 'clock' }]);
    expect(ear.told.map(({ seq }) => seq)).toEqual(ear.told.map((_, at) => joined.seq + 1 + at));
  });
});
