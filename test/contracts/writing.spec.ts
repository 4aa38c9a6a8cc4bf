import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { FallbackWriting } from '../../src/writing/fallback.writing.js';
import { RULES } from '../../src/writing/model/prompt.js';
import { OpenAiWriting } from '../../src/writing/openai.writing.js';
import { SteadyWriting } from '../../src/writing/steady.writing.js';
import { TemplatesWriting } from '../../src/writing/templates.writing.js';
import { TimedWriting, WRITING_LIMITS } from '../../src/writing/timed.writing.js';
import type { Writing } from '../../src/writing/writing.port.js';
import { sentencesAnswer } from '../support/chat-answer.js';
import { MemoryLog } from '../support/memory.log.js';
import { OpenAiServer } from '../support/openai-server.js';
import { StepwiseWriting } from '../support/stepwise.writing.js';
import { taskOf } from '../support/writing-task.js';
import { read, writingContract } from './writing.contract.js';

const server = new OpenAiServer();
const USUAL = server.writes;

beforeAll(() => server.listen());
afterAll(() => server.close());
beforeEach(() => {
  server.next();
  server.writes = USUAL;
});

const openai = (): OpenAiWriting =>
  new OpenAiWriting({ apiKey: 'sk-canary', baseUrl: `${server.url}/v1`, model: 'gpt-4.1-mini' });

function fallback(...writers: Writing[]) {
  const clock = new VirtualClock();
  const log = new MemoryLog();
  const steady = writers.map(
    (writer) => new SteadyWriting(new TimedWriting(writer, clock, WRITING_LIMITS), clock, log),
  );
  return { clock, log, writing: new FallbackWriting(steady, log), close: () => steady.forEach((one) => one.close()) };
}

const asked = async (): Promise<void> => {
  while (server.calls.length === 0) await new Promise(setImmediate);
};

describe('writers', () => {
  writingContract('openai', openai);
  writingContract('templates', () => new TemplatesWriting());
  writingContract('scripted', () => new StepwiseWriting('scripted'));
  writingContract('fallback', () => fallback(openai(), new TemplatesWriting()).writing);
});

describe('OpenAI through its SDK', () => {
  test.each([
    ['a wrong key', { status: 401, body: { error: { code: 'invalid_api_key' } } }, 'writing.refused-key', false, 'no'],
    ['429', { status: 429, body: { error: { code: 'rate_limit_exceeded' } } }, 'writing.rate-limited', true, 'no'],
    [
      'a spent account',
      { status: 429, body: { error: { code: 'insufficient_quota' } } },
      'writing.spend-cap',
      false,
      'no',
    ],
    [
      'an unknown model',
      { status: 404, body: { error: { code: 'model_not_found' } } },
      'writing.unavailable',
      false,
      'no',
    ],
    ['a filtered prompt', { status: 400, body: { error: { code: 'content_filter' } } }, 'writing.refused', false, 'no'],
    ['500', { status: 500, body: { error: { message: 'Oops' } } }, 'writing.unavailable', true, 'no'],
    ['503 without JSON', { status: 503, body: 'busy' }, 'writing.unavailable', true, 'no'],
    ['200 with a web page', 'html', 'writing.bad-answer', true, 'unknown'],
    ['200 with nothing', 'empty', 'writing.bad-answer', true, 'unknown'],
    ['a redirect', { redirect: 'http://127.0.0.1:9/elsewhere' }, 'writing.unavailable', true, 'unknown'],
  ] as const)('[WR24] %s is told as what it is, after one call', async (_what, behaviour, code, retryable, billed) => {
    server.next(behaviour);
    await expect(read(openai())).rejects.toMatchObject({ name: 'WritingFault', code, retryable, billed });
    expect(server.calls).toHaveLength(1);
  });

  test('[WR24] how long to wait is passed on', async () => {
    server.next({ status: 429, headers: { 'retry-after': '20' }, body: { error: { code: 'rate_limit_exceeded' } } });
    await expect(read(openai())).rejects.toMatchObject({ code: 'writing.rate-limited', retryAfterS: 20 });
  });

  test('[WR24] a refused connection may be tried again', async () => {
    const closed = await new OpenAiServer().listen();
    const { url } = closed;
    await closed.close();
    const writing = new OpenAiWriting({ apiKey: 'k', baseUrl: `${url}/v1`, model: 'm' });
    await expect(read(writing)).rejects.toMatchObject({ code: 'writing.unavailable', retryable: true, billed: 'no' });
  });

  test.each([
    ['a refusal', { text: '', refusal: 'I cannot help with that.', finish: 'stop' }, 'writing.refused', false],
    ['a content filter', { text: '{"sentences":["', finish: 'content_filter' }, 'writing.refused', false],
    ['prose', { text: 'Kerr scores! What a goal.', finish: 'stop' }, 'writing.bad-answer', true],
    ['another form', { text: '{"text":"Kerr scores!"}', finish: 'stop' }, 'writing.bad-answer', true],
    ['no sentence', { text: '{"sentences":[]}', finish: 'stop' }, 'writing.bad-answer', true],
    ['sentences of nothing', { text: '{"sentences":["  ","***"]}', finish: 'stop' }, 'writing.bad-answer', true],
    ['JSON that is not closed', { text: '{"sentences":["Kerr sc', finish: 'stop' }, 'writing.bad-answer', true],
    ['1 MB in one sentence', { text: `{"sentences":["${'a'.repeat(1e6)}"]}`, step: 1e4 }, 'writing.bad-answer', true],
    ['1 MB before it', { text: `${' '.repeat(1e6)}{"sentences":["A."]}`, step: 1e4 }, 'writing.bad-answer', false],
    ['a sentence too long', sentencesAnswer(`${'a'.repeat(400)}.`), 'writing.bad-answer', true],
  ] as const)('[WR24] %s is no line', async (_what, answer, code, retryable) => {
    server.writes = answer;
    await expect(read(openai())).rejects.toMatchObject({ name: 'WritingFault', code, retryable });
  });

  test.each([
    ['cut', 'writing.unavailable'],
    ['half', 'writing.bad-answer'],
  ] as const)('[WR24] what was whole before a stream that is %s was told', async (how, code) => {
    server.writes = sentencesAnswer('Kerr scores!', `It is ${'very '.repeat(20)}loud.`);
    server.next(how);
    const heard: string[] = [];
    const line = (async () => {
      for await (const sentence of openai().write(taskOf(), new AbortController().signal)) heard.push(sentence);
    })();
    await expect(line).rejects.toMatchObject({ code, retryable: true });
    expect(heard).toEqual(['Kerr scores!']);
  });

  test.each([5, 1_000])(
    '[WR20] more than six sentences are not listened to (%i at a time); no mark-up',
    async (step) => {
      const seven = ['**One.**', '<b>Two</b>.', 'Three\n\u200b.', 'Four.', 'Five.', 'Six.', 'Seven.'];
      server.writes = { ...sentencesAnswer(...seven), step };
      expect(await read(openai())).toEqual(['One.', 'b Two /b .', 'Three .', 'Four.', 'Five.', 'Six.']);
    },
  );

  test('[WR20] an answer that was too long for its model ends with the last whole sentence', async () => {
    server.writes = { text: '{"sentences":["Kerr scores!","And n', finish: 'length' };
    expect(await read(openai())).toEqual(['Kerr scores!']);
  });

  test('[WR34] it is asked for sentences by a schema, with our key, an end, and no tools', async () => {
    await read(openai());
    const [call] = server.calls;
    expect(call?.path).toBe('/v1/chat/completions');
    expect(call?.headers.authorization).toBe('Bearer sk-canary');
    expect(call?.body).toMatchObject({ model: 'gpt-4.1-mini', stream: true, max_tokens: 1_000 });
    expect(call?.body['response_format']).toMatchObject({
      type: 'json_schema',
      json_schema: { strict: true, schema: { required: ['sentences'], additionalProperties: false } },
    });
    expect(Object.keys(call?.body ?? {})).not.toContain('tools');
    const [rules, data] = (call?.body['messages'] ?? []) as readonly { role: string; content: string }[];
    expect(rules?.role).toBe('system');
    expect(rules?.content).toContain(RULES[0]);
    expect(data?.role).toBe('user');
    expect(data?.content).toContain('Ada Kerr');
  });

  test.each(['hang', 'stall', 'drip'] as const)('[WR20] a call that would %s ends when it is aborted', async (how) => {
    server.next(how);
    const reason = new Error('too late');
    const controller = new AbortController();
    const line = expect(read(openai(), taskOf(), controller.signal)).rejects.toBe(reason);
    await asked();
    controller.abort(reason);
    await line;
  });

  test('[WR34] neither the key nor a name is in what is told and logged of a failure', async () => {
    const body = { error: { message: 'Incorrect API key provided: sk-canary. Ada Kerr', code: 'invalid_api_key' } };
    server.next({ status: 401, body });
    const { writing, log, close } = fallback(openai());
    const fault = (await read(writing).catch((error: unknown) => error)) as Error;
    expect(fault.message).toBe('The writing provider does not accept our key.');
    expect(JSON.stringify(log.lines)).not.toMatch(/canary|Kerr/);
    expect(log.lines).toHaveLength(1);
    close();
  });
});

describe('OpenAI, and templates after it', () => {
  test.each(['hang', 'stall', 'drip'] as const)(
    '[WR25] where no sentence is there after 1.5 s (%s), templates write',
    async (how) => {
      server.writes = sentencesAnswer('A sentence that is so long that half of the stream does not close it, ever.');
      server.next(how);
      const { writing, clock, close } = fallback(openai(), new StepwiseWriting('spare'));
      const line = read(writing);
      await asked();
      await clock.advance(1_499);
      expect(await Promise.race([line, Promise.resolve('nothing yet')])).toBe('nothing yet');
      await clock.advance(1);
      expect(await line).toEqual(['spare writes.', 'And more.']);
      close();
    },
  );
});
