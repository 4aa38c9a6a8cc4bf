import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { QueueStatus } from '../../src/wire/host.js';
import { MatchApp } from '../support/match-app.js';
import { until } from '../support/until.js';

let app: MatchApp;
beforeAll(async () => {
  app = await MatchApp.open();
});
afterAll(() => app.close());

test('[MA18] [MA23] a channel says what happens, its sound is there when the line says so, and nothing is said twice', async () => {
  const { id, channels } = await app.match({ languages: ['en'] });
  const following = app.follow(id);
  await app.event(id, { type: 'segment_start', segment: 'H1' });
  await app.event(id, { type: 'goal', side: 'away', participants: [{ role: 'scorer', number: 9 }] });
  const line = await until('a line with sound', () =>
    following.lines.find(({ event, state }) => event === 2 && state === 'ready'),
  );
  expect(line).toMatchObject({ channel: channels[0]?.channel, language: 'en', line: 0, voice: 'play' });
  expect(line.text).toMatch(/goal/i);
  expect(line.text).toMatch(/Birches/);
  expect(line.text).toMatch(/number nine/i);
  expect(line.text).toMatch(/one–nil to Birches/);
  const sound = await fetch(`${app.radio.origin}${line.audioUrl ?? ''}`);
  expect([sound.status, sound.headers.get('content-type')]).toEqual([200, 'audio/mpeg']);
  expect((await sound.arrayBuffer()).byteLength % 192).toBe(0);
  const asked = await fetch(`${app.radio.origin}/v1/matches/${id}/audio/2.mp3`, { redirect: 'manual' });
  expect([asked.status, asked.headers.get('location')]).toEqual([307, line.audioUrl]);
  const hindi = await app.read(`/${id}/audio/2.mp3?language=hi`);
  expect(hindi).toMatchObject({ status: 404, body: { code: 'matches.no-sound' } });
  expect(await app.read(`/${id}/audio/9.mp3`)).toMatchObject({ status: 404, body: { code: 'matches.no-sound' } });
  expect((await app.read(`/${id}/audio/no.mp3`)).status).toBe(400);
  await until('said', () => following.lines.find(({ event, state }) => event === 2 && state === 'said'));
  following.cut();
  const again = app.follow(id);
  await until('the lines as they are', () => (again.lines.length >= 2 ? true : undefined));
  // In the order they changed: what matters is said before what was told first.
  const about = again.lines.filter((one) => one.line === 0).map(({ event }) => event);
  expect(about.toSorted((one, other) => one - other)).toEqual([1, 2]);
  again.cut();
}, 60_000);

test('[MA18] what happened long ago is not said, and what is late a little is dropped with why', async () => {
  const { id } = await app.match({ languages: ['en'] });
  const following = app.follow(id);
  await app.event(id, { type: 'segment_start', segment: 'H1', ageMs: 3_600_000 });
  await app.event(id, { type: 'corner', side: 'home', ageMs: 30_000 });
  const line = await until('a dropped line', () => following.lines.find((one) => one.event === 2 && one.line === 0));
  expect(line).toMatchObject({ state: 'dropped', reason: 'late', audioUrl: null });
  expect(following.lines.filter(({ event }) => event === 1)).toEqual([]);
  following.cut();
});

test('[MA19] a goal that is taken back is said to be, with the right score, and at once', async () => {
  const { id, channels } = await app.match({ languages: ['en'] });
  const channel = channels[0]?.channel ?? '';
  const following = app.follow(id);
  await app.event(id, { type: 'goal', side: 'home', segment: 'H1' });
  const goal = await app.event(id, { type: 'goal', side: 'home', segment: 'H1' });
  await until('the goal was asked for', () => following.lines.find(({ event, text }) => event === 2 && text !== ''));
  await app.correct(id, goal.body.fact, { op: 'retract' });
  const line = await until('the correction', () => following.lines.find(({ event }) => event === 3));
  expect(line.text).toMatch(/one–nil to Alders|Alders one, Birches nil/);
  expect(line.text).not.toMatch(/two/i);
  const status = await until('it is queued', async () => {
    const { text } = await app.radio.house.call(`/v1/channels/${channel}/queue`, {
      token: await app.radio.house.accessToken('host', [channel]),
    });
    return (JSON.parse(text) as QueueStatus).requests?.length ? text : undefined;
  });
  expect(status).toContain('flash');
  following.cut();
});

test('[MA25] a name that comes late is said by itself, and what was wrong is said to be a correction', async () => {
  const { id } = await app.match({ languages: ['en'] });
  const following = app.follow(id);
  const said = (seq: number) =>
    until(`a line about ${seq}`, () => following.lines.find(({ event, text }) => event === seq && text !== ''));
  const goal = { type: 'goal', side: 'home', segment: 'H1' };
  const { body } = await app.event(id, goal);
  expect((await said(1)).text).toMatch(/Alders/);
  const scorer = [{ role: 'scorer', number: 9 }];
  await app.correct(id, body.fact, { op: 'revise', content: { ...goal, participants: scorer } });
  const named = await said(2);
  expect(named.text).toMatch(/number nine/);
  expect(named.text).not.toMatch(/correct|not/i);
  await app.correct(id, body.fact, { op: 'revise', content: { ...goal, side: 'away', participants: scorer } });
  const mended = await said(3);
  expect(mended.text).toMatch(/one–nil to Birches|Alders nil, Birches one/);
  following.cut();
});
