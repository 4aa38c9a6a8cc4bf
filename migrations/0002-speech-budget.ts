import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many characters paid voices were given, one row a day. */
export class SpeechBudget1763640000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE speech_budget (
        day date PRIMARY KEY,
        characters integer NOT NULL CHECK (characters >= 0)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE speech_budget');
  }
}
