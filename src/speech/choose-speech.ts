import type { Audio } from '../audio/sound.port.js';
import type { Clock } from '../kernel/clock.js';
import type { Settings } from '../settings/settings.js';
import type { Log } from '../watch/log.port.js';
import type { Metrics } from '../watch/metrics.port.js';
import { ElevenLabsSpeech } from './elevenlabs.speech.js';
import { NOT_INSTALLED } from './espeak-child.js';
import { espeakIsInstalled, EspeakSpeech } from './espeak.speech.js';
import { FallbackSpeech } from './fallback.speech.js';
import { MeteredSpeech, SpeechMeters } from './metered.speech.js';
import { OpenAiSpeech } from './openai.speech.js';
import type { Speech } from './speech.port.js';
import { ValidatedSpeech } from './validated.speech.js';

type Provider = NonNullable<Settings['values']['SPEECH_PROVIDERS']>[number];

/** A voice as its engine gives it, and what belongs to it beside speaking. */
interface Engine {
  readonly speech: Speech;
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
  /** What a paid voice has to pass, such as the day's budget. */
  readonly paying?: (speech: Speech) => Speech;
}

export interface ChosenSpeech {
  readonly speech: FallbackSpeech;
  warm(): Promise<void>;
  close(): Promise<void>;
}

/** The voices of the settings, best first: those with a key, then the embedded one. */
export function chooseSpeech(needs: SpeechNeeds): ChosenSpeech {
  const { settings, audio, clock, log, paying = (speech) => speech } = needs;
  const meters = new SpeechMeters(needs.metrics);
  const engines = (settings.values.SPEECH_PROVIDERS ?? usual(settings)).flatMap((name) => ENGINES[name](needs));
  const relied = engines.map(({ speech }) => {
    const metered = new MeteredSpeech(speech, meters, clock);
    // The budget stands next to the engine: it must see whether sound came, also of an answer that is not believed.
    return new ValidatedSpeech(speech.supports.paid ? paying(metered) : metered, audio, clock);
  });
  const speech = new FallbackSpeech(relied, clock, log);
  return {
    speech,
    warm: async () => void (await Promise.all(engines.map((engine) => engine.warm()))),
    close: async () => {
      speech.close();
      await Promise.all(engines.map((engine) => engine.close()));
    },
  };
}

function usual({ values }: Settings): readonly Provider[] {
  return [
    ...(values.ELEVENLABS_API_KEY === undefined ? [] : (['elevenlabs'] as const)),
    ...(values.OPENAI_API_KEY === undefined ? [] : (['openai'] as const)),
    'espeak',
  ];
}

// A voice that cannot be had is told once and left out; the others speak.
const ENGINES: Readonly<Record<Provider, (needs: SpeechNeeds) => readonly Engine[]>> = {
  elevenlabs({ settings: { values }, log }) {
    const { ELEVENLABS_API_KEY: apiKey, ELEVENLABS_BASE_URL: baseUrl } = values;
    if (apiKey === undefined) return without('elevenlabs', 'ELEVENLABS_API_KEY is not set.', log);
    const options = { apiKey, baseUrl, model: values.ELEVENLABS_MODEL, voice: values.ELEVENLABS_VOICE };
    return [paid(new ElevenLabsSpeech(options))];
  },
  openai({ settings: { values }, log }) {
    const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl } = values;
    if (apiKey === undefined) return without('openai', 'OPENAI_API_KEY is not set.', log);
    const options = { apiKey, baseUrl, model: values.OPENAI_SPEECH_MODEL, voice: values.OPENAI_VOICE };
    return [paid(new OpenAiSpeech(options))];
  },
  espeak({ clock, log }) {
    if (!espeakIsInstalled()) return without('espeak', NOT_INSTALLED, log);
    const speech = new EspeakSpeech(clock);
    // Its process starts with the first words: it would hold 100 MB for a server at which nobody speaks.
    return [{ speech, warm: () => Promise.resolve(), close: () => speech.close() }];
  },
};

function paid(speech: ElevenLabsSpeech | OpenAiSpeech): Engine {
  return { speech, warm: () => speech.warm(), close: () => Promise.resolve() };
}

function without(provider: Provider, reason: string, log: Log): readonly Engine[] {
  log.warn('a voice is not there', { provider, reason });
  return [];
}
