import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when nothing of a channel can be heard again: its sound is deleted, a little at a time. */
export class DeletedSound1763640000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE channels ADD sound_deleted_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE channels DROP sound_deleted_at`);
  }
}
