import type { MigrationInterface, QueryRunner } from 'typeorm';

export class People1763640000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE invitations (
        id uuid PRIMARY KEY,
        hash text NOT NULL UNIQUE,
        role text NOT NULL CHECK (role IN ('listener', 'host', 'admin')),
        channels jsonb NOT NULL,
        uses integer NOT NULL CHECK (uses >= 1),
        uses_left integer NOT NULL CHECK (uses_left BETWEEN 0 AND uses),
        made_by text NOT NULL CHECK (made_by IN ('person', 'command', 'first start')),
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        withdrawn_at timestamptz
      )`);
    await runner.query(`CREATE INDEX invitations_expires_at ON invitations (expires_at)`);
    await runner.query(`
      CREATE TABLE sessions (
        id uuid PRIMARY KEY,
        person uuid NOT NULL,
        role text NOT NULL CHECK (role IN ('listener', 'host', 'admin')),
        channels jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        refreshed_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        signed_out_at timestamptz
      )`);
    await runner.query(`CREATE INDEX sessions_expires_at ON sessions (expires_at)`);
    // Asked every second, for the few that are in it.
    await runner.query(
      `CREATE INDEX sessions_signed_out_at ON sessions (signed_out_at) WHERE signed_out_at IS NOT NULL`,
    );
    await runner.query(`
      CREATE TABLE refresh_tokens (
        hash text PRIMARY KEY,
        session uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
        shown_at timestamptz,
        times integer NOT NULL DEFAULT 0
      )`);
    await runner.query(`CREATE INDEX refresh_tokens_session ON refresh_tokens (session)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE refresh_tokens`);
    await runner.query(`DROP TABLE sessions`);
    await runner.query(`DROP TABLE invitations`);
  }
}
