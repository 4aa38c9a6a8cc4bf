import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For how many days a channel keeps what was heard on it. Nothing: for ever where it is archived. */
export class Retention1763640000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE channels ADD keep_days integer CHECK (keep_days > 0)`);
    await runner.query(`DROP INDEX audio_playback_requests_to_clean`);
    // Each channel has its own time: what is old is looked for channel by channel.
    await runner.query(`CREATE INDEX audio_playback_requests_to_clean ON audio_playback_requests (channel, ended_at)
      WHERE has_sound_to_clean`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE audio_playback_requests SET has_sound_to_clean = false
      FROM channels WHERE channel = channels.id AND archived AND has_sound_to_clean`);
    await runner.query(`DROP INDEX audio_playback_requests_to_clean`);
    await runner.query(`CREATE INDEX audio_playback_requests_to_clean ON audio_playback_requests (ended_at)
      WHERE has_sound_to_clean`);
    await runner.query(`ALTER TABLE channels DROP keep_days`);
  }
}
