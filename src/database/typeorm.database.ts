import { AsyncLocalStorage } from 'node:async_hooks';
import {
  QueryRunnerAlreadyReleasedError,
  QueryRunnerProviderAlreadyReleasedError,
  type DataSource,
  type EntityManager,
} from 'typeorm';
import { assert } from '../kernel/assert.js';
import { unavailable } from './database.fault.js';
import { Database } from './database.port.js';

/** Both engines speak through TypeORM; what differs is in the data source. */
export class TypeOrmDatabase extends Database {
  // The embedded database has one session, so a second question from inside a transaction would wait for itself. It is
  // our mistake on PostgreSQL too, where it would only be slow and not atomic.
  private readonly inside = new AsyncLocalStorage<{ open: boolean }>();

  constructor(private readonly source: DataSource) {
    super();
  }

  get manager(): EntityManager {
    this.assertOutside();
    return this.source.manager;
  }

  async query<Row = unknown>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    this.assertOutside();
    return rowsIn<Row>(await this.source.query(sql, [...parameters]));
  }

  async transaction<T>(run: (tx: EntityManager) => Promise<T>): Promise<T> {
    this.assertOutside();
    const scope = { open: true };
    try {
      return await this.inside.run(scope, () => this.source.transaction(run));
    } catch (error) {
      throw lostItsConnection(error) ? unavailable(error) : error;
    } finally {
      scope.open = false;
    }
  }

  private assertOutside(): void {
    assert(this.inside.getStore()?.open !== true, 'DB4 inside a transaction everything uses `tx`');
  }
}

// TypeORM releases a transaction under its owner's feet when its connection breaks between two statements.
function lostItsConnection(error: unknown): boolean {
  return error instanceof QueryRunnerAlreadyReleasedError || error instanceof QueryRunnerProviderAlreadyReleasedError;
}

// TypeORM answers an UPDATE or DELETE with [rows, count].
function rowsIn<Row>(answer: unknown): Row[] {
  const [rows, count] = answer as [unknown, unknown];
  return (Array.isArray(rows) && typeof count === 'number' ? rows : answer) as Row[];
}
