import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Channels, what is said on them, and who heard it. Moments of the programme are server milliseconds to the last digit, as
 * the rules count them: what is loaded is what was kept. Moments that nodes compare with each other are the database's.
 */
export class Radio1763640000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...CHANNELS, ...REQUESTS, ...CHUNKS, ...LOG, ...LISTENERS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE connection_playback_states, websocket_connections, host_commands, channel_log, audio_chunks,
        audio_playback_requests, channels, nodes`);
    await runner.query(`DROP FUNCTION keep_the_order_of_statuses`);
  }
}

const CHANNELS = [
  // One row for every run of the program. `ahead_ms` is how far its clock is ahead of the database's.
  `CREATE TABLE nodes (
    run uuid PRIMARY KEY,
    node text NOT NULL,
    clock_id text NOT NULL,
    ahead_ms double precision NOT NULL,
    life_at timestamptz NOT NULL
  )`,
  // `alive_until` is when the channel was last run, while nobody has gone on with it since.
  `CREATE TABLE channels (
    id text PRIMARY KEY,
    title text NOT NULL,
    language text NOT NULL,
    match text,
    visibility text NOT NULL CHECK (visibility IN ('public', 'unlisted', 'private')),
    archived boolean NOT NULL,
    gap_ms integer NOT NULL,
    voice text,
    pronunciations jsonb NOT NULL,
    created_at double precision NOT NULL,
    phase text NOT NULL CHECK (phase IN ('open', 'paused', 'closing', 'closed')),
    phase_since double precision NOT NULL,
    lead_ms double precision NOT NULL,
    firm_until double precision NOT NULL,
    not_before double precision NOT NULL,
    seq integer NOT NULL DEFAULT 0,
    term integer NOT NULL DEFAULT 0,
    owner uuid REFERENCES nodes,
    alive_until double precision
  )`,
  `CREATE INDEX channels_created_at ON channels (created_at, id)`,
  `CREATE INDEX channels_owner ON channels (owner)`,
];

const REQUESTS = [
  `CREATE TABLE audio_playback_requests (
    id uuid PRIMARY KEY,
    channel text NOT NULL REFERENCES channels,
    accepted_seq integer NOT NULL,
    urgency text NOT NULL CHECK (urgency IN ('flash', 'normal', 'filler')),
    rank double precision NOT NULL,
    accepted_at double precision NOT NULL,
    stale_at double precision,
    expected_ms double precision NOT NULL,
    status text NOT NULL CHECK (status IN
      ('pending', 'generating', 'ready', 'playing', 'interrupted', 'completed', 'failed', 'cancelled', 'skipped')),
    making text NOT NULL CHECK (making IN ('waiting', 'running', 'done', 'failed')),
    pieces integer CHECK ((pieces IS NULL) = (making = 'waiting')),
    making_code text CHECK ((making_code IS NOT NULL) = (making = 'failed')),
    place_since double precision CHECK ((place_since IS NOT NULL) = (status IN ('playing', 'interrupted'))),
    leaving_how text CHECK (leaving_how IN ('skipped', 'aside')),
    leaving_reason text CHECK ((leaving_reason IS NULL) = (leaving_how IS NULL)),
    leaving_at double precision CHECK ((leaving_at IS NULL) = (leaving_how IS NULL)),
    ended_at double precision
      CHECK ((ended_at IS NOT NULL) = (status IN ('completed', 'failed', 'cancelled', 'skipped'))),
    end_reason text CHECK ((end_reason IS NOT NULL) = (ended_at IS NOT NULL)),
    end_code text,
    closed_at timestamptz CHECK ((closed_at IS NOT NULL) = (ended_at IS NOT NULL)),
    text text NOT NULL,
    language text NOT NULL,
    voice text,
    style text NOT NULL,
    clip text,
    host text NOT NULL,
    has_sound_to_clean boolean NOT NULL
  )`,
  `CREATE UNIQUE INDEX audio_playback_requests_on_air ON audio_playback_requests (channel) WHERE status = 'playing'`,
  // Live ones have no closed_at, which is the moment the end was written by the database's clock.
  `CREATE INDEX audio_playback_requests_closed_at ON audio_playback_requests (channel, closed_at)`,
  // What is archived never has, and nobody else for long: cleaning looks through few, however many there were.
  `CREATE INDEX audio_playback_requests_to_clean ON audio_playback_requests (ended_at) WHERE has_sound_to_clean`,
  `CREATE INDEX audio_playback_requests_clip ON audio_playback_requests (clip) WHERE clip IS NOT NULL`,
  // One commit may be several steps, after a long silence for example, but all lead forward.
  `CREATE FUNCTION keep_the_order_of_statuses() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF OLD.status IN ('completed', 'failed', 'cancelled', 'skipped') OR OLD.status <> NEW.status AND NOT (CASE OLD.status
      WHEN 'pending' THEN NEW.status IN ('generating', 'ready', 'failed', 'cancelled')
      WHEN 'generating' THEN NEW.status <> 'pending'
      WHEN 'ready' THEN NEW.status NOT IN ('pending', 'generating')
      WHEN 'playing' THEN NEW.status IN ('interrupted', 'completed', 'failed', 'skipped')
      WHEN 'interrupted' THEN NEW.status IN ('playing', 'completed', 'failed', 'skipped')
    END) THEN
      RAISE EXCEPTION 'request % was % and cannot be %', OLD.id, OLD.status, NEW.status USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END $$`,
  `CREATE TRIGGER audio_playback_requests_status BEFORE UPDATE OF status, end_reason, end_code
    ON audio_playback_requests FOR EACH ROW EXECUTE FUNCTION keep_the_order_of_statuses()`,
];

const CHUNKS = [
  `CREATE TABLE audio_chunks (
    id uuid PRIMARY KEY,
    request uuid NOT NULL REFERENCES audio_playback_requests,
    index integer NOT NULL,
    piece integer NOT NULL,
    status text NOT NULL DEFAULT 'ready' CHECK (status IN ('pending', 'ready', 'failed')),
    frames integer NOT NULL,
    cut_points integer[] NOT NULL,
    starts_at double precision,
    play_frames integer CHECK ((play_frames IS NULL) = (starts_at IS NULL)),
    text text NOT NULL,
    words jsonb NOT NULL,
    voice text NOT NULL,
    blob_key text NOT NULL,
    sha256 text NOT NULL,
    peaks bytea NOT NULL,
    offered_to integer NOT NULL DEFAULT 0 CHECK (offered_to >= 0),
    heard_by integer NOT NULL DEFAULT 0 CHECK (heard_by >= 0),
    audio_deleted_at timestamptz,
    UNIQUE (request, index)
  )`,
  // The same sound may be of several chunks: it is deleted with the last.
  `CREATE INDEX audio_chunks_blob_key ON audio_chunks (blob_key) WHERE audio_deleted_at IS NULL`,
];

const LOG = [
  `CREATE TABLE channel_log (
    channel text NOT NULL REFERENCES channels,
    seq integer NOT NULL,
    epoch integer NOT NULL,
    at double precision NOT NULL,
    name text NOT NULL,
    change jsonb NOT NULL,
    PRIMARY KEY (channel, seq)
  )`,
  `CREATE TABLE host_commands (
    channel text NOT NULL REFERENCES channels,
    host text NOT NULL,
    key text NOT NULL,
    body_hash text NOT NULL,
    answer jsonb NOT NULL,
    kept_at timestamptz NOT NULL,
    PRIMARY KEY (channel, host, key)
  )`,
  `CREATE INDEX host_commands_kept_at ON host_commands (kept_at)`,
];

const LISTENERS = [
  // Without foreign keys: these are written in batches, and one row must not hold up the others.
  `CREATE TABLE websocket_connections (
    id text NOT NULL,
    channel text NOT NULL,
    run uuid NOT NULL,
    person uuid,
    connected_at timestamptz NOT NULL,
    disconnected_at timestamptz,
    PRIMARY KEY (id, channel)
  )`,
  `CREATE INDEX websocket_connections_present ON websocket_connections (channel, run) WHERE disconnected_at IS NULL`,
  // For the sweep: who left long ago, and whose process died before it could write that.
  `CREATE INDEX websocket_connections_disconnected_at ON websocket_connections (disconnected_at)`,
  `CREATE INDEX websocket_connections_connected_at ON websocket_connections (connected_at) WHERE disconnected_at IS NULL`,
  `CREATE TABLE connection_playback_states (
    connection text NOT NULL,
    request uuid NOT NULL,
    last_chunk uuid,
    offered integer NOT NULL CHECK (offered >= 0),
    heard integer NOT NULL CHECK (heard >= 0),
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (connection, request)
  )`,
  `CREATE INDEX connection_playback_states_updated_at ON connection_playback_states (updated_at)`,
];
