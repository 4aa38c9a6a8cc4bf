import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the hosts of a channel want everybody to read. */
export class Notices1763640000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE channels ADD notice text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE channels DROP notice');
  }
}
