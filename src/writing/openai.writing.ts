import type { OpenAI } from 'openai';
import { billedAfter } from '../kernel/billed.js';
import { guardedFetch } from '../kernel/guarded-fetch.js';
import { CountedWriting, type WrittenPart } from './counted.writing.js';
import { SENTENCE_LENGTH_MAX, SENTENCES_MAX } from './model/limits.js';
import { plainSentence } from './model/plain-sentence.js';
import { promptOf } from './model/prompt.js';
import { verdictOn } from './model/provider-error.js';
import { SentenceReader } from './model/sentence-reader.js';
import { WritingFault } from './writing-fault.js';
import type { WritingTask } from './writing.port.js';

export interface OpenAiWritingOptions {
  readonly apiKey: string;
  /** OpenAI, or any server that speaks its HTTP. */
  readonly baseUrl?: string | undefined;
  readonly model: string;
}

// Until its headers are here; whoever calls has the other deadlines.
const HEADERS_MS_MAX = 10_000;
const ANSWER_TOKENS_MAX = 1_000;
// Each token travels in an event of some 300 bytes.
const ANSWER_BYTES_MAX = 512 * 1024;
// In every script more than a byte goes into a token: this many bytes can be no more tokens than that.
const BYTES_OF_TOKEN_MIN = 2;
const AROUND_TOKENS = 200;

const SCHEMA = {
  type: 'object',
  properties: { sentences: { type: 'array', items: { type: 'string' } } },
  required: ['sentences'],
  additionalProperties: false,
};

/** What turns text round: read aloud, the words are others than those one sees. */
const TURNED = /[\u202a-\u202e\u2066-\u2069]/u;

const writingFetch = guardedFetch(ANSWER_BYTES_MAX, () => new WritingFault('writing.bad-answer'));

/** OpenAI, or any server that speaks its HTTP, through its own SDK, streamed. It has no tools. */
export class OpenAiWriting extends CountedWriting {
  readonly name = 'openai';
  private client: Promise<OpenAI> | undefined;

  constructor(private readonly options: OpenAiWritingOptions) {
    super();
  }

  async warm(): Promise<void> {
    await (this.client ??= load(this.options));
  }

  tokensMax(task: WritingTask): number {
    const { rules, data } = promptOf(task);
    return Math.ceil(Buffer.byteLength(rules + data) / BYTES_OF_TOKEN_MIN) + AROUND_TOKENS + ANSWER_TOKENS_MAX;
  }

  async *parts(task: WritingTask, signal: AbortSignal): AsyncIterable<WrittenPart> {
    try {
      signal.throwIfAborted();
      const client = await (this.client ??= load(this.options));
      const stream = await client.chat.completions.create(requestFor(task, this.options), { signal });
      yield* new Answer().read(stream);
      // The SDK ends a stream that was aborted as if it had been whole.
      signal.throwIfAborted();
    } catch (error) {
      signal.throwIfAborted();
      throw faultOf(error);
    }
  }
}

/** One answer as it arrives. */
class Answer {
  private readonly reader = new SentenceReader();
  private count = 0;
  private finish: string | undefined;

  async *read(stream: AsyncIterable<OpenAI.ChatCompletionChunk>): AsyncIterable<WrittenPart> {
    for await (const { choices, usage } of stream) {
      if (usage) yield { kind: 'usage', tokens: usage.total_tokens };
      const [choice] = choices;
      if (choice === undefined) continue;
      if (choice.delta.refusal) throw new WritingFault('writing.refused');
      this.finish = choice.finish_reason ?? this.finish;
      yield* this.sentencesOf(choice.delta.content ?? '');
      if (this.count === SENTENCES_MAX) return;
    }
    this.judge();
  }

  private *sentencesOf(piece: string): Iterable<WrittenPart> {
    for (const sentence of this.reader.read(piece)) {
      if (sentence.length > SENTENCE_LENGTH_MAX || TURNED.test(sentence))
        throw new WritingFault('writing.bad-answer', { retryable: true });
      const text = plainSentence(sentence);
      if (text === '') continue;
      this.count += 1;
      yield { kind: 'sentence', text };
      if (this.count === SENTENCES_MAX) return;
    }
    if (this.reader.isBroken) throw new WritingFault('writing.bad-answer', { retryable: true });
  }

  private judge(): void {
    if (this.finish === 'content_filter') throw new WritingFault('writing.refused');
    const isEnough = this.reader.isWhole || this.finish === 'length';
    if (!isEnough || this.count === 0) throw new WritingFault('writing.bad-answer', { retryable: true });
  }
}

async function load({ apiKey, baseUrl }: OpenAiWritingOptions): Promise<OpenAI> {
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
    fetch: writingFetch,
  });
}

function requestFor(
  task: WritingTask,
  { model, baseUrl }: OpenAiWritingOptions,
): OpenAI.ChatCompletionCreateParamsStreaming {
  const { rules, data } = promptOf(task);
  return {
    model,
    stream: true,
    stream_options: { include_usage: true },
    messages: [
      { role: 'system', content: rules },
      { role: 'user', content: data },
    ],
    response_format: { type: 'json_schema', json_schema: { name: 'line', strict: true, schema: SCHEMA } },
    // OpenAI's newer models take the new name alone, many compatible servers the old one.
    ...(baseUrl === undefined ? { max_completion_tokens: ANSWER_TOKENS_MAX } : { max_tokens: ANSWER_TOKENS_MAX }),
  };
}

interface Failure {
  readonly status?: number;
  readonly code?: string;
  readonly type?: string;
  readonly param?: string;
  readonly headers?: Headers;
}

// Told apart by shape: the SDK's classes exist only where the SDK is loaded.
function faultOf(cause: unknown): WritingFault {
  if (cause instanceof WritingFault) return cause;
  if (!(cause instanceof Error)) return new WritingFault('writing.unavailable', { retryable: true, cause });
  if (cause.name === 'APIConnectionTimeoutError')
    return new WritingFault('writing.timeout', { retryable: true, cause });
  if (cause instanceof SyntaxError) return new WritingFault('writing.bad-answer', { retryable: true });
  const { status, code, type, param, headers } = cause as Failure;
  const verdict = verdictOn(status, [code, type, param].join(' '));
  const retryAfterS = secondsOf(headers?.get('retry-after'));
  return new WritingFault(verdict.code, {
    retryable: verdict.retryable,
    billed: billedAfter(status, cause),
    ...(retryAfterS === undefined ? {} : { retryAfterS }),
    cause,
  });
}

// A date instead of seconds is rare, and then the usual rest will do.
function secondsOf(header: string | null | undefined): number | undefined {
  return header && /^\d{1,6}(\.\d+)?$/.test(header) ? Math.ceil(Number(header)) : undefined;
}
