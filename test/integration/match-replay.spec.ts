import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { idOfName } from '../../src/kernel/ids.js';
import { MatchStore, type Told } from '../../src/matches/match-store.port.js';
import type { MatchDetails } from '../../src/wire/match-doors.js';
import type { EventContent } from '../../src/wire/matches.js';
import { ReplayPlace } from '../../src/wire/match-replay.js';
import { MatchApp, type Following } from '../support/match-app.js';
import { adding, recorded, retracting } from '../support/matches.js';
import { seeded } from '../support/seeded.js';
import { until } from '../support/until.js';

let app: MatchApp;
beforeAll(async () => {
  app = await MatchApp.open();
});
afterAll(() => app.close());

const NOON = Date.UTC(2026, 10, 21, 12);
const END: EventContent = { type: 'match_end', finish: { method: 'regulation', result: 'draw' } };
const seqs = (following: Following): readonly number[] => following.events.map(({ seq }) => seq);
const upTo = (last: number, from = 1): readonly number[] =>
  Array.from({ length: last - from + 1 }, (_, nth) => from + nth);

/** A match in which something was recorded so long after noon each time; then it ended, or goes on. */
async function toldAt(afterMs: readonly number[], isOver = true): Promise<string> {
  const { id } = await app.match();
  const told = afterMs.map((ms, nth): Told => {
    const isEnd = isOver && nth === afterMs.length - 1;
    const content: EventContent = nth === 0 ? { type: 'match_start' } : isEnd ? END : { type: 'corner', side: 'home' };
    return { telling: adding(`${id} ${nth}`, content), recordedAt: NOON + ms };
  });
  await recorded(app.radio.house.app.get(MatchStore), id, told);
  return id;
}

/** What was told, each by its name and number. */
function namesOf({ sent }: Following): readonly string[] {
  return sent.filter(({ name }) => name !== 'place').map(({ id, name }) => `${name} ${id?.split('.')[0]}`);
}

function endOf(following: Following): Promise<unknown> {
  return until('it ends', () => following.sent.find(({ name }) => name === 'end')?.data, 60_000);
}

describe('the replay of a match', () => {
  test('[RP30] [RP31] has each event once and in order, never before it is due and soon after', async () => {
    const draw = seeded(30);
    const places = [0];
    for (let nth = 1; nth < 60; nth += 1) places.push((places.at(-1) ?? 0) + Math.floor(draw() * 20_000));
    const id = await toldAt(places);
    const following = app.replay(id, '?speed=100');
    await endOf(following);
    expect(seqs(following)).toEqual(upTo(60));
    const [place] = following.sent;
    expect([place?.name, place?.data]).toEqual(['place', { seq: 0, offsetMs: 0, speed: 100 }]);
    const late = following.sent
      .filter(({ name }) => name === 'event')
      .map(({ at }, nth) => at - (place?.at ?? 0) - (places[nth] ?? 0) / 100);
    // The place itself may have been read late.
    expect(Math.min(...late)).toBeGreaterThan(-250);
    expect(Math.max(...late)).toBeLessThan(1_000);
    expect(following.sent.filter(({ id: one }) => one !== undefined).map(({ id: one }) => one)).toEqual([
      '0.0',
      ...places.map((ms, nth) => `${nth + 1}.${ms}`),
      '60.end',
    ]);
    following.cut();
  });

  test('[RP32] begins so many seconds into the match', async () => {
    const id = await toldAt([0, 61_000, 61_500, 62_000]);
    const following = app.replay(id, '?from=61.5&speed=1000');
    await endOf(following);
    expect(following.sent.map(({ name, data }) => [name, (data as { seq: number }).seq])).toEqual([
      ['place', 2],
      ['event', 3],
      ['event', 4],
      ['end', 4],
    ]);
    following.cut();
  });

  test('[RP33] 50 who are cut off at random have every event once and in order, and the end once', async () => {
    const count = 80;
    const id = await toldAt(Array.from({ length: count }, (_, nth) => nth * 2_500));
    const draw = seeded(33);
    const followers = Array.from({ length: 50 }, () => ({
      following: app.replay(id, '?speed=50'),
      sent: [] as string[],
    }));
    for (let seen = 8; seen < count; seen += 8) {
      await until('somebody is there', () => followers.some(({ following }) => (seqs(following).at(-1) ?? 0) >= seen));
      for (const one of followers) {
        // Who has the end comes again for nothing.
        const isOver = one.following.sent.some(({ name }) => name === 'end');
        if (draw() > 0.5 || isOver) continue;
        one.following.cut();
        one.sent.push(...namesOf(one.following));
        one.following = app.replay(id, '?speed=50', one.following.lastId);
      }
    }
    const all = await Promise.all(
      followers.map(async ({ following, sent }) => {
        await endOf(following);
        return [...sent, ...namesOf(following)];
      }),
    );
    const expected = [...upTo(count).map((seq) => `event ${seq}`), `end ${count}`];
    expect(all.filter((one) => one.join() !== expected.join())).toEqual([]);
    // They come again as browsers do, and are told that there is nothing more.
    const again = await app.radio.house.call(`/v1/matches/${id}/replay`, {
      headers: { 'last-event-id': followers[0]?.following.lastId ?? '' },
    });
    expect([again.status, again.text]).toEqual([204, '']);
    for (const { following } of followers) following.cut();
  }, 120_000);

  test('[RP34] tells corrections when they were made, as the record has them', async () => {
    const id = await toldAt([0, 1_000], false);
    const store = app.radio.house.app.get(MatchStore);
    const goal = adding(`${id} goal`, { type: 'goal', side: 'home', segment: 'H1' });
    await recorded(store, id, [{ telling: goal, recordedAt: NOON + 2_000 }]);
    await recorded(store, id, [{ telling: retracting(`${id} goal`), recordedAt: NOON + 90_000 }]);
    const following = app.replay(id, '?speed=1000');
    await endOf(following);
    const { body } = await app.read<{ events: readonly unknown[] }>(`/${id}/events`);
    expect(following.events).toEqual(body.events);
    expect(following.events.at(-1)).toMatchObject({ op: 'retract', fact: idOfName(`${id} goal`), corrects: 3 });
    expect(following.sent.find(({ id: one }) => one === '4.90000')?.name).toBe('event');
    following.cut();
  });

  test('[RP35] of a match that goes on ends where its record does, and is followed live from there', async () => {
    const id = await toldAt([0, 5_000], false);
    const following = app.replay(id, '?speed=1000');
    expect(await endOf(following)).toEqual({ seq: 2, offsetMs: 5_000, isOver: false });
    const live = app.follow(id, '2.0');
    await app.event(id, { type: 'corner', side: 'away' });
    await live.hasSeen(3);
    expect(seqs(live)).toEqual([3]);
    following.cut();
    live.cut();
  });

  test('[RP36] of a private match does not exist for others, and is for who may hear it', async () => {
    const { id, channels } = await app.match({ visibility: 'private', languages: ['en'] });
    const { status, body } = await app.read<MatchDetails>(`/${id}/replay`);
    expect([status, body.code]).toEqual([404, 'matches.unknown-match']);
    const token = await app.radio.house.accessToken('listener', [channels[0]?.channel ?? '']);
    const following = app.replay(id, '', undefined, token);
    expect(await endOf(following)).toEqual({ seq: 0, offsetMs: 0, isOver: false });
    following.cut();
  });

  test.each([
    ['?speed=0', undefined, 400, 'request.invalid'],
    ['?speed=1001', undefined, 400, 'request.invalid'],
    ['?speed=fast', undefined, 400, 'request.invalid'],
    ['?from=-1', undefined, 400, 'request.invalid'],
    ['?from=kickoff', undefined, 400, 'request.invalid'],
    ['?form=1', undefined, 400, 'request.invalid'],
    ['', 'x', 400, 'request.invalid'],
  ])('[RP36] %s after %s is refused', async (query, last, status, code) => {
    const { id } = await app.match();
    const headers: Record<string, string> = last === undefined ? {} : { 'last-event-id': last };
    const answer = await app.radio.house.call(`/v1/matches/${id}/replay${query}`, { headers });
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([status, { code }]);
  });

  test.each([undefined, '3.end'])('[RP36] of a match that is not there is refused, after %s too', async (last) => {
    const headers: Record<string, string> = last === undefined ? {} : { 'last-event-id': last };
    const answer = await app.radio.house.call('/v1/matches/nowhere/replay', { headers });
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([404, { code: 'matches.unknown-match' }]);
  });
});

test('[RP30] a match that the simulator told all at once is replayed as far apart as it has it happen', async () => {
  const { id } = await app.match({ sport: 'cricket', script: { kind: 'simulator', seed: 5 } });
  await app.call(`/${id}/start?at_once=true`, {});
  const { body } = await until('it is over', async () => {
    const read = await app.read<MatchDetails>(`/${id}`);
    return read.body.state.lifecycle === 'finished' ? read : undefined;
  });
  const following = app.replay(id, '?from=3600&speed=1000');
  const first = await until('it begins', () => following.events[0]);
  const { seq, offsetMs } = ReplayPlace.parse(following.sent[0]?.data);
  expect(offsetMs).toBe(3_600_000);
  // An hour is some of it, and far from all.
  expect(first.seq).toBe(seq + 1);
  expect(seq).toBeGreaterThan(50);
  expect(seq).toBeLessThan(body.state.seq - 50);
  following.cut();
});
