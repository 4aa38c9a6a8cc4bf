import { describe, expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { MemoryLog } from '../../test/support/memory.log.js';
import { hear } from '../../test/contracts/speech.contract.js';
import { failing, StepwiseSpeech } from '../../test/support/stepwise.speech.js';
import type { Audio } from '../audio/sound.port.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { parseSettings } from '../settings/parse-settings.js';
import { chooseSpeech, paid } from './choose-speech.js';
import { ElevenLabsSpeech } from './elevenlabs.speech.js';
import { FallbackSpeech } from './fallback.speech.js';
import { OpenAiSpeech } from './openai.speech.js';
import { SpeechFault } from './speech-fault.js';
import { MeteredSpeech, SpeechMeters } from './metered.speech.js';

function voicesOf(environment: Record<string, string>) {
  const log = new MemoryLog();
  const chosen = chooseSpeech({
    settings: parseSettings(environment),
    audio: {} as Audio,
    clock: new VirtualClock(),
    log,
    metrics: { registry: new Registry() },
  });
  const voices = chosen.speech.voices();
  return {
    names: voices.map(({ name }) => name),
    costly: voices.filter((voice) => voice.paid).map(({ name }) => name),
    log,
  };
}

const KEYS = { ELEVENLABS_API_KEY: 'a', OPENAI_API_KEY: 'b' };

describe('choosing voices', () => {
  test.each([
    [{}, ['espeak']],
    [{ OPENAI_API_KEY: 'b' }, ['openai', 'espeak']],
    [{ OPENAI_BASE_URL: 'http://127.0.0.1:8880/v1' }, ['openai', 'espeak']],
    [KEYS, ['elevenlabs', 'openai', 'espeak']],
    [{ ...KEYS, SPEECH_PROVIDERS: 'openai,elevenlabs' }, ['openai', 'elevenlabs']],
  ])('[SP21] with %p the voices are %p', (environment, expected) => {
    const { names, log } = voicesOf(environment);
    expect(names).toEqual(expected);
    expect(log.lines).toEqual([]);
  });

  test('[SP21] whoever looks at the voices is told which of them cost money', () => {
    expect(voicesOf(KEYS).costly).toEqual(['elevenlabs', 'openai']);
  });

  test('[SP21] a voice without its key is told once, and the others speak', () => {
    const { names, log } = voicesOf({ SPEECH_PROVIDERS: 'elevenlabs,espeak' });
    expect(names).toEqual(['espeak']);
    expect(log.lines).toEqual([
      {
        level: 'warn',
        sentence: 'a voice is not there',
        fields: { provider: 'elevenlabs', reason: 'ELEVENLABS_API_KEY is not set.' },
      },
    ]);
  });

  test('[SP62] what was said in another manner, or by another address, model or voice, is another piece', () => {
    const options = { apiKey: 'canary', baseUrl: 'http://one.example', model: 'two', voice: 'three' };
    const { fingerprint } = paid(new OpenAiSpeech(options), options);
    for (const part of ['openai', 'one.example', 'two', 'three', 'low and respectful'])
      expect(fingerprint).toContain(part);
    expect(fingerprint).not.toContain('canary');
    expect(paid(new ElevenLabsSpeech(options), options).fingerprint).toContain('stability');
  });

  test('[SP9] with no voice at all, words are answered with what to do', async () => {
    const nobody = new FallbackSpeech([], new MemoryLog());
    await expect(hear(nobody)).rejects.toMatchObject({
      code: 'speech.unavailable',
      message: expect.stringContaining('npm install') as unknown,
    });
  });
});

describe('meters', () => {
  test('[SP22] calls are counted by how they end, and characters, but no words', async () => {
    const registry = new Registry();
    const engine = new StepwiseSpeech('one').next('speak', failing('speech.rate-limited', true), 'speak');
    const speech = new MeteredSpeech(engine, new SpeechMeters({ registry }), new VirtualClock());
    await hear(speech, { text: 'Four 🏏' });
    await expect(hear(speech, { text: 'Four' })).rejects.toMatchObject({ code: 'speech.rate-limited' });
    await expect(hear(speech, { text: 'Six' }, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    const told = await registry.metrics();
    expect(told).toContain('speech_calls_total{provider="one",outcome="ok"} 1');
    expect(told).toContain('speech_calls_total{provider="one",outcome="speech.rate-limited"} 1');
    expect(told).toContain('speech_calls_total{provider="one",outcome="aborted"} 1');
    expect(told).toContain('speech_characters_total{provider="one"} 13');
    expect(told).toContain('speech_first_sound_seconds_count{provider="one"} 1');
    expect(told).not.toMatch(/Four|Six/);
  });

  test('[SP22] what was certainly not billed gives no characters', async () => {
    const registry = new Registry();
    const engine = new StepwiseSpeech('one').next({ fails: new SpeechFault('speech.budget-spent', { billed: 'no' }) });
    const speech = new MeteredSpeech(engine, new SpeechMeters({ registry }), new VirtualClock());
    await expect(hear(speech)).rejects.toMatchObject({ code: 'speech.budget-spent' });
    const told = await registry.metrics();
    expect(told).toContain('speech_calls_total{provider="one",outcome="speech.budget-spent"} 1');
    expect(told).toContain('speech_characters_total{provider="one"} 0');
  });
});
