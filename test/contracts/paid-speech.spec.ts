import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ElevenLabsSpeech } from '../../src/speech/elevenlabs.speech.js';
import { OpenAiSpeech } from '../../src/speech/openai.speech.js';
import type { Speech } from '../../src/speech/speech.port.js';
import { ElevenLabsServer } from '../support/elevenlabs-server.js';
import { OpenAiServer } from '../support/openai-server.js';
import type { Behaviour, ProviderServer } from '../support/provider-server.js';
import { hear, SENTENCE, speechContract } from './speech.contract.js';

const eleven = new ElevenLabsServer();
const openai = new OpenAiServer();

function elevenLabsAt(baseUrl: string): Speech {
  return new ElevenLabsSpeech({ apiKey: 'xi-canary', baseUrl, model: 'eleven_flash_v2_5', voice: 'usual' });
}

function openAiAt(baseUrl: string, model = 'gpt-4o-mini-tts'): Speech {
  return new OpenAiSpeech({ apiKey: 'sk-canary', baseUrl: `${baseUrl}/v1`, model, voice: 'alloy' });
}

interface Provider {
  readonly name: string;
  readonly server: ProviderServer;
  readonly at: (url: string) => Speech;
  /** Their own words for what went wrong. */
  readonly errors: Readonly<Record<'key' | 'rate' | 'spent' | 'voice', Exclude<Behaviour, string>>>;
}

const PROVIDERS: readonly Provider[] = [
  {
    name: 'elevenlabs',
    server: eleven,
    at: elevenLabsAt,
    errors: {
      key: { status: 401, body: { detail: { status: 'invalid_api_key', message: 'Invalid API key' } } },
      rate: { status: 429, body: { detail: { status: 'too_many_concurrent_requests', message: 'Too many' } } },
      spent: {
        status: 401,
        body: { detail: { status: 'quota_exceeded', message: 'This request exceeds your quota' } },
      },
      voice: { status: 404, body: { detail: { status: 'voice_not_found', message: 'A voice was not found' } } },
    },
  },
  {
    name: 'openai',
    server: openai,
    at: openAiAt,
    errors: {
      key: { status: 401, body: { error: { message: 'Incorrect API key', type: 'x', code: 'invalid_api_key' } } },
      rate: { status: 429, body: { error: { message: 'Slow down', type: 'requests', code: 'rate_limit_exceeded' } } },
      spent: {
        status: 429,
        body: { error: { message: 'Quota', type: 'insufficient_quota', code: 'insufficient_quota' } },
      },
      voice: { status: 400, body: { error: { message: 'Bad voice', type: 'invalid_request_error', param: 'voice' } } },
    },
  },
];

beforeAll(() => Promise.all([eleven.listen(), openai.listen()]));
afterAll(() => Promise.all([eleven.close(), openai.close()]));
beforeEach(() => {
  eleven.next();
  openai.next();
  openai.format = 'pcm';
});

describe.each(PROVIDERS)('$name through its SDK', ({ name, server, at, errors }) => {
  const speech = () => at(server.url);
  speechContract(name, speech);

  test.each([
    ['401', errors.key, 'speech.refused-key', false, 'no'],
    ['429 for the rate', errors.rate, 'speech.rate-limited', true, 'no'],
    ['a spent budget', errors.spent, 'speech.spend-cap', false, 'no'],
    ['an unknown voice', errors.voice, 'speech.unknown-voice', false, 'no'],
    ['400', { status: 400, body: { error: { message: 'No' } } }, 'speech.unavailable', false, 'no'],
    ['500', { status: 500, body: { error: { message: 'Oops' } } }, 'speech.unavailable', true, 'no'],
    ['503 without JSON', { status: 503, body: 'busy' }, 'speech.unavailable', true, 'no'],
    ['200 with a web page', 'html', 'speech.bad-answer', true, 'unknown'],
    ['200 with nothing', 'empty', 'speech.bad-answer', true, 'unknown'],
    ['a connection that breaks half-way', 'cut', 'speech.unavailable', true, 'unknown'],
    ['a redirect', { redirect: 'http://127.0.0.1:9/elsewhere' }, 'speech.unavailable', true, 'unknown'],
  ] as const)('[SP10] %s is told as what it is, after one call', async (_what, behaviour, code, retryable, billed) => {
    server.next(behaviour);
    await expect(hear(speech())).rejects.toMatchObject({ name: 'SpeechFault', code, retryable, billed });
    expect(server.calls).toHaveLength(1);
  });

  test('[SP10] a refused connection may be tried again', async () => {
    const closed = await new OpenAiServer().listen();
    const { url } = closed;
    await closed.close();
    await expect(hear(at(url))).rejects.toMatchObject({ code: 'speech.unavailable', retryable: true, billed: 'no' });
  });

  test.each(['hang', 'stall', 'drip'] as const)('[SP1] a call that would %s ends when it is aborted', async (how) => {
    server.next(how);
    const reason = new Error('too late');
    const controller = new AbortController();
    const call = expect(hear(speech(), {}, controller.signal)).rejects.toBe(reason);
    while (server.calls.length === 0) await new Promise(setImmediate);
    controller.abort(reason);
    await call;
  });

  test('[SP6] no markup reaches the provider, and no more than 2,000 characters', async () => {
    await hear(speech(), { text: '<break time="10m"/> Goal &amp; [laughs] {x}' });
    const [call] = server.calls;
    expect(call?.body['text'] ?? call?.body['input']).toBe(' break time="10m"/  Goal  amp;  laughs   x ');
    await expect(hear(speech(), { text: 'a'.repeat(2_001) })).rejects.toMatchObject({ code: 'speech.text-too-long' });
    expect(server.calls).toHaveLength(1);
  });

  test('[SP10] what it says of a failure holds neither the key nor the text', async () => {
    server.next(errors.key);
    await expect(hear(speech())).rejects.toMatchObject({ message: 'The speech provider does not accept our key.' });
  });
});

describe('what each provider is asked', () => {
  test('[SP4] ElevenLabs: the voice, the model, samples, and a manner in its settings', async () => {
    await hear(elevenLabsAt(eleven.url), { voice: 'mine', style: 'excited', language: 'pt-BR' });
    const [call] = eleven.calls;
    expect(call?.path).toBe('/v1/text-to-speech/mine/stream/with-timestamps?output_format=pcm_24000');
    expect(call?.headers['xi-api-key']).toBe('xi-canary');
    expect(call?.body).toMatchObject({ text: SENTENCE.text, model_id: 'eleven_flash_v2_5', language_code: 'pt' });
    expect(call?.body['voice_settings']).toMatchObject({ stability: 0.3, style: 0.4 });
  });

  test('[SP4] OpenAI: the voice, the model, samples, and a manner in words', async () => {
    await hear(openAiAt(openai.url), { voice: 'nova', style: 'grave' });
    const [call] = openai.calls;
    expect(call?.path).toBe('/v1/audio/speech');
    expect(call?.headers.authorization).toBe('Bearer sk-canary');
    expect(call?.body).toMatchObject({ input: SENTENCE.text, voice: 'nova', response_format: 'pcm' });
    expect(call?.body['instructions']).toMatch(/slow/);
    openai.next();
    await hear(openAiAt(openai.url, 'tts-1'));
    expect(openai.calls[0]?.body).not.toHaveProperty('instructions');
  });

  test('[SP10] ElevenLabs: half of the sound, ended properly, is no answer: the last words have no time', async () => {
    eleven.next('half');
    await expect(hear(elevenLabsAt(eleven.url))).rejects.toMatchObject({ code: 'speech.bad-answer', retryable: true });
  });

  test('[SP10] OpenAI: a server that sends a wav where samples were asked for is not taken at its word', async () => {
    openai.format = 'wav';
    const { format } = await hear(openAiAt(openai.url));
    expect(format).toEqual({ kind: 'format', format: { encoding: 'unknown' }, voice: 'openai:alloy' });
  });
});
