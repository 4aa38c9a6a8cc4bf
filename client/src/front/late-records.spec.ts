import { describe, expect, it } from '@jest/globals';
import { eventOf, stateWith } from '../../../test/support/match-events.js';
import type { EventPage } from '../../../src/wire/match-doors.js';
import type { HttpAnswer } from '../people/asking-http.js';
import { LateRecords } from './late-records.js';

const cardAt = (seq: number, id = 'cup') => ({ id, state: stateWith({ seq }) });

/** A server whose matches have so many events, and which gives as many at once as it is asked for. */
function served() {
  const asked: string[] = [];
  const house = { count: 0, isAway: false, asked };
  const records = new LateRecords(async (path): Promise<HttpAnswer<EventPage>> => {
    asked.push(path);
    if (house.isAway) return { lost: 'away' };
    const [after = 0, limit = 0] = [...path.matchAll(/=(\d+)/g)].map(([, number]) => Number(number));
    const last = Math.min(house.count, after + limit);
    const events = Array.from({ length: last - after }, (_, nth) => eventOf(after + nth + 1, { type: 'corner' }));
    return { ok: { events, next: last < house.count ? last : null } };
  });
  return { house, records };
}

describe('records of matches that are shown late', () => {
  it('[PG46] are read page by page, each event once, and from then on only what is new', async () => {
    const { house, records } = served();
    house.count = 1_200;
    expect((await records.upTo(cardAt(1_200)))?.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 1_200 }, (_, nth) => nth + 1),
    );
    house.count = 1_203;
    expect((await records.upTo(cardAt(1_201)))?.map(({ seq }) => seq).slice(-4)).toEqual([1_200, 1_201, 1_202, 1_203]);
    expect(await records.upTo(cardAt(1_203))).toHaveLength(1_203);
    expect(house.asked).toEqual([
      '/v1/matches/cup/events?after=0&limit=500',
      '/v1/matches/cup/events?after=500&limit=500',
      '/v1/matches/cup/events?after=1000&limit=500',
      '/v1/matches/cup/events?after=1200&limit=500',
    ]);
  });

  it('[PG49] that cannot be read are not there, and come when they can', async () => {
    const { house, records } = served();
    house.count = 700;
    house.isAway = true;
    expect(await records.upTo(cardAt(700))).toBeUndefined();
    house.isAway = false;
    expect(await records.upTo(cardAt(700))).toHaveLength(700);
  });

  it('[PG49] that are longer than may be read at one time are not there before all of them is', async () => {
    const { house, records } = served();
    house.count = 20_001;
    expect(await records.upTo(cardAt(20_001))).toBeUndefined();
    expect(house.asked).toHaveLength(40);
    expect(await records.upTo(cardAt(20_001))).toHaveLength(20_001);
    expect(house.asked).toHaveLength(41);
  });

  it('[PG46] of another match under the same name are read anew, and what is not listed is not kept', async () => {
    const { house, records } = served();
    house.count = 9;
    await records.upTo(cardAt(9));
    house.count = 3;
    expect(await records.upTo(cardAt(3))).toHaveLength(3);
    records.keepOnly(new Set(['cup']));
    await records.upTo(cardAt(3));
    records.keepOnly(new Set(['league']));
    await records.upTo(cardAt(3));
    expect(house.asked.map((path) => /after=(\d+)/.exec(path)?.[1])).toEqual(['0', '0', '0']);
  });
});
