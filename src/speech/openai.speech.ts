import type { OpenAI } from 'openai';
import { speechFetch } from './answer-size.js';
import { billedAfter } from '../kernel/billed.js';
import { contentOf, verdictOn } from './model/provider-answer.js';
import { unmarked, UTTERANCE_LENGTH_MAX } from './model/unmarked.js';
import { SpeechFault } from './speech-fault.js';
import { Speech, type SpeechPart, type Style, type Utterance } from './speech.port.js';

export interface OpenAiOptions {
  readonly apiKey: string;
  /** OpenAI, or any server that speaks its HTTP. */
  readonly baseUrl?: string | undefined;
  readonly model: string;
  readonly voice: string;
}

const SAMPLE_RATE = 24_000;
// Until its headers are here; whoever calls has the deadlines.
const HEADERS_MS_MAX = 10_000;
const SNIFFED_BYTES = 4;
const LANGUAGES: readonly string[] = (
  'en hi es fr pt de af ar az be bg bs ca cs cy da el et fa fi gl he hr hu hy id is it ja kk kn ko lt lv mi mk mr ms ' +
  'ne nl no pl ro ru sk sl sr sv sw ta th tl tr uk ur vi zh'
).split(' ');

// The speech models of its own all have these.
const VOICES = ['alloy', 'ash', 'ballad', 'coral', 'echo', 'fable', 'nova', 'onyx', 'sage', 'shimmer', 'verse'];

const MANNERS: Readonly<Record<Style, string>> = {
  calm: 'Speak like a radio commentator between two balls: calm, clear and warm.',
  excited: 'Speak like a radio commentator at the decisive moment: fast, loud and thrilled.',
  grave: 'Speak like a newsreader with sad news: slow, low and respectful.',
};

/** OpenAI, or any server that speaks its HTTP, through its own SDK, streamed. It knows no word times. */
export class OpenAiSpeech extends Speech {
  readonly name = 'openai';
  readonly supports;
  readonly tuning = MANNERS;
  private client: Promise<OpenAI> | undefined;

  constructor(private readonly options: OpenAiOptions) {
    super();
    // A server of one's own has its own voices.
    const names = new Set([options.voice, ...(options.baseUrl === undefined ? VOICES : [])]);
    const voices = [...names].map((name) => ({ name }));
    this.supports = { wordTimings: false, languages: LANGUAGES, paid: true, voices };
  }

  async warm(): Promise<void> {
    await (this.client ??= load(this.options));
  }

  async *say(utterance: Utterance, signal: AbortSignal): AsyncIterable<SpeechPart> {
    if (utterance.text.length > UTTERANCE_LENGTH_MAX) throw new SpeechFault('speech.text-too-long', { billed: 'no' });
    const voice = utterance.voice ?? this.options.voice;
    try {
      const client = await (this.client ??= load(this.options));
      const response = await client.audio.speech.create(request(utterance, voice, this.options), { signal });
      yield* parts(response, `openai:${voice}`);
    } catch (error) {
      signal.throwIfAborted();
      throw faultOf(error);
    }
  }
}

async function load({ apiKey, baseUrl }: OpenAiOptions): Promise<OpenAI> {
  const sdk = await import('openai');
  return new sdk.OpenAI({
    apiKey,
    baseURL: baseUrl ?? null,
    // Null, so that nothing is read from the environment behind the settings' back.
    organization: null,
    project: null,
    logLevel: 'off',
    maxRetries: 0,
    timeout: HEADERS_MS_MAX,
    fetch: speechFetch,
  });
}

function request(
  { text, style }: Utterance,
  voice: string,
  { model }: OpenAiOptions,
): OpenAI.Audio.Speech.SpeechCreateParams {
  // The first models take no instructions; other servers ignore what they do not know.
  const instructions = model.startsWith('tts-1') ? {} : { instructions: MANNERS[style] };
  return { model, voice, input: unmarked(text), response_format: 'pcm', ...instructions };
}

async function* parts(response: Response, voice: string): AsyncIterable<SpeechPart> {
  if (response.body === null) throw new SpeechFault('speech.bad-answer', { retryable: true });
  let held: Buffer = Buffer.alloc(0);
  let known = false;
  for await (const piece of response.body as AsyncIterable<Uint8Array>) {
    held = Buffer.concat([held, piece]);
    if (held.length < SNIFFED_BYTES) continue;
    if (!known) yield formatOf(response, held, voice);
    known = true;
    yield { kind: 'sound', bytes: held };
    held = Buffer.alloc(0);
  }
  if (!known) throw new SpeechFault('speech.bad-answer', { retryable: true });
  if (held.length > 0) yield { kind: 'sound', bytes: held };
}

function formatOf(response: Response, first: Buffer, voice: string): SpeechPart {
  const content = contentOf(response.headers.get('content-type') ?? '', first);
  if (content === 'document') throw new SpeechFault('speech.bad-answer', { retryable: true });
  if (content === 'encoded') return { kind: 'format', format: { encoding: 'unknown' }, voice };
  return { kind: 'format', format: { encoding: 'pcm16', sampleRate: SAMPLE_RATE, channels: 1 }, voice };
}

// Told apart by shape: the SDK's classes exist only where the SDK is loaded.
function faultOf(cause: unknown): SpeechFault {
  if (cause instanceof SpeechFault) return cause;
  if (!(cause instanceof Error)) return new SpeechFault('speech.unavailable', { retryable: true, cause });
  if (cause.name === 'APIConnectionTimeoutError') return new SpeechFault('speech.timeout', { retryable: true, cause });
  const { status, code, type, param } = cause as { status?: number; code?: string; type?: string; param?: string };
  const verdict = verdictOn(status, [code, type, param].join(' '));
  return new SpeechFault(verdict.code, { retryable: verdict.retryable, billed: billedAfter(status, cause), cause });
}
