import type { EntityManager } from 'typeorm';
import { assert } from '../kernel/assert.js';
import type { Transition } from './channel-store.port.js';
import { chunkRow, startColumns } from './chunk.rows.js';
import { changesBetween, type Changes } from './model/changes.js';
import { isCleaned } from './retention.statements.js';
import { movingColumns, requestRow } from './request.rows.js';

type Changed = Changes['changed'];

/** The channel's next step with its row and its kept answer. False where it is not the owner's next step. */
export async function step(tx: EntityManager, { term, after, row, kept }: Transition): Promise<boolean> {
  assert(row.epoch === term, 'RA42 a row belongs to the term it is written in');
  const [done] = await tx.query<{ stepped: number; kept: number }[]>(STEP, [
    after.id,
    term,
    row.seq,
    after.phase.name,
    after.phase.since,
    after.leadMs,
    after.firmUntil,
    after.notBefore,
    row.at,
    row.name,
    JSON.stringify(row.change),
    kept?.host ?? null,
    kept?.key ?? null,
    kept?.bodyHash ?? null,
    JSON.stringify(kept?.answer ?? null),
    after.notice ?? null,
  ]);
  if (done?.stepped !== 1) return false;
  assert(kept === undefined || done.kept === 1, 'RA47 a key has one answer');
  return true;
}

/**
 * Whether the very same step was done before. The moment it was decided tells: one that was given up as lost may have arrived
 * after all, and then another step of the same owner asks for its place.
 */
export async function wasDone(tx: EntityManager, { row }: Transition): Promise<boolean> {
  return (await tx.query<unknown[]>(WAS_DONE, [row.channel, row.seq, row.epoch, row.at])).length > 0;
}

/** Only what differs, all of a kind at once. */
export async function writeChanges(tx: EntityManager, transition: Transition): Promise<void> {
  const { before, after, row, contents, chunks, silencing } = transition;
  const { added, changed, addedChunks, moved } = changesBetween(before, after);
  for (const part of inOrder(changed)) await writeChanged(tx, after.id, part);
  if (added.length > 0) {
    const rows = added.map((request) => {
      const content = contents?.get(request.id);
      assert(content, `RA42 the new request ${request.id} says something`);
      return requestRow(request, content);
    });
    await tx.query(ADD_REQUESTS, [after.id, row.seq, JSON.stringify(rows)]);
  }
  if (addedChunks.length > 0) {
    const rows = addedChunks.map(({ request, chunk }) => {
      const content = chunks?.get(chunk.id);
      assert(content, `RA42 the new chunk ${chunk.id} has sound`);
      return chunkRow(request, chunk, content);
    });
    await tx.query(ADD_CHUNKS, [JSON.stringify(rows)]);
  }
  if (moved.length > 0) {
    await tx.query(MOVE_CHUNKS, [JSON.stringify(moved.map(startColumns).toSorted(byId))]);
  }
  if (silencing !== undefined) await tx.query(SILENCE, [silencing.request, after.id, silencing.by, silencing.why]);
}

// Whoever changes several chunks takes them in this order, so that nobody waits for each other.
function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : 1;
}

// PostgreSQL looks after the one place on air row by row: who leaves it goes before who takes it.
function inOrder(changed: Changed): readonly Changed[] {
  const leavers = changed.filter(({ was, is }) => was.place.at === 'air' && is.place.at !== 'air');
  const others = changed.filter((change) => !leavers.includes(change));
  const parts = others.some(({ is }) => is.place.at === 'air') ? [leavers, others] : [changed];
  return parts.filter((part) => part.length > 0);
}

async function writeChanged(tx: EntityManager, channel: string, changed: Changed): Promise<void> {
  const rows = changed.map(({ was, is }) => ({ ...movingColumns(is), left: movingColumns(was).status }));
  const [done] = await tx.query<{ count: number }[]>(CHANGE_REQUESTS, [channel, JSON.stringify(rows)]);
  assert(done?.count === changed.length, 'RA42 a request is where the step found it');
}

const STEP = `
  WITH stepped AS (
    UPDATE channels SET seq = $3::integer, phase = $4, phase_since = $5, lead_ms = $6, firm_until = $7, not_before = $8,
      alive_until = NULL, notice = $16
    WHERE id = $1 AND term = $2::integer AND seq = $3::integer - 1 RETURNING id),
  logged AS (
    INSERT INTO channel_log (channel, seq, epoch, at, name, change)
    SELECT id, $3::integer, $2::integer, $9::double precision, $10, $11::jsonb FROM stepped),
  kept AS (
    INSERT INTO host_commands AS before (channel, host, key, body_hash, answer, kept_at)
    SELECT id, $12::text, $13::text, $14::text, $15::jsonb, now() FROM stepped WHERE $13::text IS NOT NULL
    ON CONFLICT (channel, host, key) DO UPDATE
    SET body_hash = EXCLUDED.body_hash, answer = EXCLUDED.answer, kept_at = EXCLUDED.kept_at
    WHERE before.kept_at <= now() - interval '24 hours' RETURNING key)
  SELECT (SELECT count(*) FROM stepped)::integer AS stepped, (SELECT count(*) FROM kept)::integer AS kept`;

const WAS_DONE = `SELECT seq FROM channel_log WHERE channel = $1 AND seq = $2 AND epoch = $3 AND at = $4`;

const CHANGE_REQUESTS = `
  WITH changed AS (
    UPDATE audio_playback_requests AS kept
    SET rank = new.rank, stale_at = new.stale_at, expected_ms = new.expected_ms, status = new.status,
      making = new.making, pieces = new.pieces, making_code = new.making_code, place_since = new.place_since,
      leaving_how = new.leaving_how, leaving_reason = new.leaving_reason, leaving_at = new.leaving_at,
      ended_at = new.ended_at, end_reason = new.end_reason, end_code = new.end_code,
      closed_at = CASE WHEN new.ended_at IS NOT NULL THEN now() END
    FROM jsonb_array_elements($2::jsonb) AS item, jsonb_populate_record(NULL::audio_playback_requests, item) AS new
    WHERE kept.id = new.id AND kept.channel = $1 AND kept.status = item->>'left' RETURNING kept.id)
  SELECT count(*)::integer AS count FROM changed`;

const ADD_REQUESTS = `
  INSERT INTO audio_playback_requests (channel, accepted_seq, closed_at, id, urgency, rank, accepted_at, stale_at,
    expected_ms, status, making, pieces, making_code, place_since, leaving_how, leaving_reason, leaving_at, ended_at,
    end_reason, end_code, text, mode, language, voice, style, clip, replay, host, has_sound_to_clean)
  SELECT $1, $2::integer, CASE WHEN ended_at IS NOT NULL THEN now() END, id, urgency, rank, accepted_at, stale_at,
    expected_ms, status, making, pieces, making_code, place_since, leaving_how, leaving_reason, leaving_at, ended_at,
    end_reason, end_code, text, mode, language, voice, style, clip, replay, host,
    (SELECT ${isCleaned('channels')} FROM channels WHERE channels.id = $1)
  FROM jsonb_populate_recordset(NULL::audio_playback_requests, $3::jsonb)`;

const ADD_CHUNKS = `
  INSERT INTO audio_chunks (id, request, index, piece, frames, cut_points, starts_at, play_frames, text, words, voice,
    language, blob_key, sha256, peaks)
  SELECT id, request, index, piece, frames, cut_points, starts_at, play_frames, text, words, voice, language, blob_key, sha256,
    peaks
  FROM jsonb_populate_recordset(NULL::audio_chunks, $1::jsonb)`;

const MOVE_CHUNKS = `
  UPDATE audio_chunks AS kept SET starts_at = new.starts_at, play_frames = new.play_frames
  FROM jsonb_populate_recordset(NULL::audio_chunks, $1::jsonb) AS new WHERE kept.id = new.id`;

// The first who withdraws it is the one who did.
const SILENCE = `
  UPDATE audio_playback_requests SET silenced_at = now(), silenced_by = $3, silenced_why = $4
  WHERE id = $1 AND channel = $2 AND silenced_at IS NULL`;
