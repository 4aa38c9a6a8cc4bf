import type { Database } from '../database/database.port.js';
import type { ServerMs } from '../kernel/clock.js';
import { RadioCleanup, type StoredSound } from './radio-cleanup.port.js';

const SOUNDS_MAX = 500;
/** Of one kind at once: nobody waits long for what a statement holds. */
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

  async sweep(limit = ROWS_MAX): Promise<boolean> {
    let isMore = false;
    for (const statement of [ANSWERS, STATES, LEAVERS, LOST, NODES]) {
      const [gone] = await this.database.query<{ count: number }>(statement, [limit]);
      isMore ||= gone?.count === limit;
    }
    return isMore;
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

// Another node sweeps too: what it has in hand is left to it.
function sweepOf(table: string, old: string): string {
  return `
    WITH gone AS (
      DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM ${table} WHERE ${old} LIMIT $1 FOR UPDATE SKIP LOCKED)) RETURNING 1)
    SELECT count(*)::integer AS count FROM gone`;
}

const ANSWERS = sweepOf('host_commands', `kept_at < now() - interval '24 hours'`);
const STATES = sweepOf('connection_playback_states', `updated_at < now() - interval '24 hours'`);
const LEAVERS = sweepOf('websocket_connections', `disconnected_at < now() - interval '24 hours'`);

// Their process died before it could write that they left.
const LOST = sweepOf(
  'websocket_connections',
  `disconnected_at IS NULL AND connected_at < now() - interval '24 hours' AND NOT EXISTS (
    SELECT FROM nodes WHERE nodes.run = websocket_connections.run AND life_at >= now() - interval '24 hours')`,
);

const NODES = sweepOf(
  'nodes',
  `life_at < now() - interval '24 hours' AND NOT EXISTS (SELECT FROM channels WHERE owner = run)`,
);
