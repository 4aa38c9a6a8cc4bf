import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A request may be a note, of which commentary is written: how many pieces it has is known when the last is made. */
export class Notes1763640000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DROP_CHECK);
    await runner.query(`ALTER TABLE audio_playback_requests
      ADD mode text NOT NULL DEFAULT 'say' CHECK (mode IN ('say', 'write')),
      ADD CONSTRAINT audio_playback_requests_pieces CHECK ((pieces IS NULL) = (making = 'waiting')
        OR pieces IS NULL AND mode = 'write' AND making IN ('running', 'failed'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DROP_CHECK);
    await runner.query(`UPDATE audio_playback_requests SET pieces = 0 WHERE pieces IS NULL AND making <> 'waiting'`);
    await runner.query(`ALTER TABLE audio_playback_requests DROP mode,
      ADD CONSTRAINT audio_playback_requests_pieces CHECK ((pieces IS NULL) = (making = 'waiting'))`);
  }
}

// The database named the first one itself.
const DROP_CHECK = `DO $$
  DECLARE name text;
  BEGIN
    SELECT conname INTO STRICT name FROM pg_constraint WHERE conrelid = 'audio_playback_requests'::regclass
      AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%pieces IS NULL%';
    EXECUTE format('ALTER TABLE audio_playback_requests DROP CONSTRAINT %I', name);
  END $$`;
