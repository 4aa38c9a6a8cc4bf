import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Metrics } from '../../src/watch/metrics.port.js';
import type { QueuedRequest } from '../../src/wire/radio.js';
import { sentencesAnswer } from '../support/chat-answer.js';
import { MatchApp } from '../support/match-app.js';
import { OpenAiServer } from '../support/openai-server.js';
import { until } from '../support/until.js';

const NOTE = 'mention the rain yesterday and that Hale is back';
const RAIN = 'It rained all day yesterday.';
const BACK = 'And Alders have good news as well, for Ada Hale is back this afternoon after all.';

const server = new OpenAiServer();
let house: MatchApp;
beforeAll(async () => {
  await server.listen();
  house = await MatchApp.open({ OPENAI_BASE_URL: `${server.url}/v1` });
});
afterAll(async () => {
  await house.close();
  await server.close();
});
beforeEach(() => {
  server.next();
  server.words.length = 0;
});

/** A channel that waits, of a match of Alders, for whom Ada Hale plays. */
async function matchChannel(): Promise<string> {
  const alders = { name: 'Alders', players: [{ name: 'Ada Hale' }, { name: 'Bo Lind' }] };
  const { channels } = await house.match({ home: alders, languages: ['en'] });
  return paused(channels[0]?.channel ?? '');
}

async function paused(channel: string): Promise<string> {
  await house.radio.host(channel, 'pause');
  return channel;
}

async function waiting(channel: string, id: string): Promise<QueuedRequest | undefined> {
  return (await house.radio.queue(channel)).requests?.find((request) => request.id === id);
}

/** What is said of a note once all of it is made. */
async function wordsOf(channel: string, text: string): Promise<string | null | undefined> {
  const id = await house.radio.said(channel, { text, mode: 'write' });
  await until('it is made', async () => (await waiting(channel, id))?.status === 'ready');
  await until('all of it', async () => (await waiting(channel, id))?.pieces !== null);
  return (await waiting(channel, id))?.words;
}

function voiced(): readonly unknown[] {
  return server.calls.flatMap(({ body }) => body['input'] ?? []);
}

describe('a host’s note, written by the model', () => {
  test('[CM40] its first sentence is voiced before the second is written', async () => {
    const channel = await matchChannel();
    server.writes = sentencesAnswer(RAIN, BACK);
    const gate = new AbortController();
    server.words.push({ until: once(gate.signal, 'abort') });
    const id = await house.radio.said(channel, { text: NOTE, mode: 'write' });
    // A writer is given 3 s between two sentences.
    await until('the first is voiced', () => voiced().length > 0);
    expect(voiced()).toEqual([RAIN]);
    expect(await waiting(channel, id)).toMatchObject({ text: NOTE, pieces: null });
    gate.abort();
    await until('all is ready', async () => (await waiting(channel, id))?.pieces === 2);
    expect((await waiting(channel, id))?.words).toBe(`${RAIN} ${BACK}`);
    expect(voiced()).toEqual([RAIN, BACK]);
  });

  test('[CM41] whoever writes is told who plays and what the note says, as data, and no score', async () => {
    server.writes = sentencesAnswer(RAIN, BACK);
    await wordsOf(await matchChannel(), NOTE);
    const asked = server.calls.find(({ path }) => path.endsWith('/chat/completions'));
    const [rules, data] = (asked?.body['messages'] ?? []) as readonly { readonly content: string }[];
    expect(rules?.content).not.toContain('Hale');
    const { facts } = JSON.parse(data?.content.split('\n')[1] ?? '') as { facts: object };
    expect(facts).toMatchObject({ note: 'The rain yesterday. Hale is back.', home: { name: 'Alders' } });
    expect(Object.keys(facts)).not.toContain('standing');
  });

  test('[CM42] what is false of its match is not said, and the note is', async () => {
    server.writes = sentencesAnswer(RAIN, 'Alders lead two nil.');
    expect(await wordsOf(await matchChannel(), NOTE)).toBe(`${RAIN} Hale is back.`);
    expect(voiced()).not.toContain('Alders lead two nil.');
    const counted = await house.radio.house.app.get(Metrics).registry.metrics();
    expect(counted).toMatch(/commentary_refused_total\{writer="fallback",rule="score"\} [12]/);
  });

  test('[CM41] a channel without a match has its notes written too', async () => {
    const channel = await paused(await house.radio.channel());
    server.writes = sentencesAnswer('It rained all day yesterday.', 'It is still nil nil.');
    expect(await wordsOf(channel, 'mention the rain yesterday and that the bar is open')).toBe(
      'It rained all day yesterday. The bar is open.',
    );
  });

  test('[CM42] silence costs no more than the writer’s time, and the note is said', async () => {
    server.words.push('hang');
    expect(await wordsOf(await matchChannel(), NOTE)).toBe('The rain yesterday. Hale is back.');
  });
});
