import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import type { Engine } from '../../src/database/engine.js';

/** A schema with all that makes a restore hard: every type we use, tables that point at each other and at themselves. */
export class OddTables1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TYPE mood AS ENUM ('calm', 'excited')`);
    await runner.query(`
      CREATE TABLE odd_values (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        words text, many text[], number bigint, exact numeric, share double precision, yes boolean,
        at timestamptz, day date, lasting interval, tree jsonb, raw bytea, one uuid, mood mood, numbers integer[],
        half bigint GENERATED ALWAYS AS (number / 2) STORED
      )`);
    await runner.query(`CREATE TABLE "Odd ""name""" (serial bigserial PRIMARY KEY, "Column; --" text)`);
    await runner.query(
      `CREATE TABLE parents (id integer PRIMARY KEY, favourite integer, elder integer REFERENCES parents)`,
    );
    await runner.query(
      `CREATE TABLE children (id integer PRIMARY KEY, parent integer NOT NULL REFERENCES parents ON DELETE CASCADE)`,
    );
    await runner.query(`ALTER TABLE parents ADD CONSTRAINT favourite FOREIGN KEY (favourite) REFERENCES children`);
    await runner.query(`CREATE TABLE empty_one (nothing text)`);
    await runner.query(`
      CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN NEW."Column; --" := upper(NEW."Column; --"); RETURN NEW; END $$`);
    await runner.query(`CREATE TRIGGER shouting BEFORE INSERT ON "Odd ""name""" FOR EACH ROW EXECUTE FUNCTION shout()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE odd_values, "Odd ""name""", parents, children, empty_one CASCADE`);
    await runner.query(`DROP FUNCTION shout`);
    await runner.query(`DROP TYPE mood`);
  }
}

export class OddLater1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE empty_one ADD COLUMN later integer DEFAULT 7`);
    await runner.query(`ALTER TABLE children ADD COLUMN later integer NOT NULL DEFAULT 7`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE empty_one DROP COLUMN later`);
    await runner.query(`ALTER TABLE children DROP COLUMN later`);
  }
}

export const ODD_TABLES = ['odd_values', '"Odd ""name"""', 'parents', 'children', 'empty_one'];

const ODD_TEXTS = [
  '',
  ' ',
  'NULL',
  '\\N',
  '\\x00',
  `it's "quoted" \\ back`,
  'line\nend\r\ttab\u0001',
  '{"a":1}',
  '{a,NULL,"b"}',
  '👩‍👩‍👧‍👦 e\u0301 ﷽ \u202eright to left \uFEFF \u2028',
  '\uD83D\uDE00\u{10FFFF}',
  'x'.repeat(200_000),
];

export type Asked = Pick<DataSource, 'query'>;

/** A session of its own, closed again: the embedded database has no second one for whoever comes next. */
export async function asking<T>(engine: Engine, run: (database: Asked) => Promise<T>): Promise<T> {
  const source = await new DataSource({ ...engine.unhurried }).initialize();
  try {
    return await run(source);
  } finally {
    await source.destroy();
  }
}

/** Two thousand rows, so that reading and writing go in several steps, and the odd ones among them. */
export async function fillOddTables(database: Asked): Promise<void> {
  for (const words of ODD_TEXTS) {
    await database.query(
      `INSERT INTO odd_values (words, many, number, exact, share, yes, at, day, lasting, tree, raw, one, mood, numbers)
       VALUES ($1, ARRAY[$1, NULL, ''], 9223372036854775807, 0.1000000000000000000000001, 0.1::float8 + 0.2::float8, true,
               '2026-03-29 01:59:59.999999+00', '0044-03-15 BC', '1 year -2 mons 3 days 04:05:06.789',
               jsonb_build_object('words', $1::text, 'none', null, 'big', 12345678901234567890), $2,
               '01890a5d-ac96-774b-bcce-b302099a8057', 'excited', '{{1,2},{3,NULL}}')`,
      [words, Buffer.from([0, 255, 92, 39, 10])],
    );
  }
  await database.query(`INSERT INTO odd_values (number) SELECT -n FROM generate_series(1, 2000) n`);
  await database.query(
    `INSERT INTO odd_values (share, at, tree) VALUES ('NaN', 'infinity', 'null'), ('-Infinity', '-infinity', '[]')`,
  );
  await database.query(`INSERT INTO "Odd ""name""" ("Column; --") VALUES ('was loud'), (NULL)`);
  await database.query(`UPDATE "Odd ""name""" SET "Column; --" = 'quiet' WHERE "Column; --" IS NOT NULL`);
  await database.query(`INSERT INTO parents VALUES (1, NULL, NULL), (2, NULL, 1), (3, NULL, 3)`);
  await database.query(`UPDATE parents SET elder = 2 WHERE id = 1`);
  await database.query(`INSERT INTO children VALUES (10, 1), (11, 2)`);
  await database.query(`UPDATE parents SET favourite = 11 WHERE id = 1`);
  await database.query(`SELECT nextval('"Odd ""name""_serial_seq"')`);
}

/** Every row of the tables in the server's own words: an independent reading of what the backup reads. */
export async function allRows(database: Asked): Promise<Record<string, readonly string[]>> {
  const rows: Record<string, readonly string[]> = {};
  for (const table of ODD_TABLES) {
    const found = await database.query<{ row: string }[]>(`SELECT to_json(t)::text AS row FROM ${table} t`);
    rows[table] = found.map(({ row }) => row).sort();
  }
  return rows;
}
