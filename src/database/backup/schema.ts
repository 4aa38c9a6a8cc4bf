import type { QueryRunner } from 'typeorm';
import type { Row, SequenceLine } from './backup-format.js';

export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/** TypeORM keeps here which migrations were run. It says what the rows belong to and is none of them. */
const MIGRATIONS_TABLE = 'migrations';
const ROWS_AT_ONCE = 500;

/** Every value as text, and every text the same on every server: what dates and bytes look like is a setting of the session. */
export async function writeValuesAlike(runner: QueryRunner): Promise<void> {
  const settings = [
    `TimeZone = 'UTC'`,
    `DateStyle = 'ISO, YMD'`,
    `IntervalStyle = 'postgres'`,
    `bytea_output = 'hex'`,
    `extra_float_digits = 1`,
  ];
  for (const setting of settings) await runner.query(`SET LOCAL ${setting}`);
}

export async function migrationsIn(runner: QueryRunner): Promise<string[]> {
  const [found] = await rowsOf<{ there: boolean }>(
    runner,
    `SELECT to_regclass('${MIGRATIONS_TABLE}') IS NOT NULL there`,
  );
  if (found?.there !== true) return [];
  const rows = await rowsOf<{ name: string }>(runner, `SELECT name FROM ${MIGRATIONS_TABLE} ORDER BY id`);
  return rows.map(({ name }) => name);
}

/** Our tables with the columns that hold something of their own: generated ones follow from the others. */
export function tablesIn(runner: QueryRunner): Promise<Table[]> {
  return rowsOf<Table>(
    runner,
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> '${MIGRATIONS_TABLE}'
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      GROUP BY c.relname ORDER BY c.relname`,
  );
}

/** All rows of a table, a bounded number at once. Inside a transaction. */
export async function* rowsIn(runner: QueryRunner, { name, columns }: Table): AsyncGenerator<Row> {
  const values = columns.map((column) => `${quoted(column)}::text`).join(', ');
  await runner.query(`DECLARE backup_rows NO SCROLL CURSOR FOR SELECT ${values} FROM ${quoted(name)}`);
  try {
    for (;;) {
      const rows = await rowsOf<Record<string, string | null>>(runner, `FETCH ${ROWS_AT_ONCE} FROM backup_rows`);
      for (const row of rows) yield columns.map((column) => row[column] ?? null);
      if (rows.length < ROWS_AT_ONCE) return;
    }
  } finally {
    await runner.query('CLOSE backup_rows');
  }
}

export async function sequencesIn(runner: QueryRunner): Promise<SequenceLine[]> {
  const names = await rowsOf<{ name: string }>(
    runner,
    `SELECT c.relname AS name FROM pg_class c
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'S'
        AND c.relname <> '${MIGRATIONS_TABLE}_id_seq' ORDER BY c.relname`,
  );
  const sequences: SequenceLine[] = [];
  for (const { name } of names) {
    const [at] = await rowsOf<{ value: string; called: boolean }>(
      runner,
      `SELECT last_value::text AS value, is_called AS called FROM ${quoted(name)}`,
    );
    if (at) sequences.push({ kind: 'sequence', name, ...at });
  }
  return sequences;
}

export async function rowsOf<T>(runner: QueryRunner, sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
  return (await runner.query(sql, [...parameters])) as T[];
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
