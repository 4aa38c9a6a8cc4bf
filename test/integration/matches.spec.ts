import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EventPage, MatchDetails, MatchPage } from '../../src/wire/match-doors.js';
import { MatchApp } from '../support/match-app.js';

let app: MatchApp;
beforeAll(async () => {
  app = await MatchApp.open();
});
afterAll(() => app.close());

describe('telling what happens', () => {
  test('[MA80] the id of a fact follows from its match and key', async () => {
    const { id } = await app.match({ id: 'final' });
    const told = await app.event(id, { type: 'corner', side: 'home', key: 'score:home:1' });
    // The UUID of version 5 of “final/score:home:1”.
    expect(told.body.fact).toBe('f22f79de-0a96-586c-9849-f142a9372afa');
  });

  test('[MA3] an event is recorded, corrected and taken back, and the score follows', async () => {
    const { id } = await app.match();
    await app.event(id, { type: 'segment_start', segment: 'H1' });
    const goal = await app.event(id, { type: 'goal', side: 'home', participants: [{ role: 'scorer', number: 9 }] });
    expect(goal).toMatchObject({ status: 200, body: { seq: 2, revision: 0, op: 'add', isNew: true } });
    const { fact } = goal.body;
    await app.correct(id, fact, { op: 'revise', content: { type: 'goal', side: 'away' } });
    expect((await app.read<MatchDetails>(`/${id}`)).body.state.score).toMatchObject({ home: 0, away: 1 });
    await app.correct(id, fact, { op: 'retract' });
    const { body } = await app.read<EventPage>(`/${id}/events`);
    expect(body.events.map(({ seq, op, score, corrects }) => [seq, op, score.home, score.away, corrects])).toEqual([
      [1, 'add', 0, 0, null],
      [2, 'add', 1, 0, null],
      [3, 'revise', 0, 1, 2],
      [4, 'retract', 0, 0, 3],
    ]);
  });

  test('[MA4] the same key is the same event, and for another one it is refused', async () => {
    const { id } = await app.match();
    const asked = { type: 'goal', side: 'home', segment: 'H1' };
    const first = await app.event(id, { ...asked, ageMs: 5 }, 'the-same-key');
    const again = await app.event(id, { ...asked, ageMs: 900 }, 'the-same-key');
    expect(again.body).toEqual({ ...first.body, isNew: false });
    const other = await app.event(id, { ...asked, side: 'away' }, 'the-same-key');
    expect(other).toMatchObject({ status: 422, body: { code: 'matches.key-reused' } });
    expect(await app.call(`/${id}/events`, asked)).toMatchObject({
      status: 400,
      body: { code: 'matches.key-missing' },
    });
  });

  test.each([
    [{ type: 'goal' }, 422, 'matches.bad-event'],
    [{ type: 'goal', side: 'home', segment: 'Q1' }, 422, 'matches.bad-event'],
    [{ type: 'segment_end', segment: 'H1' }, 409, 'matches.wrong-phase'],
    [{ type: 'Goal!' }, 400, 'request.invalid'],
    [{ type: 'goal', side: 'left' }, 400, 'request.invalid'],
  ])('[MA14] %j is refused with %d %s, and nothing is recorded', async (event, status, code) => {
    const { id } = await app.match();
    expect(await app.event(id, event)).toMatchObject({ status, body: { code } });
    expect((await app.read<EventPage>(`/${id}/events`)).body.events).toEqual([]);
  });

  test('[MA14] what the sport does not know is kept as a note', async () => {
    const { id } = await app.match();
    await app.event(id, { type: 'balloon_on_pitch' });
    expect((await app.read<EventPage>(`/${id}/events`)).body.events).toMatchObject([
      { op: 'note', content: { type: 'note' }, rawType: 'balloon_on_pitch' },
    ]);
  });
});

describe('finding matches', () => {
  test('[MA11] a private match does not exist to others, and only hosts of its channels tell what happens', async () => {
    const { id, channels } = await app.match({ visibility: 'private', languages: ['en'] });
    const [channel] = channels;
    const house = app.radio.house;
    const host = await house.accessToken('host', [channel?.channel ?? '']);
    const other = await house.accessToken('host', ['another']);
    expect(await app.read(`/${id}`)).toMatchObject({ status: 404, body: { code: 'matches.unknown-match' } });
    expect(await app.read(`/${id}/events`, other)).toMatchObject({ status: 404 });
    expect((await app.read<MatchDetails>(`/${id}`, host)).body.mayHost).toBe(true);
    const seen = async (token?: string) =>
      (await app.read<MatchPage>('?limit=100', token)).body.matches.map((one) => one.id);
    expect([(await seen()).includes(id), (await seen(other)).includes(id), (await seen(host)).includes(id)]).toEqual([
      false,
      false,
      true,
    ]);
    const { id: open } = await app.match();
    const body = { type: 'match_start' };
    const headers = { 'idempotency-key': 'any-key-at-all' };
    const asked = await house.call(`/v1/matches/${open}/events`, { method: 'POST', token: other, body, headers });
    expect(asked.status).toBe(403);
  });

  test('[MA7] matches are found page after page', async () => {
    for (let nth = 0; nth < 5; nth += 1)
      await app.match({ id: `paged-${nth}`, title: 'A rare title', sport: 'hockey' });
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body }: { body: MatchPage } = await app.read<MatchPage>(
        `?sport=hockey&text=rare&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      found.push(...body.matches.map(({ id }) => id));
      cursor = body.next;
    }
    expect(found).toEqual(['paged-4', 'paged-3', 'paged-2', 'paged-1', 'paged-0']);
    expect(await app.read('?cursor=nonsense')).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });

  test('[PG46] a list tells of each match its channels, its rules and when its newest event came, as the match itself does', async () => {
    const own = { sport: 'basketball' as const, languages: ['en', 'de'], info: { segmentMinutes: 12 } };
    const { id, channels } = await app.match(own);
    await app.event(id, { type: 'match_start' });
    const [event] = (await app.read<EventPage>(`/${id}/events`)).body.events;
    const { body } = await app.read<MatchPage>('?sport=basketball');
    expect(channels.map(({ language }) => language)).toEqual(['de', 'en']);
    const known = { channels, info: { segmentMinutes: 12 }, toldAt: event?.recordedAt };
    expect(body.matches).toMatchObject([{ id, ...known }]);
    expect((await app.read<MatchDetails>(`/${id}`)).body).toMatchObject(known);
  });

  test('[MA81] a host finds the matches to tell of, an admin all, and nobody else any', async () => {
    const { id: own, channels } = await app.match({ visibility: 'unlisted', languages: ['en'], sport: 'baseball' });
    const { id: other } = await app.match({ sport: 'baseball' });
    const { house } = app.radio;
    const found = async (token?: string) =>
      (await app.read<MatchPage>('?sport=baseball&hosted=true', token)).body.matches.map(({ id }) => id).toSorted();
    const [channel] = channels.map((one) => one.channel);
    expect(await found(await house.accessToken('host', [channel ?? '']))).toEqual([own]);
    expect(await found(await house.accessToken('listener', [channel ?? '']))).toEqual([]);
    expect(await found(await house.accessToken('admin'))).toEqual([own, other].toSorted());
    expect(await found()).toEqual([]);
  });

  test('[MA8] a page that is known is not sent again, until there is more', async () => {
    const { id } = await app.match();
    await app.event(id, { type: 'match_start' });
    const path = `/v1/matches/${id}/events?limit=1`;
    const first = await app.radio.house.call(path);
    const known = { 'if-none-match': String(first.headers['etag']) };
    expect((await app.radio.house.call(path, { headers: known })).status).toBe(304);
    await app.event(id, { type: 'note' });
    const after = await app.radio.house.call(path, { headers: known });
    expect([after.status, (JSON.parse(after.text) as EventPage).next]).toEqual([200, 1]);
  });
});

test('[MA21] a removed match is found by nobody and told no more, and its channels close', async () => {
  const { id, channels } = await app.match({ languages: ['en'] });
  const { house } = app.radio;
  const host = await house.accessToken('host', [channels[0]?.channel ?? '']);
  const remove = async (token: string) => (await house.call(`/v1/matches/${id}`, { method: 'DELETE', token })).status;
  expect(await remove(host)).toBe(403);
  expect(await remove(await house.accessToken('admin'))).toBe(200);
  expect(await app.read(`/${id}`)).toMatchObject({ status: 404, body: { code: 'matches.unknown-match' } });
  expect(await app.event(id, { type: 'match_start' })).toMatchObject({ status: 404 });
  const channel = await house.call(`/v1/channels/${channels[0]?.channel ?? ''}`);
  expect(JSON.parse(channel.text)).toMatchObject({ phase: expect.stringMatching(/^clos/) as unknown });
});
