import type { Audio } from '../audio/sound.port.js';
import type { BlobStore } from '../blobs/blob-store.port.js';
import type { Clock } from '../kernel/clock.js';
import type { Settings } from '../settings/settings.js';
import type { Log } from '../watch/log.port.js';
import type { Metrics } from '../watch/metrics.port.js';
import { BudgetedSpeech } from './budgeted.speech.js';
import type { SpeechBudget } from './budget.js';
import { CacheSweep } from './cache-sweep.js';
import { CachedSpeech } from './cached.speech.js';
import { ElevenLabsSpeech, type ElevenLabsOptions } from './elevenlabs.speech.js';
import { NOT_INSTALLED } from './espeak-child.js';
import { espeakIsInstalled, EspeakSpeech } from './espeak.speech.js';
import { FallbackSpeech, type FallbackVoice } from './fallback.speech.js';
import { MeteredSpeech, SpeechMeters } from './metered.speech.js';
import { OpenAiSpeech, type OpenAiOptions } from './openai.speech.js';
import type { Speech } from './speech.port.js';
import { SteadySpeech } from './steady.speech.js';
import { ValidatedSpeech } from './validated.speech.js';

// A server of one's own needs none; the SDK wants something to send.
const NO_KEY = 'none';

type Provider = NonNullable<Settings['values']['SPEECH_PROVIDERS']>[number];

/** A voice as its engine gives it, and what belongs to it beside speaking. */
interface Engine {
  readonly speech: Speech;
  /** What decides how it sounds beside what it is asked. */
  readonly fingerprint: string;
  /** Loads what is slow to load. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

export interface SpeechNeeds {
  readonly settings: Settings;
  readonly audio: Audio;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** For voices that are paid. A command that speaks once does without. */
  readonly saving?: { readonly budget: SpeechBudget; readonly blobs: BlobStore };
}

export interface ChosenSpeech {
  readonly speech: FallbackSpeech;
  warm(): Promise<void>;
  close(): Promise<void>;
}

/** The voices of the settings, best first: those with a key, then the embedded one. */
export function chooseSpeech(needs: SpeechNeeds): ChosenSpeech {
  const { settings, log } = needs;
  const meters = new SpeechMeters(needs.metrics);
  const engines = (settings.values.SPEECH_PROVIDERS ?? usual(settings)).flatMap((name) => ENGINES[name](needs));
  const voices = engines.map((engine) => voiceOf(engine, meters, needs));
  const speech = new FallbackSpeech(voices, log);
  const sweep = sweepOf(needs);
  return {
    speech,
    warm: async () => {
      sweep?.start();
      await Promise.all(engines.map((engine) => engine.warm()));
    },
    close: async () => {
      speech.close();
      await sweep?.close();
      await Promise.all(engines.map((engine) => engine.close()));
      await Promise.all(voices.map((voice) => voice.stored()));
    },
  };
}

// Also where no paid voice is left: what was stored while there was one takes room.
function sweepOf({ settings, clock, log, saving }: SpeechNeeds): CacheSweep | undefined {
  const bytesMax = settings.values.SPEECH_CACHE_MB * 1_048_576;
  return saving && new CacheSweep({ blobs: saving.blobs, clock, log, bytesMax });
}

interface ChosenVoice extends FallbackVoice {
  /** Resolves when what was bought is stored. */
  stored(): Promise<void>;
}

// From the engine outwards. The budget must see whether sound came, also of an answer that is not believed; the meters
// must see what was believed, each try of it; the cache must see nothing else.
function voiceOf({ speech: engine, fingerprint }: Engine, meters: SpeechMeters, needs: SpeechNeeds): ChosenVoice {
  const { audio, clock, log } = needs;
  const saving = engine.supports.paid ? needs.saving : undefined;
  const counted = saving === undefined ? engine : new BudgetedSpeech(engine, saving.budget, log);
  const validated = new ValidatedSpeech(counted, audio, clock);
  const steady = new SteadySpeech(new MeteredSpeech(validated, meters, clock), clock, log);
  if (saving === undefined) return { speech: steady, steady, stored: () => Promise.resolve() };
  const believes = validated.believes.bind(validated);
  const cached = new CachedSpeech(steady, { blobs: saving.blobs, clock, log, fingerprint, believes });
  return { speech: cached, steady, stored: () => cached.stored() };
}

function usual({ values }: Settings): readonly Provider[] {
  return [
    ...(values.ELEVENLABS_API_KEY === undefined ? [] : (['elevenlabs'] as const)),
    ...(values.OPENAI_API_KEY === undefined && values.OPENAI_BASE_URL === undefined ? [] : (['openai'] as const)),
    'espeak',
  ];
}

// A voice that cannot be had is told once and left out; the others speak.
const ENGINES: Readonly<Record<Provider, (needs: SpeechNeeds) => readonly Engine[]>> = {
  elevenlabs({ settings: { values }, log }) {
    const { ELEVENLABS_API_KEY: apiKey, ELEVENLABS_BASE_URL: baseUrl } = values;
    if (apiKey === undefined) return without('elevenlabs', 'ELEVENLABS_API_KEY is not set.', log);
    const options = { apiKey, baseUrl, model: values.ELEVENLABS_MODEL, voice: values.ELEVENLABS_VOICE };
    return [paid(new ElevenLabsSpeech(options), options)];
  },
  openai({ settings: { values }, log }) {
    const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl } = values;
    if (apiKey === undefined && baseUrl === undefined) return without('openai', 'OPENAI_API_KEY is not set.', log);
    const options = {
      apiKey: apiKey ?? NO_KEY,
      baseUrl,
      model: values.OPENAI_SPEECH_MODEL,
      voice: values.OPENAI_VOICE,
    };
    return [paid(new OpenAiSpeech(options), options)];
  },
  espeak({ clock, log }) {
    if (!espeakIsInstalled()) return without('espeak', NOT_INSTALLED, log);
    const speech = new EspeakSpeech(clock);
    // Its process starts with the first words: it would hold 100 MB for a server at which nobody speaks.
    return [{ speech, fingerprint: 'espeak', warm: () => Promise.resolve(), close: () => speech.close() }];
  },
};

export function paid(
  speech: ElevenLabsSpeech | OpenAiSpeech,
  { baseUrl, model, voice }: ElevenLabsOptions | OpenAiOptions,
): Engine {
  const fingerprint = JSON.stringify([speech.name, baseUrl ?? '', model, voice, speech.tuning]);
  return { speech, fingerprint, warm: () => speech.warm(), close: () => Promise.resolve() };
}

function without(provider: Provider, reason: string, log: Log): readonly Engine[] {
  log.warn('a voice is not there', { provider, reason });
  return [];
}
