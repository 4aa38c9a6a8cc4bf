import type { Database } from '../database/database.port.js';
import { HELD_MS, Plays, type Play } from './plays.port.js';

/** In a table: migrations/0005-matches.ts. */
export class SqlPlays extends Plays {
  constructor(private readonly database: Database) {
    super();
  }

  async start({ match, startedAt, fromMs, factor }: Play): Promise<void> {
    await this.database.query(START, [match, startedAt, fromMs, factor]);
  }

  async end(match: string): Promise<void> {
    await this.database.query(`UPDATE match_plays SET ended = true WHERE match = $1`, [match]);
  }

  async isRunning(match: string): Promise<boolean> {
    const rows = await this.database.query(`SELECT FROM match_plays WHERE match = $1 AND NOT ended`, [match]);
    return rows.length > 0;
  }

  async running(): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM match_plays WHERE NOT ended`,
    );
    return row?.count ?? 0;
  }

  hold(node: string, now: number): Promise<readonly Play[]> {
    return this.database.query<Play>(HOLD, [node, now, now + HELD_MS]);
  }

  async release(node: string): Promise<void> {
    await this.database.query(`UPDATE match_plays SET held_until = 0 WHERE node = $1`, [node]);
  }
}

const START = `INSERT INTO match_plays (match, started_at, from_ms, factor) VALUES ($1, $2, $3, $4)
  ON CONFLICT (match) DO UPDATE SET started_at = excluded.started_at, from_ms = excluded.from_ms, factor = excluded.factor,
    ended = false WHERE match_plays.ended`;
const HOLD = `UPDATE match_plays SET node = $1, held_until = $3 WHERE NOT ended AND (node = $1 OR held_until < $2)
  RETURNING match, started_at AS "startedAt", from_ms AS "fromMs", factor`;
