import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Matches, everything that happened in them, and what was said about it. Moments are server milliseconds. */
export class Matches1763640000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...WHO, ...MATCHES, ...EVENTS, ...PLAYS, ...SPOKEN]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE commentary_lines, match_channels, match_plays, match_events, matches, players, teams, competitions',
    );
    await runner.query('DROP FUNCTION keep_what_was_recorded');
  }
}

const WHO = [
  `CREATE TABLE competitions (
    id uuid PRIMARY KEY,
    sport text NOT NULL,
    name text NOT NULL,
    UNIQUE (sport, name)
  )`,
  `CREATE TABLE teams (
    id uuid PRIMARY KEY,
    sport text NOT NULL,
    name text NOT NULL,
    short text,
    UNIQUE (sport, name)
  )`,
  `CREATE TABLE players (
    id uuid PRIMARY KEY,
    team uuid NOT NULL REFERENCES teams,
    name text NOT NULL,
    number integer,
    UNIQUE (team, name)
  )`,
];

const MATCHES = [
  // What the events add up to stands beside them, so that a list is read without them.
  `CREATE TABLE matches (
    id text PRIMARY KEY,
    sport text NOT NULL,
    title text NOT NULL,
    competition uuid REFERENCES competitions,
    home uuid NOT NULL REFERENCES teams,
    away uuid NOT NULL REFERENCES teams,
    starts_at double precision NOT NULL,
    language text NOT NULL,
    visibility text NOT NULL CHECK (visibility IN ('public', 'unlisted', 'private')),
    info jsonb NOT NULL,
    script jsonb,
    is_demo boolean NOT NULL,
    created_at double precision NOT NULL,
    seq integer NOT NULL DEFAULT 0,
    changes integer NOT NULL DEFAULT 0,
    removed_at double precision,
    lifecycle text NOT NULL DEFAULT 'scheduled',
    tally jsonb NOT NULL DEFAULT '{}',
    marks jsonb NOT NULL DEFAULT '[]'
  )`,
  `CREATE INDEX matches_starts_at ON matches (starts_at, id)`,
  `CREATE INDEX matches_file ON matches ((script ->> 'file')) WHERE script ->> 'file' IS NOT NULL`,
  `CREATE INDEX matches_lifecycle ON matches (lifecycle, starts_at, id)`,
];

const EVENTS = [
  `CREATE TABLE match_events (
    match text NOT NULL REFERENCES matches ON DELETE RESTRICT,
    seq integer NOT NULL CHECK (seq > 0),
    fact uuid NOT NULL,
    revision integer NOT NULL CHECK (revision >= 0),
    version integer NOT NULL,
    op text NOT NULL CHECK (op IN ('add', 'confirm', 'revise', 'retract', 'note')),
    status text NOT NULL CHECK (status IN ('provisional', 'confirmed', 'retracted')),
    content jsonb NOT NULL,
    raw_type text,
    occurred_at double precision NOT NULL,
    recorded_at double precision NOT NULL,
    source text NOT NULL,
    told_by text,
    told_key text,
    told_hash text,
    home integer NOT NULL,
    away integer NOT NULL,
    corrects integer,
    PRIMARY KEY (match, seq),
    UNIQUE (match, fact, revision)
  )`,
  `CREATE UNIQUE INDEX match_events_told_key ON match_events (match, told_by, told_key) WHERE told_key IS NOT NULL`,
  `CREATE FUNCTION keep_what_was_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'what was recorded of a match is not changed: it is corrected by another event'
      USING ERRCODE = 'restrict_violation';
  END $$`,
  `CREATE TRIGGER match_events_kept BEFORE UPDATE OR DELETE ON match_events
    FOR EACH ROW EXECUTE FUNCTION keep_what_was_recorded()`,
  `CREATE TRIGGER match_events_kept_whole BEFORE TRUNCATE ON match_events
    FOR EACH STATEMENT EXECUTE FUNCTION keep_what_was_recorded()`,
];

const PLAYS = [
  // Scripts that are being told. Whoever holds one tells it; it can be taken when it is not held any more.
  `CREATE TABLE match_plays (
    match text PRIMARY KEY REFERENCES matches,
    started_at double precision NOT NULL,
    from_ms double precision NOT NULL,
    factor double precision NOT NULL,
    ended boolean NOT NULL DEFAULT false,
    node text,
    held_until double precision NOT NULL DEFAULT 0
  )`,
  `CREATE INDEX match_plays_running ON match_plays (held_until) WHERE NOT ended`,
];

const SPOKEN = [
  // What its channels say of a match; `told_to` is the last event that was looked at for this one.
  `CREATE TABLE match_channels (
    channel text PRIMARY KEY REFERENCES channels,
    match text NOT NULL REFERENCES matches,
    language text NOT NULL,
    told_to integer NOT NULL DEFAULT 0,
    UNIQUE (match, language)
  )`,
  // `change` counts what happens to the lines of a match: who has seen one reads what came after it.
  `CREATE TABLE commentary_lines (
    match text NOT NULL,
    event integer NOT NULL,
    channel text NOT NULL REFERENCES channels,
    change integer NOT NULL CHECK (change > 0),
    language text NOT NULL,
    text text NOT NULL,
    request uuid,
    state text NOT NULL CHECK (state IN ('asked', 'ready', 'said', 'dropped')),
    reason text,
    PRIMARY KEY (match, event, channel),
    UNIQUE (match, change),
    FOREIGN KEY (match, event) REFERENCES match_events
  )`,
  `CREATE INDEX commentary_lines_request ON commentary_lines (request) WHERE request IS NOT NULL`,
];
