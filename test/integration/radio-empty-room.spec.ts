import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OpenAiServer } from '../support/openai-server.js';
import { RadioApp } from '../support/radio-app.js';
import { until } from '../support/until.js';

describe('an empty room', () => {
  const provider = new OpenAiServer();
  let radio: RadioApp;
  beforeAll(async () => {
    await provider.listen();
    radio = await RadioApp.open({
      SPEAK_TO_EMPTY_ROOMS: 'false',
      SPEECH_PROVIDERS: 'openai',
      OPENAI_API_KEY: 'sk-test',
      OPENAI_BASE_URL: provider.url,
    });
  });
  afterAll(async () => {
    await radio.close();
    await provider.close();
  });

  test('[RA113] is not spoken to by voices that cost money, until somebody comes, with a socket or without', async () => {
    const channel = await radio.channel();
    const first = await radio.said(channel, { text: 'The first words of the day.' });
    const second = await radio.said(channel, { text: 'And the second ones.' });
    // A flash, which waits for nobody else, waits for somebody too.
    await radio.said(channel, { text: 'Goal!', urgency: 'flash', staleAfterMs: 60_000 });
    await radio.host(channel, 'lead', { body: { leadMs: 500 } });
    expect(provider.calls).toEqual([]);
    expect(radio.conductor(channel).state.requests.map(({ making }) => making.phase)).toEqual([
      'waiting',
      'waiting',
      'waiting',
    ]);
    const ear = await radio.ear();
    await ear.join({ channel });
    await ear.hears('audio_stream_started');
    expect(provider.calls.length).toBeGreaterThan(0);
    await until('both are said', () => {
      const ended = ear.told.flatMap(({ change }) => change.ended ?? []);
      return [first, second].every((id) => ended.some(({ request, as }) => request === id && as === 'completed'));
    });
    ear.socket.disconnect();
    await until('it is empty again', async () => (await radio.queue(channel)).listeners === 0);
    const calls = provider.calls.length;
    const waiting = await radio.said(channel, { text: 'Nobody hears this.' });
    await radio.host(channel, 'lead', { body: { leadMs: 600 } });
    expect(provider.calls.length).toBe(calls);
    // A host who listens to its stream hears it without a socket.
    const token = await radio.house.accessToken('host', [channel]);
    const { status, bytes } = await radio.sound(`/v1/audio/stream/${waiting}`, { token });
    expect([status, bytes.length > 0, bytes.length % 192]).toEqual([200, true, 0]);
    expect(provider.calls.length).toBe(calls + 1);
  });
});
