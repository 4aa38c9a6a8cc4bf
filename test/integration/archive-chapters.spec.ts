import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Chapters, Transcript } from '../../src/wire/replay.js';
import { MatchApp } from '../support/match-app.js';
import { until } from '../support/until.js';

let app: MatchApp;
beforeAll(async () => {
  app = await MatchApp.open();
});
afterAll(() => app.close());

test('[RP9] a goal is a chapter where it is heard, and is none any more when it is taken back', async () => {
  const { id, channels } = await app.match({ languages: ['en'] });
  const channel = channels[0]?.channel ?? '';
  const following = app.follow(id);
  await app.event(id, { type: 'corner', side: 'home', segment: 'H1' });
  const goal = await app.event(id, { type: 'goal', side: 'away', segment: 'H1' });
  const read = async <T>(file: string) =>
    JSON.parse((await app.radio.sound(`/v1/channels/${channel}/${file}`)).bytes.toString()) as T;
  const said = await until('it was said', () =>
    following.lines.find(({ event, state }) => event === 2 && state === 'said'),
  );
  const { version, chapters } = await until('it is a chapter', async () => {
    const told = await read<Chapters>('chapters.json');
    return told.chapters.length > 0 ? told : undefined;
  });
  const { segments } = await read<Transcript>('transcript.json');
  const heard = segments.find(({ body }) => said.text.startsWith(body));
  expect([version, chapters.length, chapters[0]?.startTime]).toEqual(['1.2.0', 1, heard?.startTime]);
  expect(chapters[0]?.title).toMatch(/Birches/);
  await app.correct(id, goal.body.fact, { op: 'retract' });
  await until('it is none', async () =>
    (await read<Chapters>('chapters.json')).chapters.length === 0 ? true : undefined,
  );
  following.cut();
}, 60_000);
