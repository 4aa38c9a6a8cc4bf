import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sentencesAnswer } from '../support/chat-answer.js';
import { MatchApp } from '../support/match-app.js';
import { isForWords, OpenAiServer } from '../support/openai-server.js';
import type { ProviderCall } from '../support/provider-server.js';
import { until } from '../support/until.js';

const OPENING = 'It’s a goal for Birchwood Athletic!';
const provider = new OpenAiServer();
let app: MatchApp;

beforeAll(async () => {
  await provider.listen();
  provider.writes = (call) =>
    sentencesAnswer(...openingsIn(call).filter((one) => one === OPENING), 'They lead Alder Rovers by one goal to nil.');
  app = await MatchApp.open({
    OPENAI_BASE_URL: `${provider.url}/v1`,
    SPEECH_PROVIDERS: 'openai,espeak',
    WRITING: 'auto',
  });
});
afterAll(async () => {
  await app.close();
  await provider.close();
});

/** What a model was told a line may begin with. */
function openingsIn({ body }: ProviderCall): readonly string[] {
  const [, data] = body['messages'] as readonly { readonly content: string }[];
  return (JSON.parse(data?.content.split('\n')[1] ?? '') as { readonly openings?: readonly string[] }).openings ?? [];
}

function timesSpoken(text: string): number {
  return provider.calls.filter((call) => !isForWords(call) && call.body['input'] === text).length;
}

test('[CM56] how a goal is told of first is spoken before it falls, is bought once, and a model begins with it', async () => {
  const sides = { home: { name: 'Alder Rovers' }, away: { name: 'Birchwood Athletic' } };
  const { id } = await app.match({ ...sides, languages: ['en'] });
  const following = app.follow(id);
  await app.event(id, { type: 'segment_start', segment: 'H1' });
  await until('it is rehearsed', () => timesSpoken('Red card for Birchwood Athletic!') === 1);
  expect(timesSpoken(OPENING)).toBe(1);
  await app.event(id, { type: 'goal', side: 'away', segment: 'H1' });
  const line = await until('the goal is told', () =>
    following.lines.find(({ event, state }) => event === 2 && (state === 'ready' || state === 'said')),
  );
  expect(line.text).toBe(`${OPENING} They lead Alder Rovers by one goal to nil.`);
  expect(timesSpoken('They lead Alder Rovers by one goal to nil.')).toBe(1);
  expect(timesSpoken(OPENING)).toBe(1);
  following.cut();
});
