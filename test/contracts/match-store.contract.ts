import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { UuidV7Ids, idOfName } from '../../src/kernel/ids.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { SqlMatchStore } from '../../src/matches/sql.match-store.js';
import { adding, aMatch, goal, NOON, recorded, retracting, told, type MatchHouse } from '../support/matches.js';

/** What is kept of matches, whichever database keeps it. */
export function matchStoreContract(name: string, open: () => Promise<MatchHouse>): void {
  describe(`match store: ${name}`, () => {
    let house: MatchHouse;
    let store: SqlMatchStore;

    beforeAll(async () => {
      house = await open();
      store = new SqlMatchStore(house.database, new UuidV7Ids(new VirtualClock(NOON)));
    });
    afterAll(() => house.close());

    async function numbersOf(match: string): Promise<readonly number[]> {
      return (await store.events(match, { after: 0, limit: 1_000 })).map(({ seq }) => seq);
    }

    test('[MA1] a record has no holes, whoever writes at the same time', async () => {
      await store.create(aMatch('crowded'));
      const writers = Array.from({ length: 8 }, (_, nth) => nth);
      await Promise.all(
        writers.map(async (writer) => {
          for (let nth = 0; nth < 5; nth += 1) {
            const names = [`${writer}.${nth}.a`, `${writer}.${nth}.b`];
            await recorded(
              store,
              'crowded',
              names.map((one) => told(adding(one, { type: 'corner', side: 'home' }))),
            );
          }
        }),
      );
      expect(await numbersOf('crowded')).toEqual(Array.from({ length: 80 }, (_, nth) => nth + 1));
    });

    test('[MA2] what was recorded is never changed and never deleted, not even by the database’s owner', async () => {
      await store.create(aMatch('kept'));
      await recorded(store, 'kept', [told(adding('one', goal('home')))]);
      for (const sql of [
        `UPDATE match_events SET home = 7 WHERE match = 'kept'`,
        `DELETE FROM match_events WHERE match = 'kept'`,
        `TRUNCATE match_events CASCADE`,
      ]) {
        await expect(house.database.query(sql)).rejects.toThrow(/not changed/);
      }
      expect((await store.events('kept', { after: 0, limit: 10 }))[0]?.score).toEqual({ home: 1, away: 0 });
    });

    test('[MA3] the same thing told twice is recorded once, and another content is a correction', async () => {
      await store.create(aMatch('twice'));
      await recorded(store, 'twice', [told(adding('one', goal('home'))), told(adding('one', goal('home')))]);
      const { outcomes, state } = await recorded(store, 'twice', [told(adding('one', goal('away')))]);
      expect(outcomes).toEqual([{ seq: 2, fact: idOfName('one'), revision: 1, op: 'revise', isNew: true }]);
      expect(state.score).toMatchObject({ home: 0, away: 1 });
      const [, second] = await store.events('twice', { after: 0, limit: 10 });
      expect(second).toMatchObject({ seq: 2, op: 'revise', corrects: 1, score: { home: 0, away: 1 } });
    });

    test('[MA4] the same key of the same person is the same telling, and for something else it is refused', async () => {
      await store.create(aMatch('keys'));
      const by = { person: 'p', key: 'k', hash: 'h' };
      const first = await recorded(store, 'keys', [told(adding('one', goal('home')), by)]);
      const again = await recorded(store, 'keys', [told(adding('one', goal('home')), by)]);
      expect(first.outcomes).toEqual([{ seq: 1, fact: idOfName('one'), revision: 0, op: 'add', isNew: true }]);
      expect(again.outcomes).toEqual([{ seq: 1, fact: idOfName('one'), revision: 0, op: 'add', isNew: false }]);
      expect(again.events).toEqual([]);
      const other = await store.record('keys', [told(adding('two', goal('home')), { ...by, hash: 'other' })]);
      expect(other).toMatchObject({ outcomes: [{ refused: 'matches.key-reused' }], events: [] });
    });

    test('[MA5] of a batch what a rule forbids is answered with why, and all else is recorded', async () => {
      await store.create(aMatch('mixed'));
      const outcome = await store.record('mixed', [
        told(adding('one', goal('home'))),
        told(adding('two', { type: 'goal' })),
        told(retracting('one')),
      ]);
      expect(outcome).toMatchObject({
        outcomes: [{ seq: 1 }, { refused: 'matches.bad-event' }, { seq: 2, op: 'retract' }],
        state: { seq: 2, score: { home: 0 } },
      });
      expect(await store.record('nowhere', [])).toMatchObject({ refused: 'matches.unknown-match' });
    });

    test('[MA1] what fails in the middle leaves neither events nor a score', async () => {
      await store.create(aMatch('broken'));
      const tooLong = adding('one', { ...goal('home'), segment: 'H1' });
      await expect(
        store.record('broken', [told(adding('zero', goal('home'))), { telling: tooLong, recordedAt: Number.NaN }]),
      ).rejects.toThrow(/null value/);
      expect(await numbersOf('broken')).toEqual([]);
      expect((await store.find('broken'))?.state).toMatchObject({ seq: 0, score: { home: 0, away: 0 } });
    });

    test('[MA6] sides and players that are known by name stay the same ones', async () => {
      const home = { name: 'Cedars', short: 'CED', players: [{ name: 'A. Stone', number: 9 }] };
      await store.create(aMatch('first', { home, competition: 'Cup' }));
      const later = { name: 'Cedars', players: [{ name: 'B. Reed', number: 4 }, { name: 'A. Stone' }] };
      await store.create(aMatch('second', { home: later, competition: 'Cup' }));
      expect((await store.find('second'))?.match).toMatchObject({
        competition: 'Cup',
        home: {
          name: 'Cedars',
          short: 'CED',
          players: [
            { name: 'B. Reed', number: 4 },
            { name: 'A. Stone', number: 9 },
          ],
        },
        away: { name: 'Birches', short: 'BIR', players: [] },
      });
      expect(await store.create(aMatch('first'))).toMatchObject({ refused: 'matches.match-exists' });
    });
  });
}
