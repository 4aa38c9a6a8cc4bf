import type { MigrationInterface } from 'typeorm';
import { People1763640000001 } from './0001-people.js';

/** Every change of the schema, in the order they are run. */
export const MIGRATIONS: (new () => MigrationInterface)[] = [People1763640000001];
