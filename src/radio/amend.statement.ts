import type { Database } from '../database/database.port.js';
import type { Amendment } from './amendment.js';
import type { ChannelRow } from './channel.rows.js';
import { isCleaned } from './retention.statements.js';

/** The channel's row as it is now. Nothing where another term has begun. */
export async function amend(
  database: Database,
  { id, term }: { readonly id: string; readonly term: number },
  { title, language, voice, visibility, archived, keepDays, gapMs, pronunciations, soundDeleted }: Amendment,
): Promise<ChannelRow | undefined> {
  const [row] = await database.query<ChannelRow>(AMEND, [
    id,
    term,
    title ?? null,
    language ?? null,
    visibility ?? null,
    archived ?? null,
    gapMs ?? null,
    pronunciations === undefined ? null : JSON.stringify(pronunciations),
    voice !== undefined,
    voice ?? null,
    keepDays !== undefined,
    keepDays ?? null,
    soundDeleted ?? false,
  ]);
  return row;
}

// What is kept for ever is not looked through when sound is cleaned away; what is so no more is to be found there again.
const AMEND = `
  WITH amended AS (
    UPDATE channels SET title = coalesce($3::text, title), language = coalesce($4::text, language),
      visibility = coalesce($5::text, visibility), archived = coalesce($6::boolean, archived),
      gap_ms = coalesce($7::integer, gap_ms), pronunciations = coalesce($8::jsonb, pronunciations),
      voice = CASE WHEN $9::boolean THEN $10::text ELSE voice END,
      keep_days = CASE WHEN $11::boolean THEN $12::integer ELSE keep_days END,
      sound_deleted_at = CASE WHEN $13::boolean THEN coalesce(sound_deleted_at, now()) ELSE sound_deleted_at END
    WHERE id = $1 AND term = $2::integer RETURNING *),
  swept AS (
    UPDATE audio_playback_requests AS request SET has_sound_to_clean = ${isCleaned('amended')}
    FROM amended
    WHERE ($6::boolean IS NOT NULL OR $11::boolean OR $13::boolean) AND channel = amended.id
      AND has_sound_to_clean <> ${isCleaned('amended')}
      AND (has_sound_to_clean OR ended_at IS NULL OR EXISTS (
        SELECT FROM audio_chunks WHERE audio_chunks.request = request.id AND audio_deleted_at IS NULL)))
  SELECT * FROM amended`;
