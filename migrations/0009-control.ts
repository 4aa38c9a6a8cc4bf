import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a channel’s commentary airs by itself, waits for a host or is off, and who speaks its colour; lines that wait. */
export class Control1763640000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of BACK) await runner.query(statement);
  }
}

const STATES_WERE = `CHECK (state IN ('asked', 'ready', 'said', 'dropped'))`;

// `until` is when a draft is dropped that nobody has aired. `refused` holds why what was written before was not said.
const STATEMENTS = [
  `ALTER TABLE match_channels
    ADD COLUMN mode text NOT NULL DEFAULT 'auto' CHECK (mode IN ('auto', 'approve', 'off')),
    ADD COLUMN colour_voice text`,
  `ALTER TABLE commentary_lines
    ADD COLUMN until double precision,
    ADD COLUMN refused text[] NOT NULL DEFAULT '{}',
    DROP CONSTRAINT commentary_lines_state_check,
    ADD CONSTRAINT commentary_lines_state_check CHECK (state IN ('draft', 'asked', 'ready', 'said', 'dropped'))`,
];

const BACK = [
  `UPDATE commentary_lines SET state = 'dropped', reason = 'expired' WHERE state = 'draft'`,
  `ALTER TABLE commentary_lines DROP COLUMN until, DROP COLUMN refused,
    DROP CONSTRAINT commentary_lines_state_check, ADD CONSTRAINT commentary_lines_state_check ${STATES_WERE}`,
  `ALTER TABLE match_channels DROP COLUMN mode, DROP COLUMN colour_voice`,
];
