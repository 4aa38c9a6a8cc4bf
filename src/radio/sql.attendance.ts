import type { Database } from '../database/database.port.js';
import { Attendance, type HeardMore, type HeardTotal, type PlaybackState, type Presence } from './attendance.port.js';
import type { ThisNode } from './this-node.js';

/** In websocket_connections, connection_playback_states and the totals of audio_chunks. */
export class SqlAttendance extends Attendance {
  constructor(
    private readonly database: Database,
    private readonly here: Pick<ThisNode, 'run'>,
  ) {
    super();
  }

  async joined(rows: readonly Presence[]): Promise<void> {
    const connections = rows.map(({ connection, channel, person }) => ({ id: connection, channel, person }));
    await this.database.query(JOINED, [this.here.run, JSON.stringify(connections)]);
  }

  async left(rows: readonly Pick<Presence, 'connection' | 'channel'>[]): Promise<void> {
    const connections = rows.map(({ connection, channel }) => ({ id: connection, channel }));
    await this.database.query(LEFT, [this.here.run, JSON.stringify(connections)]);
  }

  async present(channels: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.query<{ channel: string; count: number }>(PRESENT, [channels]);
    return new Map(rows.map(({ channel, count }) => [channel, count]));
  }

  async heard(states: readonly PlaybackState[], more: readonly HeardMore[]): Promise<void> {
    const rows = states.map(({ lastChunk, ...state }) => ({ ...state, last_chunk: lastChunk }));
    const totals = more
      .map(({ chunk, offeredTo, heardBy }) => ({ id: chunk, offered_to: offeredTo, heard_by: heardBy }))
      // Always in one order, so that two nodes that count the same chunks never wait for each other.
      .toSorted((one, other) => (one.id < other.id ? -1 : 1));
    await this.database.query(HEARD, [JSON.stringify(rows), JSON.stringify(totals)]);
  }

  async totals(requests: readonly string[]): Promise<readonly HeardTotal[]> {
    return this.database.query<HeardTotal>(TOTALS, [requests]);
  }
}

const JOINED = `
  INSERT INTO websocket_connections (id, channel, run, person, connected_at)
  SELECT id, channel, $1, person, now() FROM jsonb_populate_recordset(NULL::websocket_connections, $2::jsonb)
  ON CONFLICT (id, channel) DO UPDATE
  SET run = EXCLUDED.run, connected_at = EXCLUDED.connected_at, disconnected_at = NULL`;

const LEFT = `
  UPDATE websocket_connections AS kept SET disconnected_at = now()
  FROM jsonb_populate_recordset(NULL::websocket_connections, $2::jsonb) AS gone
  WHERE kept.id = gone.id AND kept.channel = gone.channel AND kept.run = $1 AND kept.disconnected_at IS NULL`;

const PRESENT = `
  SELECT asked.channel, count(nodes.run)::integer AS count
  FROM unnest($1::text[]) AS asked (channel)
  LEFT JOIN websocket_connections ON websocket_connections.channel = asked.channel AND disconnected_at IS NULL
  LEFT JOIN nodes ON nodes.run = websocket_connections.run AND life_at > now() - interval '5 seconds'
  GROUP BY asked.channel`;

const HEARD = `
  WITH states AS (
    INSERT INTO connection_playback_states AS kept (connection, request, last_chunk, offered, heard, updated_at)
    SELECT connection, request, last_chunk, offered, heard, now()
    FROM jsonb_populate_recordset(NULL::connection_playback_states, $1::jsonb)
    ON CONFLICT (connection, request) DO UPDATE
    SET last_chunk = coalesce(EXCLUDED.last_chunk, kept.last_chunk), offered = greatest(EXCLUDED.offered, kept.offered),
      heard = greatest(EXCLUDED.heard, kept.heard), updated_at = EXCLUDED.updated_at)
  UPDATE audio_chunks AS kept
  SET offered_to = kept.offered_to + more.offered_to, heard_by = kept.heard_by + more.heard_by
  FROM jsonb_populate_recordset(NULL::audio_chunks, $2::jsonb) AS more WHERE kept.id = more.id`;

const TOTALS = `
  SELECT request, id AS chunk, offered_to AS "offeredTo", heard_by AS "heardBy" FROM audio_chunks
  WHERE request = ANY ($1::uuid[]) ORDER BY request, index`;
