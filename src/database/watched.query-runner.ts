import { assert } from '../kernel/assert.js';
import type { ReplicationMode } from 'typeorm/driver/types/ReplicationMode.js';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner.js';
import { asFault } from './database.fault.js';

/** Told of every statement, whoever makes it: a transaction, a repository, a query. */
export interface Gate {
  /** Throws where nobody may take a connection now. */
  enter(): void;
  /** Throws where nothing can be written now. */
  write(): void;
  answered(): void;
  failed(error: unknown): void;
}

const READS = /^\s*(SELECT|COMMIT|ROLLBACK)\b/i;

/** The one place through which every statement passes. */
export class WatchedQueryRunner extends PostgresQueryRunner {
  constructor(
    driver: PostgresDriver,
    mode: ReplicationMode,
    private readonly gate: Gate,
  ) {
    super(driver, mode);
  }

  // What a driver's connection is has no type in TypeORM either.
  override async connect(): Promise<unknown> {
    if (this.databaseConnectionPromise === undefined) this.gate.enter();
    return super.connect();
  }

  override async query(sql: string, parameters?: unknown[], structured?: boolean): Promise<unknown> {
    assert(parameters === undefined || Array.isArray(parameters), 'DB6 parameters are a list');
    if (!READS.test(sql)) this.gate.write();
    try {
      const answer: unknown = await super.query(sql, parameters, structured);
      this.gate.answered();
      return answer;
    } catch (error) {
      this.gate.failed(error);
      throw asFault(error);
    }
  }
}
