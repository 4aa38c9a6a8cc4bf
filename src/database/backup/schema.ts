import type { QueryRunner } from 'typeorm';
import type { Row, SequenceLine } from './backup-format.js';

export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

const ROWS_AT_ONCE = 500;
const FETCH = `FETCH ${ROWS_AT_ONCE} FROM backup_rows`;

/** Every value as text, and every text the same on every server: what dates and bytes look like is a setting of the session. */
const ALIKE: readonly (readonly [string, string])[] = [
  ['TimeZone', 'UTC'],
  ['DateStyle', 'ISO, YMD'],
  ['IntervalStyle', 'postgres'],
  ['bytea_output', 'hex'],
  ['extra_float_digits', '1'],
];

export async function writeValuesAlike(runner: QueryRunner): Promise<void> {
  for (const setting of ALIKE) await runner.query('SELECT set_config($1, $2, true)', [...setting]);
}

/** What TypeORM keeps of the migrations that were run. It says what the rows belong to and is none of them. */
export async function migrationsIn(runner: QueryRunner): Promise<string[]> {
  const [found] = await rowsOf<{ there: boolean }>(runner, `SELECT to_regclass('migrations') IS NOT NULL AS there`);
  if (found?.there !== true) return [];
  const rows = await rowsOf<{ name: string }>(runner, 'SELECT name FROM migrations ORDER BY id');
  return rows.map(({ name }) => name);
}

/** Our tables with the columns that hold something of their own: generated ones follow from the others. */
export function tablesIn(runner: QueryRunner): Promise<Table[]> {
  return rowsOf<Table>(
    runner,
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> 'migrations'
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      GROUP BY c.relname ORDER BY c.relname`,
  );
}

/** All rows of a table, a bounded number at once. Inside a transaction. */
export async function* rowsIn(runner: QueryRunner, { name, columns }: Table): AsyncGenerator<Row> {
  const values = columns.map(() => '%I::text').join();
  const select = naming(`SELECT ${values} FROM %I`, ...columns, name);
  await runner.query('DECLARE backup_rows NO SCROLL CURSOR FOR '.concat(select));
  try {
    for (;;) {
      const rows = await rowsOf<Record<string, string | null>>(runner, FETCH);
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
        AND c.relname <> 'migrations_id_seq' ORDER BY c.relname`,
  );
  const sequences: SequenceLine[] = [];
  for (const { name } of names) {
    const [at] = await rowsOf<{ value: string; called: boolean }>(
      runner,
      naming('SELECT last_value::text AS value, is_called AS called FROM %I', name),
    );
    if (at) sequences.push({ kind: 'sequence', name, ...at });
  }
  return sequences;
}

export async function rowsOf<T>(runner: QueryRunner, sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
  return (await runner.query(sql, [...parameters])) as T[];
}

/** A statement with names in it, as PostgreSQL's format() makes them: each `%I` is the next name, quoted whatever it holds. */
export function naming(statement: string, ...names: readonly string[]): string {
  const left = [...names];
  return statement.replaceAll('%I', () => quoted(left.shift() ?? ''));
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
