import { EventEmitter, once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import type { Database } from '../../src/database/database.port.js';

export interface DatabaseUnderTest {
  readonly database: Database;
  close(): Promise<void>;
}

/** What every database keeps, whichever engine it is. */
export function databaseContract(name: string, open: () => Promise<DatabaseUnderTest>): void {
  describe(`database: ${name}`, () => {
    let opened: DatabaseUnderTest;
    let database: Database;

    beforeAll(async () => {
      opened = await open();
      database = opened.database;
      await database.query('CREATE TABLE counter (name text PRIMARY KEY, value int NOT NULL CHECK (value >= 0))');
    });

    afterAll(async () => {
      await opened.close();
    });

    async function counter(counterName: string, value: number): Promise<void> {
      await database.query('INSERT INTO counter VALUES ($1, $2)', [counterName, value]);
    }

    async function valueOf(counterName: string): Promise<number | undefined> {
      const rows = await database.query<{ value: number }>('SELECT value FROM counter WHERE name = $1', [counterName]);
      return rows[0]?.value;
    }

    test('[DB1] what a transaction resolved is there, with its answer', async () => {
      const answer = await database.transaction(async (tx) => {
        await tx.query('INSERT INTO counter VALUES ($1, $2)', ['kept', 7]);
        return 'done';
      });
      expect(answer).toBe('done');
      expect(await valueOf('kept')).toBe(7);
    });

    test('[DB1] what a transaction rejected left nothing', async () => {
      const failed = database.transaction(async (tx) => {
        await tx.query('INSERT INTO counter VALUES ($1, $2)', ['lost', 7]);
        throw new Error('changed my mind');
      });
      await expect(failed).rejects.toThrow('changed my mind');
      expect(await valueOf('lost')).toBeUndefined();
    });

    test('[DB2] of two transactions at once, one rolled back, the other’s row is right', async () => {
      await counter('shared', 0);
      const first = database.transaction(async (tx) => {
        await tx.query('UPDATE counter SET value = value + 100 WHERE name = $1', ['shared']);
        await tx.query('SELECT 1');
        throw new Error('rolled back');
      });
      const second = database.transaction(async (tx) => {
        await tx.query('SELECT 1');
        await tx.query('UPDATE counter SET value = value + 1 WHERE name = $1', ['shared']);
      });
      await expect(first).rejects.toThrow('rolled back');
      await second;
      expect(await valueOf('shared')).toBe(1);
    });

    test('[DB2] fifty at once, every other rolled back, count twenty-five', async () => {
      await counter('many', 0);
      const all = await Promise.allSettled(
        Array.from({ length: 50 }, (_, at) =>
          database.transaction(async (tx) => {
            await tx.query('UPDATE counter SET value = value + 1 WHERE name = $1', ['many']);
            if (at % 2 === 1) throw new Error('odd');
          }),
        ),
      );
      expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(25);
      expect(await valueOf('many')).toBe(25);
    });

    test('[DB3] a broken constraint stays a failed query, and its transaction leaves nothing', async () => {
      const failed = database.transaction(async (tx) => {
        await tx.query('INSERT INTO counter VALUES ($1, $2)', ['positive', 1]);
        await tx.query('UPDATE counter SET value = $2 WHERE name = $1', ['positive', -1]);
      });
      const error = await failed.catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(QueryFailedError);
      expect((error as QueryFailedError & { code: string }).code).toBe('23514');
      expect(await valueOf('positive')).toBeUndefined();
    });

    test('[DB3] what the caller throws, even of the network, comes back as it is', async () => {
      const own = Object.assign(new Error('the voice is away'), { code: 'ECONNREFUSED' });
      await expect(database.transaction(() => Promise.reject(own))).rejects.toBe(own);
    });

    test('[DB16] more than can wait are told so at once, and those that wait are served', async () => {
      const all = await Promise.allSettled(Array.from({ length: 620 }, () => database.query('SELECT 1 AS one')));
      const refused = all.filter((outcome) => outcome.status === 'rejected');
      expect(refused.length).toBeGreaterThanOrEqual(100);
      expect(refused.length).toBeLessThanOrEqual(120);
      for (const { reason } of refused) expect(reason).toMatchObject({ code: 'database.unavailable', retryable: true });
      expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });

    test.each([
      ['query', () => database.query('SELECT 1')],
      ['transaction', () => database.transaction(() => Promise.resolve())],
      ['manager', () => database.manager.query('SELECT 1')],
    ])('[DB4] inside a transaction, %s of the database is refused at once and rolls back', async (_name, misuse) => {
      const failed = database.transaction(async (tx) => {
        await tx.query('INSERT INTO counter VALUES ($1, $2)', ['misused', 1]);
        await misuse();
      });
      await expect(failed).rejects.toThrow('DB4');
      expect(await valueOf('misused')).toBeUndefined();
    });

    test('[DB4] what a transaction started may use the database once it has ended', async () => {
      const ended = new EventEmitter();
      const later = await database.transaction(() => {
        const question = once(ended, 'end').then(() => database.query('SELECT 1 AS one'));
        return Promise.resolve({ question });
      });
      ended.emit('end');
      expect(await later.question).toEqual([{ one: 1 }]);
    });

    test('[DB5] values come back in the same types from every engine', async () => {
      const [row] = await database.query(
        `SELECT 9007199254740993::int8 AS big, 2::int4 AS small, 1.5::float8 AS real, true AS yes, NULL AS nothing,
                '2026-11-20T12:00:00.250Z'::timestamptz AS moment, '{"a":[1,"ü"]}'::jsonb AS thing,
                'ab'::bytea AS bytes, ARRAY['x','y'] AS list, $1::text AS words`,
        ['नमस्ते'],
      );
      expect(row).toEqual({
        big: '9007199254740993',
        small: 2,
        real: 1.5,
        yes: true,
        nothing: null,
        moment: new Date(Date.UTC(2026, 10, 20, 12, 0, 0, 250)),
        thing: { a: [1, 'ü'] },
        bytes: Buffer.from('ab'),
        list: ['x', 'y'],
        words: 'नमस्ते',
      });
    });

    test('[DB5] an update and a deletion answer with the rows they return', async () => {
      await counter('answered', 1);
      const update = 'UPDATE counter SET value = 2 WHERE name = $1 RETURNING value';
      expect(await database.query(update, ['answered'])).toEqual([{ value: 2 }]);
      expect(await database.query('DELETE FROM counter WHERE name = $1', ['answered'])).toEqual([]);
    });

    test('[DB6] a value is never part of the statement', async () => {
      const hostile = `'; DROP TABLE counter; --`;
      await counter(hostile, 3);
      expect(await valueOf(hostile)).toBe(3);
    });
  });
}
