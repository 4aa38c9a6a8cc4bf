import type { EntityManager } from 'typeorm';
import type { ServerMs } from '../kernel/clock.js';
import type { Claimed } from './channel-store.port.js';
import { channelOf, stateOf, type ChannelRow } from './channel.rows.js';
import { chunkContentOf, chunkOf, type ChunkRow } from './chunk.rows.js';
import { PAST_MS } from './model/limits.js';
import type { Chunk } from './model/state.js';
import { requestContentOf, requestOf, type RequestRow } from './request.rows.js';

/** Who owned a channel before; nobody has all of it null. */
export interface Before {
  readonly owner: string | null;
  readonly clock_id: string | null;
  readonly ahead_ms: number | null;
  /** By the database's clock. */
  readonly life_ms: number | null;
  /** By its own clock: its last row. Null where it took the channel and never went on with it. */
  readonly wrote_at: number | null;
}

/** Holds the row until the end of the transaction. */
export async function lockChannel(tx: EntityManager, id: string): Promise<Before | undefined> {
  const locked = await tx.query<unknown[]>(LOCK, [id]);
  if (locked.length === 0) return undefined;
  const [before] = await tx.query<Before[]>(BEFORE, [id]);
  return before;
}

/** Nothing where a process that is alive owns it. */
export async function take(
  tx: EntityManager,
  id: string,
  { run, node }: { readonly run: string; readonly node: string },
): Promise<ChannelRow | undefined> {
  const [row] = await tx.query<ChannelRow[]>(TAKE, [id, run, node]);
  return row;
}

/** Moves what is still of interest to another clock. */
export async function shiftTimes(tx: EntityManager, id: string, byMs: number): Promise<ChannelRow | undefined> {
  await tx.query(SHIFT_REQUESTS, [id, byMs]);
  const [row] = await tx.query<ChannelRow[]>(SHIFT_CHANNEL, [id, byMs]);
  return row;
}

/** Known until whoever takes the channel goes on with it: another who has to take it before knows it from here. */
export async function keepLife(tx: EntityManager, id: string, aliveAt: ServerMs): Promise<void> {
  await tx.query(KEEP_LIFE, [id, aliveAt]);
}

export async function load(
  tx: EntityManager,
  row: ChannelRow,
  now: ServerMs,
): Promise<Omit<Claimed, 'term' | 'aliveAt'>> {
  const requests = await tx.query<RequestRow[]>(LOAD_REQUESTS, [row.id, now - PAST_MS]);
  const chunks = await tx.query<ChunkRow[]>(LOAD_CHUNKS, [requests.map(({ id }) => id)]);
  const chunksOf = new Map<string, Chunk[]>(requests.map(({ id }) => [id, []]));
  for (const chunk of chunks) chunksOf.get(chunk.request)?.push(chunkOf(chunk));
  return {
    channel: channelOf(row),
    seq: row.seq,
    state: stateOf(
      row,
      requests.map((request) => requestOf(request, chunksOf.get(request.id) ?? [])),
    ),
    contents: new Map(requests.map((request) => [request.id, requestContentOf(request)])),
    chunks: new Map(chunks.map((chunk) => [chunk.id, chunkContentOf(chunk)])),
  };
}

const LOCK = `SELECT id FROM channels WHERE id = $1 FOR UPDATE`;

// A question of its own: what it sees is what was there once the row was ours.
const BEFORE = `
  SELECT owner, clock_id, ahead_ms, (extract(epoch FROM life_at) * 1000)::double precision AS life_ms,
    (SELECT at FROM channel_log WHERE channel = $1 AND seq = channels.seq AND epoch = term) AS wrote_at
  FROM channels LEFT JOIN nodes ON run = owner WHERE id = $1`;

const TAKE = `
  WITH taken AS (
    UPDATE channels SET owner = $2, term = term + 1
    WHERE id = $1 AND (owner IS NULL OR EXISTS (
      SELECT FROM nodes WHERE run = owner AND (node = $3 OR life_at < clock_timestamp() - interval '5 seconds')))
    RETURNING *)
  SELECT * FROM taken`;

const KEEP_LIFE = `UPDATE channels SET alive_until = $2 WHERE id = $1`;

const SHIFT_CHANNEL = `
  WITH shifted AS (
    UPDATE channels SET phase_since = phase_since + $2::double precision, firm_until = firm_until + $2::double precision,
      not_before = not_before + $2::double precision, alive_until = alive_until + $2::double precision
    WHERE id = $1 RETURNING *)
  SELECT * FROM shifted`;

// By the moment its end was written, which no clock of ours moves: so what is not shifted here is never loaded either.
const SHIFT_REQUESTS = `
  WITH shifted AS (
    UPDATE audio_playback_requests
    SET accepted_at = accepted_at + $2::double precision, stale_at = stale_at + $2::double precision,
      place_since = place_since + $2::double precision, leaving_at = leaving_at + $2::double precision,
      ended_at = ended_at + $2::double precision
    WHERE channel = $1 AND (closed_at IS NULL OR closed_at > now() - interval '10 minutes') RETURNING id)
  UPDATE audio_chunks SET starts_at = starts_at + $2::double precision
  FROM shifted WHERE request = shifted.id AND starts_at IS NOT NULL`;

const LOAD_REQUESTS = `
  SELECT * FROM audio_playback_requests
  WHERE channel = $1 AND (closed_at IS NULL OR closed_at > now() - interval '5 minutes' AND EXISTS (
    SELECT FROM audio_chunks
    WHERE request = audio_playback_requests.id AND starts_at + play_frames * 24 > $2::double precision))
  ORDER BY accepted_seq, audio_playback_requests.id`;

const LOAD_CHUNKS = `SELECT * FROM audio_chunks WHERE request = ANY ($1::uuid[]) ORDER BY request, index`;
