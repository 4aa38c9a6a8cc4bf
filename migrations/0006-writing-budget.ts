import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many tokens paid writers used, one row a day. */
export class WritingBudget1763640000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE writing_budget (
        day date PRIMARY KEY,
        tokens bigint NOT NULL CHECK (tokens >= 0)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE writing_budget');
  }
}
