/** One answer of `/chat/completions`, streamed. */
export interface ChatAnswer {
  /** What the model writes, whatever was asked for. */
  readonly text: string;
  readonly finish?: 'stop' | 'length' | 'content_filter' | null;
  readonly refusal?: string;
  readonly tokens?: number;
  /** In so many characters at a time; a model writes in tokens. */
  readonly step?: number;
}

export function sentencesAnswer(...sentences: readonly string[]): ChatAnswer {
  return { text: JSON.stringify({ sentences }), finish: 'stop', tokens: 321 };
}

/** The events of an answer as OpenAI sends them, each by itself. */
export function chatEvents({ text, finish = null, refusal, tokens, step = 5 }: ChatAnswer): readonly Buffer[] {
  const steps = Array.from({ length: Math.ceil(text.length / step) }, (_, at) =>
    text.slice(at * step, (at + 1) * step),
  );
  const choices = [
    { delta: { role: 'assistant', content: '', refusal: null }, finish_reason: null },
    ...(refusal === undefined ? [] : [{ delta: { refusal }, finish_reason: null }]),
    ...steps.map((content) => ({ delta: { content }, finish_reason: null })),
    ...(finish === null ? [] : [{ delta: {}, finish_reason: finish }]),
  ].map((choice) => ({ choices: [{ index: 0, logprobs: null, ...choice }], usage: null }));
  const usage =
    tokens === undefined
      ? []
      : [{ choices: [], usage: { prompt_tokens: tokens - 20, completion_tokens: 20, total_tokens: tokens } }];
  const events = [...choices, ...usage].map((event) => JSON.stringify({ ...ENVELOPE, ...event }));
  return [...events, '[DONE]'].map((data) => Buffer.from(`data: ${data}\n\n`));
}

const ENVELOPE = {
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1_763_640_000,
  model: 'gpt-4.1-mini-2025-04-14',
  service_tier: 'default',
  system_fingerprint: 'fp_1',
};
