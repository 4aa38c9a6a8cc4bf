import type { Database } from '../database/database.port.js';
import type { ServerMs } from '../kernel/clock.js';
import { RadioCleanup, type StoredSound } from './radio-cleanup.port.js';

const SOUNDS_MAX = 500;
// What is left goes with the next sweep.
const ROWS_MAX = 1_000;

export class SqlRadioCleanup extends RadioCleanup {
  constructor(private readonly database: Database) {
    super();
  }

  async oldSound(endedBefore: ServerMs, limit = SOUNDS_MAX): Promise<readonly StoredSound[]> {
    return this.database.query<StoredSound>(OLD_SOUND, [endedBefore, limit]);
  }

  async soundDeleted(chunks: readonly string[]): Promise<void> {
    await this.database.query(`UPDATE audio_chunks SET audio_deleted_at = now() WHERE id = ANY ($1::uuid[])`, [chunks]);
  }

  async sweep(): Promise<void> {
    for (const statement of [ANSWERS, STATES, CONNECTIONS, NODES]) await this.database.query(statement, [ROWS_MAX]);
  }
}

const OLD_SOUND = `
  SELECT chunk.id AS chunk, chunk.blob_key AS key
  FROM audio_playback_requests AS request
  JOIN audio_chunks AS chunk ON chunk.request = request.id
  JOIN channels ON channels.id = request.channel
  WHERE chunk.audio_deleted_at IS NULL AND NOT channels.archived AND request.ended_at < $1 AND NOT EXISTS (
    SELECT FROM audio_chunks AS other
    JOIN audio_playback_requests AS its ON its.id = other.request
    JOIN channels AS of ON of.id = its.channel
    WHERE other.blob_key = chunk.blob_key AND other.audio_deleted_at IS NULL
      AND (of.archived OR its.ended_at IS NULL OR its.ended_at >= $1))
  ORDER BY request.ended_at, chunk.id LIMIT $2`;

const ANSWERS = `
  DELETE FROM host_commands WHERE (channel, host, key) IN (
    SELECT channel, host, key FROM host_commands WHERE kept_at < now() - interval '24 hours' LIMIT $1)`;

const STATES = `
  DELETE FROM connection_playback_states WHERE (connection, request) IN (
    SELECT connection, request FROM connection_playback_states
    WHERE updated_at < now() - interval '24 hours' LIMIT $1)`;

const CONNECTIONS = `
  DELETE FROM websocket_connections WHERE (id, channel) IN (
    SELECT id, channel FROM websocket_connections LEFT JOIN nodes ON nodes.run = websocket_connections.run
    WHERE coalesce(disconnected_at, greatest(connected_at, life_at)) < now() - interval '24 hours' LIMIT $1)`;

const NODES = `
  DELETE FROM nodes WHERE run IN (
    SELECT run FROM nodes
    WHERE life_at < now() - interval '24 hours' AND NOT EXISTS (SELECT FROM channels WHERE owner = run) LIMIT $1)`;
