import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { EventPage, MatchDetails } from '../../src/wire/match-doors.js';
import { ScriptPlayer } from '../../src/matches/script-player.js';
import { MatchApp } from '../support/match-app.js';
import { until } from '../support/until.js';

let app: MatchApp;
beforeAll(async () => {
  app = await MatchApp.open();
});
afterAll(() => app.close());

const script = { kind: 'simulator', seed: 7, paceMs: 400 } as const;

async function eventsOf(id: string): Promise<EventPage['events']> {
  return (await app.read<EventPage>(`/${id}/events?limit=500`)).body.events;
}

test('[MA12] a script is told at its pace, stops and goes on, and is never told twice', async () => {
  const { id } = await app.match({ script });
  const started = await app.call<MatchDetails>(`/${id}/start`, {});
  expect(started.body.isPlaying).toBe(true);
  const events = await until('five events', async () => {
    const some = await eventsOf(id);
    return some.length >= 5 ? some : undefined;
  });
  const gaps = events.slice(1).map(({ occurredAt }, nth) => Math.round(occurredAt - (events[nth]?.occurredAt ?? 0)));
  // Both line-ups are told with what follows them.
  expect(gaps.slice(0, 4)).toEqual([400, 0, 0, 400]);
  // Another process takes it up, as after a death: it has told nothing yet.
  const player = app.radio.house.app.get(ScriptPlayer);
  await player.reread(id);
  await until('more of it', async () => ((await eventsOf(id)).length > events.length + 1 ? true : undefined));
  expect((await app.call<MatchDetails>(`/${id}/stop`, {})).body.isPlaying).toBe(false);
  const told = await eventsOf(id);
  expect(new Set(told.map(({ fact }) => fact)).size).toBe(told.length);
  expect(told.map(({ revision }) => revision)).toEqual(told.map(() => 0));
});

test('[MA12] a script starts at any place, and all before it is told at once', async () => {
  const { id } = await app.match({ script });
  await app.call(`/${id}/start?start_seq=11`, {});
  const events = await until('eleven events', async () => {
    const some = await eventsOf(id);
    return some.length >= 11 ? some : undefined;
  });
  const last = events[10]?.occurredAt ?? 0;
  expect(Math.round(last - (events[0]?.occurredAt ?? 0))).toBe(8 * 400);
  await app.call(`/${id}/stop`, {});
});

test('[MA85] a script that was stopped goes on where it was told to, at once and at another pace', async () => {
  const { id } = await app.match({ script: { ...script, paceMs: 90_000 } });
  await app.call(`/${id}/start?start_seq=20`, {});
  const before = await until('twenty events', async () => {
    const some = await eventsOf(id);
    return some.length === 20 ? some : undefined;
  });
  await app.call(`/${id}/stop`, {});
  const { body } = await app.call<MatchDetails>(`/${id}/start?factor=300`, {});
  const after = await until('the next two', async () => {
    const some = await eventsOf(id);
    return some.length >= 22 ? some : undefined;
  });
  await app.call(`/${id}/stop`, {});
  expect(after.slice(0, 20)).toEqual(before);
  const [one = Infinity, other = Infinity] = after.slice(20, 22).map(({ occurredAt }) => occurredAt);
  // 90 s are 300 ms now; from its beginning it would take 5 s.
  expect(one - body.serverNow).toBeLessThanOrEqual(300);
  expect(Math.round(other - one)).toBe(300);
});

test('[MA12] what has no script is not started, and a place beyond its end is refused', async () => {
  const none = await app.match();
  expect(await app.call(`/${none.id}/start`, {})).toMatchObject({ status: 409, body: { code: 'matches.no-script' } });
  const { id } = await app.match({ script });
  const beyond = await app.call(`/${id}/start?start_seq=100000`, {});
  expect(beyond).toMatchObject({ status: 409, body: { code: 'matches.no-script' } });
});
