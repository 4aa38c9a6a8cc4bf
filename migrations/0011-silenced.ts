import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What hosts withdrew after it was heard: when, who, and why. */
export class Silenced1763640000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE audio_playback_requests DROP silenced_at, DROP silenced_by, DROP silenced_why`);
  }
}

const STATEMENTS = [
  `ALTER TABLE audio_playback_requests
    ADD silenced_at timestamptz,
    ADD silenced_by text CHECK ((silenced_by IS NULL) = (silenced_at IS NULL)),
    ADD silenced_why text CHECK ((silenced_why IS NULL) = (silenced_at IS NULL))`,
  `CREATE INDEX audio_playback_requests_silenced_at ON audio_playback_requests (silenced_at)
    WHERE silenced_at IS NOT NULL`,
];
