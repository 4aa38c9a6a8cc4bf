import type { Database } from '../../src/database/database.port.js';

const AT_ONCE = 20_000;

/** Gives a match as many events as it may have, past everything that would read them. */
export async function fill(database: Database, match: string, events: number): Promise<void> {
  for (let from = 1; from <= events; from += AT_ONCE) {
    await database.query(FILL, [match, from, Math.min(events, from + AT_ONCE - 1)]);
  }
  await database.query('UPDATE matches SET seq = $2 WHERE id = $1', [match, events]);
}

const FILL = `INSERT INTO match_events (match, seq, fact, revision, version, op, status, content, occurred_at, recorded_at,
    source, home, away)
  SELECT $1, seq, md5($1 || seq)::uuid, 0, 0, 'add', 'confirmed',
    '{"type": "corner", "side": "home", "segment": "H1", "participants": [{"role": "player", "name": "Somebody"}]}',
    seq * 1000.0, seq * 1000.0, 'feed', 0, 0
  FROM generate_series($2::integer, $3::integer) AS seq`;
