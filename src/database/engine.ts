import type { DataSourceOptions } from 'typeorm';

export type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

/** A database server, ours or another's, and how TypeORM reaches it. */
export interface Engine {
  readonly name: 'embedded' | 'postgres';
  /** For the everyday: many at once where the engine can, and nothing lasts long. */
  readonly everyday: PostgresOptions;
  /** For migrations: one session, and time enough for a large table. */
  readonly unhurried: PostgresOptions;
  close(): Promise<void>;
}
