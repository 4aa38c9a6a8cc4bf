import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { MIGRATIONS } from '../../migrations/list.js';
import { migrate, undoLast } from '../../src/database/migrate.js';
import type { MadeEngine, TestEngine } from '../support/database.js';

class Lamps1763600000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE lamp (id int PRIMARY KEY)');
    // Long enough for another process to try at the same time, and for everyday statements to be cut.
    await runner.query('SELECT pg_sleep(0.3)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE lamp');
  }
}

class Colours1763600000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE lamp ADD colour text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE lamp DROP colour');
  }
}

class Broken1763600000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE half (id int)');
    await runner.query('CREATE TABLE half (id int)');
  }

  async down(): Promise<void> {
    throw new Error('There is nothing to take back.');
  }
}

class Severed1763600000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('SELECT pg_terminate_backend(pg_backend_pid())');
  }

  async down(): Promise<void> {
    throw new Error('There is nothing to take back.');
  }
}

const TWO = [Lamps1763600000001, Colours1763600000002];

/** What every engine keeps when its schema changes. */
export function migrationsContract(testEngine: TestEngine): void {
  describe(`migrations: ${testEngine.name}`, () => {
    let made: MadeEngine;

    beforeEach(async () => {
      made = await testEngine.make();
    });

    afterEach(async () => {
      await made.engine.close();
      await made.remove();
    });

    async function columns(): Promise<string[]> {
      const rows = await ask(
        `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name <> 'migrations' ORDER BY name`,
      );
      return rows.map(({ name }) => name);
    }

    async function ask(sql: string): Promise<{ name: string }[]> {
      const source = await new DataSource(made.engine.unhurried).initialize();
      const rows = await source.query<{ name: string }[]>(sql);
      await source.destroy();
      return rows;
    }

    test('[DB10] changes go up, down one by one, and up again', async () => {
      expect(await migrate(made.engine, TWO)).toEqual({ done: ['Lamps1763600000001', 'Colours1763600000002'] });
      expect(await migrate(made.engine, TWO)).toEqual({ done: [] });
      expect(await columns()).toEqual(['lamp.colour', 'lamp.id']);
      expect(await undoLast(made.engine, TWO)).toEqual({ done: ['Colours1763600000002'] });
      expect(await columns()).toEqual(['lamp.id']);
      expect(await undoLast(made.engine, TWO)).toEqual({ done: ['Lamps1763600000001'] });
      expect(await undoLast(made.engine, TWO)).toEqual({ done: [] });
      expect(await columns()).toEqual([]);
      expect(await migrate(made.engine, TWO)).toEqual({ done: ['Lamps1763600000001', 'Colours1763600000002'] });
    });

    test('[DB10] our own schema goes up, all the way down, and up to the same again', async () => {
      const { done } = await migrate(made.engine);
      expect(done).toHaveLength(MIGRATIONS.length);
      const before = await columns();
      for (const _ of MIGRATIONS) await undoLast(made.engine);
      expect(await columns()).toEqual([]);
      await migrate(made.engine);
      expect(await columns()).toEqual(before);
    });

    test('[DB10] a change that fails leaves nothing of itself, and the one before stays', async () => {
      await expect(migrate(made.engine, [Lamps1763600000001, Broken1763600000003])).rejects.toThrow('already exists');
      expect(await columns()).toEqual(['lamp.id']);
    });
  });
}

/** Two processes that start at once: only a server can have them. */
export function migrationLockContract(makeTwo: () => Promise<readonly [MadeEngine, MadeEngine]>): void {
  test('[DB10] of two that start at once one changes the schema and the other waits for it', async () => {
    const [one, other] = await makeTwo();
    const done = await Promise.all([migrate(one.engine, TWO), migrate(other.engine, TWO)]);
    expect(done.flatMap((result) => result.done)).toEqual(['Lamps1763600000001', 'Colours1763600000002']);
    await one.remove();
  });

  test('[DB10] a connection that is lost in the middle is told as that, and holds nobody up', async () => {
    const [one, other] = await makeTwo();
    await expect(migrate(one.engine, [Severed1763600000004])).rejects.toMatchObject({
      code: 'database.unavailable',
      cause: { driverError: { code: '57P01' } },
    });
    await expect(migrate(other.engine, TWO)).resolves.toMatchObject({ done: { length: 2 } });
    await one.remove();
  });

  test('[DB10] a change may take longer than an everyday statement', async () => {
    const [one] = await makeTwo();
    await expect(migrate(one.engine, TWO)).resolves.toEqual({ done: ['Lamps1763600000001', 'Colours1763600000002'] });
    await one.remove();
  });
}
