import type { MigrationInterface } from 'typeorm';
import { SpeechBudget1763640000002 } from './0002-speech-budget.js';

/** Every change of the schema, in the order they are run. */
export const MIGRATIONS: (new () => MigrationInterface)[] = [SpeechBudget1763640000002];
