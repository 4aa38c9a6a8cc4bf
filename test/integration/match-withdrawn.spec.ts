import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MatchApp } from '../support/match-app.js';
import { until } from '../support/until.js';

let app: MatchApp;
beforeAll(async () => {
  app = await MatchApp.open();
});
afterAll(() => app.close());

test('[RP29] a line of commentary that is withdrawn has neither text nor sound any more, and the next is said', async () => {
  const { id, channels } = await app.match({ languages: ['en'] });
  const channel = channels[0]?.channel ?? '';
  const following = app.follow(id);
  await app.event(id, { type: 'goal', side: 'away', segment: 'H1' });
  const said = await until('it was said', () => following.lines.find(({ state }) => state === 'said'), 60_000);
  expect(said.text).toMatch(/goal/i);
  const request = said.audioUrl?.split('/').at(-1) ?? '';
  const path = `requests/${request}/withdraw`;
  expect((await app.radio.host(channel, path, { body: { reason: 'It was no goal.' } })).status).toBe(200);
  const gone = await until('it is gone', () => following.lines.find(({ reason }) => reason === 'withdrawn'));
  expect(gone).toMatchObject({ event: said.event, line: said.line, state: 'dropped', text: '', audioUrl: null });
  // Whoever comes now reads nothing of it either; hosts read which line it was.
  const later = app.follow(id);
  const again = await until('as it is', () => later.lines.find(({ event }) => event === said.event));
  expect([again.text, again.audioUrl]).toEqual(['', null]);
  const host = app.follow(id, undefined, await app.radio.house.accessToken('admin'));
  expect(await until('as hosts see it', () => host.lines.find(({ event }) => event === said.event))).toMatchObject({
    reason: 'withdrawn',
    text: said.text,
    audioUrl: null,
  });
  expect(await app.read(`/${id}/audio/${said.event}.mp3`)).toMatchObject({
    status: 404,
    body: { code: 'matches.no-sound' },
  });
  // It is not told again, also by whoever takes the channel over; what happens next is.
  await app.radio.takeOver(channel);
  const next = await app.event(id, { type: 'goal', side: 'home', segment: 'H1' });
  const line = await until('the next', () => following.lines.find(({ event }) => event === next.body.seq), 60_000);
  expect(line.text).toMatch(/one–one|1–1|level|one all/i);
  const told = following.lines.filter(({ event, state }) => event === said.event && state !== 'dropped');
  expect(new Set(told.map((one) => one.line))).toEqual(new Set([said.line]));
}, 180_000);

test('[RP29] so has one that is withdrawn while it is said, and it stays so when it is over', async () => {
  const { id, channels } = await app.match({ languages: ['en'] });
  const channel = channels[0]?.channel ?? '';
  const following = app.follow(id);
  await app.event(id, { type: 'goal', side: 'away', segment: 'H1' });
  const line = await until('its sound is there', () => following.lines.find(({ state }) => state === 'ready'), 60_000);
  const request = line.audioUrl?.split('/').at(-1) ?? '';
  const ask = () => app.radio.host(channel, `requests/${request}/withdraw`, { body: { reason: 'It was no goal.' } });
  await until('it sounds', async () => (await ask()).status === 200);
  const ofLine = () => following.lines.filter((one) => one.event === line.event && one.line === line.line);
  await until('it is over', async () => (await app.radio.queue(channel)).past?.some((one) => one.id === request));
  await until('it is gone', () => ofLine().some(({ reason }) => reason === 'withdrawn'));
  expect(ofLine().map(({ state }) => state)).not.toContain('said');
  expect(ofLine().at(-1)).toMatchObject({ state: 'dropped', text: '', audioUrl: null });
}, 180_000);
