import type { ElevenLabs, ElevenLabsClient } from '@elevenlabs/elevenlabs-js';
import { z } from 'zod';
import { speechFetch } from './answer-size.js';
import { AlignedText } from './model/alignment.js';
import { billedAfter } from '../kernel/billed.js';
import { primaryTag } from './model/expected.js';
import { verdictOn } from './model/provider-answer.js';
import { unmarked, UTTERANCE_LENGTH_MAX } from './model/unmarked.js';
import { SpeechFault } from './speech-fault.js';
import { Speech, type SpeechPart, type Style, type Utterance } from './speech.port.js';

export interface ElevenLabsOptions {
  readonly apiKey: string;
  /** Without `/v1`. */
  readonly baseUrl?: string | undefined;
  readonly model: string;
  readonly voice: string;
}

const SAMPLE_RATE = 24_000;
const LANGUAGES: readonly string[] =
  'en hi es fr pt de ar bg cs da el fi fil hr hu id it ja ko ms nl no pl ro ru sk sv ta tr uk vi zh'.split(' ');

const MANNERS: Readonly<Record<Style, ElevenLabs.VoiceSettings>> = {
  calm: { stability: 0.6, similarityBoost: 0.75, style: 0, speed: 1 },
  excited: { stability: 0.3, similarityBoost: 0.75, style: 0.4, speed: 1.08 },
  grave: { stability: 0.75, similarityBoost: 0.75, style: 0, speed: 0.9 },
};

/** ElevenLabs through its own SDK, streamed, with the time of every character. */
export class ElevenLabsSpeech extends Speech {
  readonly name = 'elevenlabs';
  readonly supports;
  readonly tuning = MANNERS;
  private client: Promise<ElevenLabsClient> | undefined;

  constructor(private readonly options: ElevenLabsOptions) {
    super();
    // Which others an account has is known to the provider alone.
    this.supports = { wordTimings: true, languages: LANGUAGES, paid: true, voices: [{ name: options.voice }] };
  }

  /** Loads the SDK, which takes a second in which nothing else runs: at the start, or in nobody's process at all. */
  async warm(): Promise<void> {
    await (this.client ??= load(this.options));
  }

  async *say(utterance: Utterance, signal: AbortSignal): AsyncIterable<SpeechPart> {
    if (utterance.text.length > UTTERANCE_LENGTH_MAX) throw new SpeechFault('speech.text-too-long', { billed: 'no' });
    const voice = utterance.voice ?? this.options.voice;
    try {
      const client = await (this.client ??= load(this.options));
      const chunks = await client.textToSpeech.streamWithTimestamps(voice, request(utterance, this.options), {
        abortSignal: signal,
        maxRetries: 0,
      });
      yield {
        kind: 'format',
        format: { encoding: 'pcm16', sampleRate: SAMPLE_RATE, channels: 1 },
        voice: `elevenlabs:${voice}`,
      };
      yield* parts(utterance.text, chunks);
      // Its streams end quietly when they are aborted.
      signal.throwIfAborted();
    } catch (error) {
      signal.throwIfAborted();
      throw faultOf(error);
    }
  }
}

async function load({ apiKey, baseUrl }: ElevenLabsOptions): Promise<ElevenLabsClient> {
  const { ElevenLabsClient: Client } = await import('@elevenlabs/elevenlabs-js');
  const { fetcher } = await import('@elevenlabs/elevenlabs-js/core/fetcher/index.js');
  return new Client({
    apiKey,
    fetch: speechFetch,
    // Whoever calls has the deadlines. The SDK's own leaves a timer running for minutes when a call fails.
    fetcher: (args) => {
      delete args.timeoutMs;
      return fetcher(args);
    },
    ...(baseUrl === undefined ? {} : { baseUrl }),
  });
}

function request(
  { text, language, style }: Utterance,
  { model }: ElevenLabsOptions,
): ElevenLabs.StreamTextToSpeechWithTimestampsRequest {
  return {
    text: unmarked(text),
    modelId: model,
    outputFormat: 'pcm_24000',
    voiceSettings: MANNERS[style],
    // Only these models can be told a language; the others answer it with an error.
    ...(model.endsWith('_v2_5') ? { languageCode: primaryTag(language) } : {}),
  };
}

async function* parts(
  text: string,
  chunks: AsyncIterable<ElevenLabs.StreamingAudioChunkWithTimestampsResponse>,
): AsyncIterable<SpeechPart> {
  const aligned = new AlignedText(text);
  let bytes = 0;
  for await (const { audioBase64, alignment } of chunks) {
    if (alignment !== undefined) aligned.add(alignment, (bytes / 2 / SAMPLE_RATE) * 1_000);
    const sound = Buffer.from(audioBase64, 'base64');
    bytes += sound.length;
    if (sound.length > 0) yield { kind: 'sound', bytes: sound };
  }
  if (bytes === 0 || !aligned.complete) throw new SpeechFault('speech.bad-answer', { retryable: true });
  yield { kind: 'words', words: aligned.words() };
}

const Detail = z.object({
  detail: z.union([
    z.object({ status: z.string().optional(), code: z.string().optional(), type: z.string().optional() }),
    z.string().transform((code) => ({ code, status: undefined, type: undefined })),
  ]),
});

// Told apart by shape: the SDK's classes exist only where the SDK is loaded.
function faultOf(cause: unknown): SpeechFault {
  if (cause instanceof SpeechFault) return cause;
  if (!(cause instanceof Error)) return new SpeechFault('speech.unavailable', { retryable: true, cause });
  if (cause.name === 'SyntaxError' || cause.name === 'ParseError' || cause.name === 'JsonError') {
    return new SpeechFault('speech.bad-answer', { retryable: true, cause });
  }
  const { statusCode, body } = cause as { statusCode?: number; body?: unknown };
  const parsed = Detail.safeParse(body);
  const { status, code, type } = parsed.success ? parsed.data.detail : {};
  const verdict = verdictOn(statusCode, [status, code, type].join(' '));
  return new SpeechFault(verdict.code, { retryable: verdict.retryable, billed: billedAfter(statusCode, cause), cause });
}
