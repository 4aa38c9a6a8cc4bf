import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Several lines about one event, who wrote and who speaks them, and how a channel’s commentary is to work. */
export class Commentary1763640000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of BACK) await runner.query(statement);
  }
}

const COLUMNS = ['line', 'voice', 'writer', 'about', 'say', 'lag_ms'];

// `line` is 0 for what is said of the event itself. `say` is what the channel is asked for: a line that was written and not
// asked for yet is asked for in the same words by whoever comes next.
const STATEMENTS = [
  `ALTER TABLE commentary_lines
    ADD COLUMN line integer NOT NULL DEFAULT 0 CHECK (line >= 0),
    ADD COLUMN voice text NOT NULL DEFAULT 'play' CHECK (voice IN ('play', 'colour')),
    ADD COLUMN writer text,
    ADD COLUMN about integer[] NOT NULL DEFAULT '{}',
    ADD COLUMN say jsonb,
    ADD COLUMN lag_ms integer`,
  `ALTER TABLE commentary_lines DROP CONSTRAINT commentary_lines_pkey`,
  `ALTER TABLE commentary_lines ADD PRIMARY KEY (match, event, channel, line)`,
  `CREATE INDEX commentary_lines_channel ON commentary_lines (channel, event)`,
];

const BACK = [
  `DROP INDEX commentary_lines_channel`,
  `DELETE FROM commentary_lines WHERE line > 0`,
  `ALTER TABLE commentary_lines DROP CONSTRAINT commentary_lines_pkey`,
  `ALTER TABLE commentary_lines ADD PRIMARY KEY (match, event, channel)`,
  `ALTER TABLE commentary_lines ${COLUMNS.map((column) => `DROP COLUMN ${column}`).join(', ')}`,
];
