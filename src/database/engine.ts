import type { DataSourceOptions } from 'typeorm';

export type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

/** The same for every engine: TypeORM installs nothing, and is silent where it would write to the console by itself. */
export const QUIET = { type: 'postgres', installExtensions: false, logger: 'debug' } as const;

/** A database server, ours or another's, and how TypeORM reaches it. */
export interface Engine {
  readonly name: 'embedded' | 'postgres';
  /** For the everyday: many at once where the engine can, and nothing lasts long. */
  readonly everyday: PostgresOptions;
  /** For migrations: one session, and time enough for a large table. */
  readonly unhurried: PostgresOptions;
  /** Whether there is room on the disk to write, where that is for us to watch. */
  hasRoom(): boolean;
  close(): Promise<void>;
}
