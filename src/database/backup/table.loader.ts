import type { QueryRunner } from 'typeorm';
import { assert } from '../../kernel/assert.js';
import type { Row } from './backup-format.js';
import { naming, rowsOf, tablesIn, type Table } from './schema.js';

/** Per statement, besides PostgreSQL's own limit of 65,535 parameters. */
const PARAMETERS_MAX = 10_000;
const CHARACTERS_MAX = 1_048_576;

interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/**
 * Fills tables in any order. Foreign keys stand back meanwhile and are checked as a whole when they return; triggers have
 * done their work before the backup was made. All inside the caller's transaction.
 */
export class TableLoader {
  private target: Table | undefined;
  private waiting: Row[] = [];
  private characters = 0;

  private constructor(
    private readonly runner: QueryRunner,
    private readonly tables: readonly Table[],
    private readonly foreignKeys: readonly ForeignKey[],
  ) {}

  static async begin(runner: QueryRunner): Promise<TableLoader> {
    const tables = await tablesIn(runner);
    const foreignKeys = await rowsOf<ForeignKey>(
      runner,
      `SELECT t.relname AS table, c.conname AS name, pg_get_constraintdef(c.oid) AS definition
         FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
        WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace`,
    );
    for (const { table, name } of foreignKeys) {
      await runner.query(naming('ALTER TABLE %I DROP CONSTRAINT %I', table, name));
    }
    for (const { name } of tables) await runner.query(naming('ALTER TABLE %I DISABLE TRIGGER USER', name));
    return new TableLoader(runner, tables, foreignKeys);
  }

  async table(table: Table): Promise<void> {
    await this.flush();
    this.target = table;
  }

  async row(row: Row): Promise<void> {
    this.waiting.push(row);
    this.characters += row.reduce((sum, value) => sum + (value?.length ?? 0), 0);
    const parameters = (this.waiting.length + 1) * row.length;
    if (parameters > PARAMETERS_MAX || this.characters > CHARACTERS_MAX) await this.flush();
  }

  async flush(): Promise<void> {
    const rows = this.waiting;
    if (rows.length === 0) return;
    this.waiting = [];
    this.characters = 0;
    assert(this.target, 'BK1 a row belongs to a table');
    const { name, columns } = this.target;
    const places = rows.map(
      (_, at) => `(${columns.map((__, column) => `$${at * columns.length + column + 1}`).join()})`,
    );
    const into = naming(`INSERT INTO %I (${columns.map(() => '%I').join()})`, name, ...columns);
    // Values go as text and are read by each column's own type, as they were written.
    const values = ` OVERRIDING SYSTEM VALUE VALUES ${places.join()}`;
    await this.runner.query(into.concat(values), rows.flat());
  }

  async end(): Promise<void> {
    await this.flush();
    for (const { name } of this.tables) await this.runner.query(naming('ALTER TABLE %I ENABLE TRIGGER USER', name));
    for (const { table, name, definition } of this.foreignKeys) {
      await this.runner.query(naming('ALTER TABLE %I ADD CONSTRAINT %I ', table, name).concat(definition));
    }
  }
}
