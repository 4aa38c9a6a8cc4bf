import { beforeEach, describe, expect, test } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { Database } from '../../src/database/database.port.js';
import type { ChannelState } from '../../src/radio/model/state.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { SqlChannelStore } from '../../src/radio/sql.channel-store.js';
import { claimed, process, type SqlHouse } from '../support/channel-stores.js';
import { channel, everyRequest, inStatus, NOON, requestId, step } from '../support/kept-channel.js';

/** Counts what is asked, may take its time, and may lose the answer to a commit. */
class WatchedDatabase extends Database {
  statements: string[] = [];
  losesAnswers = false;
  takesMs = 0;

  constructor(
    private readonly inner: Database,
    private readonly clock: VirtualClock,
  ) {
    super();
  }

  get manager(): EntityManager {
    return this.inner.manager;
  }

  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> {
    this.statements.push(sql);
    return this.inner.query<Row>(sql, parameters);
  }

  async transaction<T>(run: (tx: EntityManager) => Promise<T>): Promise<T> {
    const done = await this.inner.transaction((tx) => {
      const query = async (sql: string, parameters?: unknown[]): Promise<unknown> => {
        this.statements.push(sql);
        await this.clock.advance(this.takesMs);
        return tx.query(sql, parameters);
      };
      return run(Object.create(tx, { query: { value: query } }) as EntityManager);
    });
    if (this.losesAnswers) throw new Error('the connection broke');
    return done;
  }
}

/** What only tables can keep. */
export function channelTablesContract(house: () => SqlHouse): void {
  describe('what tables keep by themselves', () => {
    let database: WatchedDatabase;
    let store: SqlChannelStore;
    let state: ChannelState;

    beforeEach(async () => {
      await house().empty();
      const clock = new VirtualClock(NOON);
      database = new WatchedDatabase(house().database, clock);
      store = new SqlChannelStore(database, process('a', clock));
      await store.create(channel('one'));
      ({ state } = claimed(await store.claim('one')));
      database.statements = [];
    });

    test('[RA42] the next request on air is four statements, nothing but a row is one', async () => {
      const before = { ...state, requests: everyRequest('1') };
      await store.commit(step(state, before, { term: 1, seq: 1 }));
      const requests = before.requests.map((one) => {
        if (one.place.at === 'air') return { ...one, place: { at: 'aside', since: NOON } as const };
        const next = { at: NOON + 9_600, frames: 200 };
        if (one.id === requestId('1', 8)) return { ...one, chunks: one.chunks.map((its) => ({ ...its, start: next })) };
        return one.id === requestId('1', 7) ? { ...one, place: { at: 'air', since: NOON } as const } : one;
      });
      database.statements = [];
      await store.commit(step(before, { ...before, requests }, { term: 1, seq: 2 }));
      expect(database.statements).toHaveLength(4);
      database.statements = [];
      await store.commit(step(before, { ...before, leadMs: 700 }, { term: 1, seq: 3 }));
      expect(database.statements).toHaveLength(1);
    });

    test('[RA42] a commit whose answer was lost is asked again and done once', async () => {
      const after = { ...state, requests: everyRequest('1') };
      const transition = step(state, after, { term: 1, seq: 1 });
      database.losesAnswers = true;
      await expect(store.commit(transition)).rejects.toThrow('the connection broke');
      database.losesAnswers = false;
      await store.commit(transition);
      expect(await store.rowsAfter('one', 0, 10)).toHaveLength(1);
    });

    test('[RA149] a commit that takes too long is given up whole, and may be decided afresh', async () => {
      const transition = step(state, { ...state, requests: everyRequest('1') }, { term: 1, seq: 1 });
      database.takesMs = 1_001;
      await expect(store.commit(transition)).rejects.toMatchObject({ code: 'database.unavailable', retryable: true });
      expect(database.statements.length).toBeGreaterThan(1);
      expect(await store.rowsAfter('one', 0, 10)).toEqual([]);
      database.takesMs = 600;
      await store.commit(transition);
      expect(await store.rowsAfter('one', 0, 10)).toHaveLength(1);
    });

    test('[RA45] a claim whose answer was lost can be made again by the same process', async () => {
      await store.create(channel('two'));
      database.losesAnswers = true;
      await expect(store.claim('two')).rejects.toThrow('the connection broke');
      database.losesAnswers = false;
      expect(await store.claimable()).toEqual(['two']);
      expect(claimed(await store.claim('two')).term).toBe(2);
    });

    test('[RA45] a sign of life is one statement, however many channels', async () => {
      for (const id of ['two', 'three', 'four']) {
        await store.create(channel(id));
        await store.claim(id);
      }
      database.statements = [];
      expect(await store.live()).toEqual([]);
      expect(database.statements).toHaveLength(1);
    });

    test('[RA44] a statement of anybody’s is refused as well', async () => {
      const requests = [inStatus(requestId('1', 1), 'playing'), inStatus(requestId('1', 2), 'completed')];
      await store.commit(step(state, { ...state, requests }, { term: 1, seq: 1 }));
      const set = (n: number, what: string): Promise<unknown[]> =>
        house().database.query(`UPDATE audio_playback_requests SET ${what} WHERE id = $1`, [requestId('1', n)]);
      await expect(set(1, `status = 'pending', place_since = NULL`)).rejects.toThrow(
        'was playing and cannot be pending',
      );
      await expect(set(2, `status = 'ready', ended_at = NULL, end_reason = NULL`)).rejects.toThrow('was completed');
      await expect(set(2, `end_reason = 'host'`)).rejects.toThrow('was completed and cannot be completed');
      const copy = `INSERT INTO audio_playback_requests SELECT (jsonb_populate_record(r, '{"id": "${requestId('1', 3)}"}')).*
        FROM audio_playback_requests AS r WHERE status = 'playing'`;
      await expect(house().database.query(copy)).rejects.toThrow('audio_playback_requests_on_air');
    });
  });
}
