import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { LiveMatches } from '../../src/matches/live-matches.js';
import { MatchStore, type StoredMatch } from '../../src/matches/match-store.port.js';
import { MatchApp, type Following } from '../support/match-app.js';
import { seeded } from '../support/seeded.js';
import { until } from '../support/until.js';

let app: MatchApp;
beforeAll(async () => {
  app = await MatchApp.open();
});
afterAll(() => app.close());

const seqs = (following: Following): readonly number[] => following.events.map(({ seq }) => seq);
const upTo = (last: number, from = 1): readonly number[] =>
  Array.from({ length: last - from + 1 }, (_, nth) => from + nth);

test('[MA9] who comes late is told everything so far, then what happens, with the state after it', async () => {
  const { id } = await app.match();
  await app.event(id, { type: 'segment_start', segment: 'H1' });
  await app.event(id, { type: 'goal', side: 'home' });
  const following = app.follow(id);
  await following.hasSeen(2);
  await app.event(id, { type: 'goal', side: 'away' });
  await following.hasSeen(3);
  await app.event(id, { type: 'goal', side: 'away' });
  await following.hasSeen(4);
  expect(seqs(following)).toEqual([1, 2, 3, 4]);
  expect(following.events.at(-1)?.score).toEqual({ home: 1, away: 2 });
  const resumed = app.follow(id, following.lastId);
  await app.event(id, { type: 'corner', side: 'home' });
  await resumed.hasSeen(5);
  expect(seqs(resumed)).toEqual([5]);
  expect(resumed.state).toMatchObject({ seq: 5, lifecycle: 'live', segment: 'H1', score: { home: 1, away: 2 } });
  following.cut();
  resumed.cut();
});

test('[MA9] 500 who are cut off at random have every event once and in order in the end', async () => {
  const { id } = await app.match();
  const draw = seeded(8);
  const count = 60;
  const followers = await Promise.all(
    Array.from({ length: 500 }, async () => ({ following: app.follow(id), got: [] as number[] })),
  );
  const live = app.radio.house.app.get(LiveMatches);
  await until('all are here', () => live.followers === 500, 60_000);
  for (let nth = 0; nth < count; nth += 1) {
    await app.event(id, { type: nth === 0 ? 'match_start' : 'corner', ...(nth === 0 ? {} : { side: 'home' }) });
    for (const one of followers) {
      if (draw() > 0.04) continue;
      one.following.cut();
      one.got.push(...seqs(one.following));
      one.following = app.follow(id, one.following.lastId);
    }
  }
  await Promise.all(
    followers.filter(({ got }) => got.at(-1) !== count).map(({ following }) => following.hasSeen(count, 150_000)),
  );
  const all = followers.map(({ following, got }) => [...got, ...seqs(following)]);
  for (const { following } of followers) following.cut();
  expect(all.filter((got) => got.join() !== upTo(count).join())).toEqual([]);
}, 300_000);

test('[MA9] a place that is none is refused, and one beyond the end begins again', async () => {
  const { id } = await app.match();
  await app.event(id, { type: 'match_start' });
  const refused = await app.radio.house.call(`/v1/matches/${id}/live`, { headers: { 'last-event-id': 'x' } });
  expect([refused.status, JSON.parse(refused.text)]).toMatchObject([400, { code: 'request.invalid' }]);
  const following = app.follow(id, '99.0');
  await following.hasSeen(1);
  following.cut();
});

test('[MA9] who left while the match was read from the record is not kept', async () => {
  const { id } = await app.match();
  const { house } = app.radio;
  const live = house.app.get(LiveMatches);
  const stored = await house.app.get(MatchStore).find(id);
  const asked = once(house.app.getHttpServer(), 'request');
  const leaving = app.follow(id);
  const [, response] = (await asked) as [IncomingMessage, ServerResponse];
  leaving.cut();
  await until('the line is gone and nobody is here', () => response.destroyed && live.followers === 0);
  live.follow(stored as StoredMatch, { asked: { seq: 0, change: 0 }, hosts: () => false }, response);
  expect(live.followers).toBe(0);
});
