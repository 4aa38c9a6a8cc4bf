import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { UuidV7Ids } from '../../src/kernel/ids.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import type { MatchSearch } from '../../src/matches/match-store.port.js';
import { SqlMatchStore } from '../../src/matches/sql.match-store.js';
import { adding, aMatch, NOON, recorded, told, type MatchHouse } from '../support/matches.js';

const HOUR = 3_600_000;
const ALL: MatchSearch = { status: undefined, sport: undefined, text: undefined, after: undefined, limit: 100 };

/** How matches and their records are found, whichever database keeps them. */
export function matchPagesContract(name: string, open: () => Promise<MatchHouse>): void {
  describe(`pages of matches: ${name}`, () => {
    let house: MatchHouse;
    let store: SqlMatchStore;

    beforeAll(async () => {
      house = await open();
      store = new SqlMatchStore(house.database, new UuidV7Ids(new VirtualClock(NOON)));
      const sides = { home: { name: 'Rowans', players: [] }, away: { name: '100% Yews_', players: [] } };
      await store.create(aMatch('over', { startsAt: NOON - 2 * HOUR }));
      await store.create(aMatch('now', { startsAt: NOON, competition: 'Harvest Cup' }));
      await store.create(aMatch('soon', { startsAt: NOON + HOUR, sport: 'cricket', ...sides, title: 'A test' }));
      await store.create(aMatch('later', { startsAt: NOON + 2 * HOUR }));
      await recorded(store, 'now', [told(adding('start', { type: 'match_start' }))]);
      await recorded(store, 'over', [
        told(adding('start', { type: 'match_start' })),
        told(adding('end', { type: 'match_end' })),
      ]);
    });
    afterAll(() => house.close());

    async function found(search: Partial<MatchSearch>): Promise<readonly string[]> {
      return (await store.list({ ...ALL, ...search })).map(({ match }) => match.id);
    }

    test.each([
      [{}, ['later', 'soon', 'now', 'over']],
      [{ status: 'live' }, ['now']],
      [{ status: 'upcoming' }, ['soon', 'later']],
      [{ status: 'finished' }, ['over']],
      [{ sport: 'cricket' }, ['soon']],
      [{ text: 'rowan' }, ['soon']],
      [{ text: 'HARVEST' }, ['now']],
      [{ text: '100%' }, ['soon']],
      [{ text: '%' }, ['soon']],
      [{ text: 's_' }, ['soon']],
      [{ text: 'no such thing' }, []],
      [{ after: { startsAt: NOON + HOUR, id: 'soon' } }, ['now', 'over']],
      [{ status: 'upcoming', after: { startsAt: NOON + HOUR, id: 'soon' } }, ['later']],
      [{ limit: 1 }, ['later']],
    ] as const)('[MA7] %j finds %j', async (search, expected) => {
      expect(await found(search)).toEqual(expected);
    });

    test('[PG46] a match tells when its newest event was recorded, by itself and in a list, and nothing before the first', async () => {
      await store.create(aMatch('told', { sport: 'hockey' }));
      const toldAt = async () => {
        const [listed] = await store.list({ ...ALL, sport: 'hockey' });
        return [(await store.find('told'))?.toldAt, listed?.toldAt];
      };
      expect(await toldAt()).toEqual([null, null]);
      const first = adding('one', { type: 'match_start' });
      await recorded(store, 'told', [{ telling: first, recordedAt: NOON + 1_000 }]);
      await recorded(store, 'told', [{ telling: adding('two', { type: 'note' }), recordedAt: NOON + 7_500 }]);
      expect(await toldAt()).toEqual([NOON + 7_500, NOON + 7_500]);
      // What is told again is nothing new.
      await recorded(store, 'told', [{ telling: first, recordedAt: NOON + 9_000 }]);
      expect(await toldAt()).toEqual([NOON + 7_500, NOON + 7_500]);
    });

    test('[MA8] pages of a record follow on each other, each event once', async () => {
      await store.create(aMatch('long'));
      const names = Array.from({ length: 25 }, (_, nth) => `c${nth}`);
      await recorded(
        store,
        'long',
        names.map((one) => told(adding(one, { type: 'corner', side: 'away' }))),
      );
      const pages = [0, 10, 20].map((after) => store.events('long', { after, limit: 10 }));
      const seqs = (await Promise.all(pages)).map((page) => page.map(({ seq }) => seq));
      expect(seqs.map((page) => [page[0], page.at(-1), page.length])).toEqual([
        [1, 10, 10],
        [11, 20, 10],
        [21, 25, 5],
      ]);
      expect(await store.events('long', { after: 25, limit: 10 })).toEqual([]);
    });
  });
}
