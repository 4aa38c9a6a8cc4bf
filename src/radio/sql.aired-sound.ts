import { Injectable } from '@nestjs/common';
import { FRAME_MS } from '../audio/model/frames.js';
import { Database } from '../database/database.port.js';
import type { ServerMs } from '../kernel/clock.js';
import { AiredSound, type AiredChunk, type AiredPeaks, type AiredTake, type AiredWords } from './aired-sound.port.js';
import type { HeardAgain } from './channel-store.port.js';
import { SILENCE } from './model/stretch.js';
import { ARCHIVE_BEGINS } from './retention.statements.js';

/** Of a channel that never ends the newest are its archive: that is more than two days of talk. */
const REQUESTS_MAX = 10_000;

/** In tables: migrations/0003-radio.ts and what changed them since. */
@Injectable()
export class SqlAiredSound extends AiredSound {
  constructor(private readonly database: Database) {
    super();
  }

  // Whatever is done to a channel while it runs is a step of it, and who takes it over may move its times. What its archive has
  // may be changed later, too.
  async stamp(channel: string): Promise<string> {
    const [row] = await this.database.query<{ stamp: string }>(STAMP, [channel]);
    return row?.stamp ?? '';
  }

  until(channel: string, until: ServerMs): Promise<readonly AiredChunk[]> {
    return this.database.query<AiredChunk>(airedUntil(CHUNK), [channel, until]);
  }

  wordsUntil(channel: string, until: ServerMs): Promise<readonly AiredWords[]> {
    return this.database.query<AiredWords>(airedUntil(`${CHUNK}, ${WORDS}`), [channel, until]);
  }

  async between({ channel, first, last }: HeardAgain): Promise<readonly AiredTake[]> {
    const rows = await this.database.query<AiredTake>(BETWEEN, [channel, first, last]);
    return rows.map((row) => ({ ...row, peaks: new Uint8Array(row.peaks) }));
  }

  peaksUntil(channel: string, until: ServerMs): Promise<readonly AiredPeaks[]> {
    return this.database.query<AiredPeaks>(airedUntil(`${CHUNK}, chunk.peaks`), [channel, until]);
  }
}

const STAMP = `SELECT concat_ws('.', term, seq, sound_deleted_at, keep_days) AS stamp FROM channels WHERE id = $1`;

// Of the channel $1.
const CHUNK = `
  chunk.id AS chunk, chunk.request, chunk.starts_at AS "startsAt", chunk.play_frames AS frames,
  CASE WHEN chunk.audio_deleted_at IS NULL AND request.silenced_at IS NULL
    AND (SELECT sound_deleted_at FROM channels WHERE id = $1) IS NULL THEN chunk.blob_key END AS key,
  request.silenced_at IS NOT NULL AS silenced`;

const WORDS = `
  CASE WHEN request.silenced_at IS NULL THEN chunk.text ELSE '' END AS text,
  chunk.voice, coalesce(chunk.language, request.language) AS language`;

const IS_HEARD = `chunk.play_frames > 0 AND chunk.voice <> '${SILENCE}'`;

const IN_ORDER = 'ORDER BY chunk.starts_at, chunk.request, chunk.index';

function airedUntil(columns: string): string {
  return `
    SELECT ${columns}
    FROM (
      SELECT id, language, silenced_at FROM audio_playback_requests WHERE channel = $1 ORDER BY closed_at DESC LIMIT ${REQUESTS_MAX}
    ) AS request JOIN audio_chunks AS chunk ON chunk.request = request.id
    WHERE chunk.starts_at + chunk.play_frames * ${FRAME_MS} <= $2 AND ${IS_HEARD}
      AND chunk.starts_at >= ${ARCHIVE_BEGINS}
    ${IN_ORDER}`;
}

const BETWEEN = `
  SELECT ${CHUNK}, ${WORDS}, chunk.cut_points AS "cutPoints", chunk.peaks,
    CASE WHEN request.silenced_at IS NULL THEN chunk.words ELSE '[]' END AS words
  FROM audio_playback_requests AS request JOIN audio_chunks AS chunk ON chunk.request = request.id
  WHERE request.channel = $1 AND ${IS_HEARD}
    AND chunk.starts_at >= (SELECT starts_at FROM audio_chunks WHERE id = $2)
    AND chunk.starts_at <= (SELECT starts_at FROM audio_chunks WHERE id = $3)
  ${IN_ORDER}`;
