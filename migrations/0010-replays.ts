import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A request may be what was heard before, again: how much of it is left is known when the last piece is made, and each chunk
 * has the language it was said in.
 */
export class Replays1763640000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE audio_chunks ADD language text`);
    await runner.query(`ALTER TABLE audio_playback_requests ADD replay jsonb,
      DROP CONSTRAINT audio_playback_requests_pieces,
      ADD CONSTRAINT audio_playback_requests_pieces CHECK ((pieces IS NULL) = (making = 'waiting')
        OR pieces IS NULL AND (mode = 'write' OR replay IS NOT NULL) AND making IN ('running', 'failed'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE audio_playback_requests SET pieces = 0
      WHERE pieces IS NULL AND making <> 'waiting' AND mode <> 'write'`);
    await runner.query(`ALTER TABLE audio_playback_requests DROP CONSTRAINT audio_playback_requests_pieces,
      ADD CONSTRAINT audio_playback_requests_pieces CHECK ((pieces IS NULL) = (making = 'waiting')
        OR pieces IS NULL AND mode = 'write' AND making IN ('running', 'failed')),
      DROP replay`);
    await runner.query(`ALTER TABLE audio_chunks DROP language`);
  }
}
