import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ServerLimits } from '../../src/wire/server-limits.js';
import type { SpeechProvider, SpeechView } from '../../src/wire/speech.js';
import { OpenAiServer } from '../support/openai-server.js';
import { PeopleApp } from '../support/people-app.js';
import { RadioApp } from '../support/radio-app.js';
import { until } from '../support/until.js';

const openai = new OpenAiServer();
let radio: RadioApp;
beforeAll(async () => {
  await openai.listen();
  radio = await RadioApp.open({
    OPENAI_API_KEY: 'sk-canary',
    OPENAI_BASE_URL: `${openai.url}/v1`,
    SPEECH_CHARACTERS_PER_DAY: '2000',
    SOUND_KEPT_DAYS: '30',
    ANONYMOUS_LISTENERS: 'false',
  });
});
afterAll(async () => {
  await radio.close();
  await openai.close();
});

const speech = async (): Promise<SpeechView> => {
  const token = await radio.house.accessToken('host', ['final']);
  return JSON.parse((await radio.house.call('/v1/speech', { token })).text) as SpeechView;
};
const named = ({ providers }: SpeechView, name: string): SpeechProvider | undefined =>
  providers.find((provider) => provider.name === name);
const spokenBy = (request: string): Promise<readonly string[]> =>
  until('it is spoken', async () => {
    const rows = await radio.query<{ voice: string }>('SELECT voice FROM audio_chunks WHERE request = $1', [request]);
    return rows.length > 0 && rows.map(({ voice }) => voice);
  });

describe('a host', () => {
  test('[RA179] reads which voices can be asked for, in which languages, in the order they are asked', async () => {
    const view = await speech();
    expect([view.speaksNow, view.providers.map(({ name, paid, failure }) => [name, paid, failure])]).toEqual([
      'openai',
      [
        ['openai', true, null],
        ['espeak', false, null],
      ],
    ]);
    // A server of one's own has its own voices: the one of the settings is all that is known.
    expect(named(view, 'openai')?.voices).toEqual([{ voice: 'openai:alloy', name: 'alloy', language: null }]);
    const espeak = named(view, 'espeak');
    expect(espeak?.voices).toContainEqual({ voice: 'espeak:de', name: 'de', language: 'de' });
    expect(espeak?.voices.map(({ language }) => language)).toEqual(espeak?.languages);
    const request = await radio.said(await radio.channel(), { text: 'Goal!', voice: 'openai:alloy' });
    expect(await spokenBy(request)).toEqual(['openai:alloy']);
  });

  test('[RA179] reads what is spent of the day’s budget, and when the next day begins', async () => {
    await radio.query('UPDATE speech_budget SET characters = 1234');
    const { budget } = await speech();
    expect(budget).toMatchObject({ usedCharacters: 1_234, limitCharacters: 2_000 });
    expect(budget.resetsAt).toMatch(/T00:00:00\.000Z$/);
    const inMs = Date.parse(budget.resetsAt) - Date.now();
    expect(inMs > 0 && inMs <= 86_400_000).toBe(true);
  });

  test('[RA179] reads who has failed, why and since when, and who speaks instead', async () => {
    const from = Date.now();
    const body = { error: { message: 'Quota', type: 'insufficient_quota', code: 'insufficient_quota' } };
    openai.next({ status: 429, body }, { status: 429, body });
    const request = await radio.said(await radio.channel(), {
      text: 'The umpire raises his finger, and that is that.',
    });
    const view = await until('it has failed', async () => {
      const now = await speech();
      return now.speaksNow === 'espeak' && now;
    });
    const failure = named(view, 'openai')?.failure;
    expect([failure?.code, named(view, 'espeak')?.failure]).toEqual(['speech.spend-cap', null]);
    expect(Date.parse(failure?.since ?? '')).toBeGreaterThanOrEqual(from - 1_000);
    expect(Date.parse(failure?.nextTryAt ?? '') - Date.parse(failure?.since ?? '')).toBe(3_600_000);
    expect(JSON.stringify(view)).not.toContain('canary');
    expect(await spokenBy(request)).toEqual(['espeak:en']);
  });

  test('[RA179] is the one who reads that, of whichever channel, and nobody else', async () => {
    expect((await radio.house.call('/v1/speech')).status).toBe(401);
    const listener = await radio.house.accessToken('listener', ['final']);
    expect((await radio.house.call('/v1/speech', { token: listener })).status).toBe(403);
  });

  test('[RA179] has no budget where no voice is paid', async () => {
    const plain = await PeopleApp.open();
    const { text } = await plain.call('/v1/speech', { token: await plain.accessToken('admin') });
    expect(JSON.parse(text)).toMatchObject({
      speaksNow: 'espeak',
      providers: [{ name: 'espeak' }],
      budget: { usedCharacters: 0, limitCharacters: null },
    });
    await plain.close();
  });
});

describe('an admin', () => {
  test('[RA180] reads what the server allows at most, and which setting says so', async () => {
    const token = await radio.house.accessToken('admin');
    const { limits } = JSON.parse((await radio.house.call('/v1/limits', { token })).text) as ServerLimits;
    const told = new Map(limits.map(({ name, ...rest }) => [name, rest]));
    expect(told.size).toBe(limits.length);
    for (const [name, value, unit, setting] of [
      ['anonymousListeners', false, 'allowed', 'ANONYMOUS_LISTENERS'],
      ['paidCharactersPerDay', 2_000, 'characters', 'SPEECH_CHARACTERS_PER_DAY'],
      ['soundKept', 30, 'days', 'SOUND_KEPT_DAYS'],
      ['keptSpeech', 536_870_912, 'bytes', 'SPEECH_CACHE_MB'],
      ['clip', 18_000_000, 'bytes', null],
      ['text', 2_000, 'characters', null],
      ['waitingRequests', 200, 'count', null],
      ['commandsOfHost', 10, 'per second', null],
    ] as const) {
      expect([name, told.get(name)]).toEqual([name, { value, unit, setting }]);
    }
  });

  test('[RA180] is the one who reads that', async () => {
    const token = await radio.house.accessToken('host', ['final']);
    expect((await radio.house.call('/v1/limits', { token })).status).toBe(403);
    expect((await radio.house.call('/v1/limits')).status).toBe(401);
  });
});
