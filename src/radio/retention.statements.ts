import { PAST_MS } from './model/limits.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Whether the sound of a channel goes some day. `channel` is how a statement calls the channel’s row. */
export function isCleaned(channel: string): string {
  return `(NOT ${channel}.archived OR ${channel}.keep_days IS NOT NULL OR ${channel}.sound_deleted_at IS NOT NULL)`;
}

/**
 * What ended before has had its time on a channel. The moment is $1, and $2 the days for which the server keeps sound. Whoever
 * still hears what was deleted with its channel hears it out.
 */
export function keptFrom(channel: string): string {
  return `coalesce($1::double precision - CASE WHEN ${channel}.sound_deleted_at IS NOT NULL THEN ${PAST_MS}
    ELSE ${DAY_MS}::double precision *
      CASE WHEN ${channel}.archived THEN ${channel}.keep_days ELSE least(${channel}.keep_days, $2::integer) END
    END, '-Infinity')`;
}

/** Whether a request ended so long ago that nothing of it sounds any more, by the hour of the database. */
export function isPast(request: string): string {
  return `coalesce(${request}.closed_at < now() - interval '${PAST_MS} milliseconds', false)`;
}

/**
 * Where the archive of the channel $1 begins, as it is at the moment $2: what has had its time by then is no part of it. In
 * whole hours, so that a file that is read does not begin elsewhere with every line that goes.
 */
export const ARCHIVE_BEGINS = `
  coalesce((
    SELECT floor((nullif($2::double precision, 'Infinity') - keep_days * ${DAY_MS}::double precision) / ${HOUR_MS}) * ${HOUR_MS}
    FROM channels WHERE id = $1), '-Infinity')`;
