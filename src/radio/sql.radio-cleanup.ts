import { FRAME_BYTES, FRAME_MS } from '../audio/model/frames.js';
import type { Database } from '../database/database.port.js';
import { RadioCleanup, type Hour, type SoundPage, type StoredSound, type Weight } from './radio-cleanup.port.js';
import { isCleaned, keptFrom } from './retention.statements.js';

/** Of one kind at once: nobody waits long for what a statement holds. */
const ROWS_MAX = 1_000;

export class SqlRadioCleanup extends RadioCleanup {
  constructor(private readonly database: Database) {
    super();
  }

  async oldSound({ now, keptDays }: Hour, { after, limit }: SoundPage): Promise<readonly StoredSound[]> {
    const from = after ?? BEFORE_ALL;
    return this.database.query<StoredSound>(OLD_SOUND, [now, keptDays, from.endedAt, from.chunk, limit]);
  }

  async weigh(channels: readonly string[]): Promise<Weight> {
    const [sum] = await this.database.query<{ requests: number; frames: number }>(WEIGH, [channels]);
    const { requests = 0, frames = 0 } = sum ?? {};
    return { requests, durationMs: frames * FRAME_MS, bytes: frames * FRAME_BYTES };
  }

  async soundDeleted(chunks: readonly string[]): Promise<void> {
    await this.database.query(`UPDATE audio_chunks SET audio_deleted_at = now() WHERE id = ANY ($1::uuid[])`, [chunks]);
  }

  async settle({ now, keptDays }: Hour, limit = ROWS_MAX): Promise<boolean> {
    const [settled] = await this.database.query<{ count: number }>(SETTLE, [now, keptDays, limit]);
    return settled?.count === limit;
  }

  async unnamedSound(keys: readonly string[]): Promise<readonly string[]> {
    return keysIn(await this.database.query<{ key: string }>(UNNAMED_SOUND, [keys]));
  }

  async unplayedClips(keys: readonly string[], { now, keptDays }: Hour): Promise<readonly string[]> {
    return keysIn(await this.database.query<{ key: string }>(UNPLAYED_CLIPS, [now, keptDays, keys]));
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

function keysIn(rows: readonly { readonly key: string }[]): readonly string[] {
  return rows.map(({ key }) => key);
}

// A storage may be shared, or older than this database: what is of channels nobody knows here is not ours to delete.
const UNNAMED_SOUND = `
  SELECT key FROM unnest($1::text[]) AS asked (key)
  WHERE EXISTS (SELECT FROM channels WHERE lower(id) = split_part(key, '/', 2))
    AND NOT EXISTS (SELECT FROM audio_chunks WHERE blob_key = key AND audio_deleted_at IS NULL)`;

const UNPLAYED_CLIPS = `
  SELECT key FROM unnest($3::text[]) AS asked (key)
  WHERE EXISTS (SELECT FROM channels WHERE id = split_part(key, '/', 2)) AND NOT EXISTS (
    SELECT FROM audio_playback_requests AS request
    JOIN channels ON channels.id = request.channel
    WHERE request.clip = key AND (request.ended_at IS NULL OR request.ended_at >= ${keptFrom('channels')}))`;

const BEFORE_ALL = { endedAt: -Infinity, chunk: '00000000-0000-0000-0000-000000000000' };

// Channel by channel, each from its own moment on: what a channel keeps for a year is not gone through every minute.
const OLD_SOUND = `
  SELECT found.* FROM channels CROSS JOIN LATERAL (
    SELECT request.channel, chunk.id AS chunk, chunk.blob_key AS key, request.ended_at AS "endedAt"
    FROM audio_playback_requests AS request
    JOIN audio_chunks AS chunk ON chunk.request = request.id
    WHERE request.channel = channels.id AND request.has_sound_to_clean AND request.ended_at < ${keptFrom('channels')}
      AND request.ended_at >= $3 AND (request.ended_at, chunk.id) > ($3, $4::uuid)
      AND chunk.audio_deleted_at IS NULL AND NOT EXISTS (
        SELECT FROM audio_chunks AS other
        JOIN audio_playback_requests AS its ON its.id = other.request
        JOIN channels AS of ON of.id = its.channel
        WHERE other.blob_key = chunk.blob_key AND other.audio_deleted_at IS NULL
          AND (its.ended_at IS NULL OR its.ended_at >= ${keptFrom('of')}))
    ORDER BY request.ended_at, chunk.id LIMIT $5) AS found
  WHERE ${isCleaned('channels')}
  ORDER BY found."endedAt", found.chunk LIMIT $5`;

const WEIGH = `
  SELECT count(DISTINCT chunk.request)::integer AS requests, coalesce(sum(chunk.frames), 0)::double precision AS frames
  FROM audio_playback_requests AS request JOIN audio_chunks AS chunk ON chunk.request = request.id
  WHERE request.channel = ANY ($1::text[]) AND chunk.audio_deleted_at IS NULL`;

const SETTLE = `
  WITH settled AS (
    UPDATE audio_playback_requests SET has_sound_to_clean = false
    WHERE id = ANY (ARRAY(
      SELECT found.id FROM channels CROSS JOIN LATERAL (
        SELECT id FROM audio_playback_requests AS request
        WHERE request.channel = channels.id AND has_sound_to_clean AND ended_at < ${keptFrom('channels')} AND NOT EXISTS (
          SELECT FROM audio_chunks WHERE audio_chunks.request = request.id AND audio_deleted_at IS NULL)
        ORDER BY ended_at LIMIT $3 FOR UPDATE SKIP LOCKED) AS found
      WHERE ${isCleaned('channels')} LIMIT $3)) RETURNING 1)
  SELECT count(*)::integer AS count FROM settled`;

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
