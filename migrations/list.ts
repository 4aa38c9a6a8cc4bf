import type { MigrationInterface } from 'typeorm';

/** Every change of the schema, in the order they are run. */
export const MIGRATIONS: (new () => MigrationInterface)[] = [];
