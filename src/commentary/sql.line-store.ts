import type { EntityManager } from 'typeorm';
import type { Database } from '../database/database.port.js';
import type { Line } from '../wire/match-doors.js';
import { LineStore, type NewLine, type OpenLine } from './line-store.port.js';

interface OfChannel {
  readonly match: string;
  readonly channel: string;
  readonly language: string;
}

/** In tables: migrations/0005-matches.ts. */
export class SqlLineStore extends LineStore {
  constructor(private readonly database: Database) {
    super();
  }

  async keep({ match, channel, language }: OfChannel, toldTo: number, lines: readonly NewLine[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      for (const { event, text, state, request, reason } of lines) {
        const change = await nextChange(tx, match);
        await tx.query(KEEP, [match, event, channel, change, language, text, request, state, reason]);
      }
      await tx.query(`UPDATE match_channels SET told_to = greatest(told_to, $2) WHERE channel = $1`, [channel, toldTo]);
    });
  }

  async become({ match, event, channel }: OpenLine, state: Line['state'], reason: string | null): Promise<void> {
    await this.database.transaction(async (tx) => {
      const change = await nextChange(tx, match);
      await tx.query(BECOME, [match, event, channel, change, state, reason]);
    });
  }

  open(): Promise<readonly OpenLine[]> {
    return this.database.query<OpenLine>(OPEN);
  }

  async behind(): Promise<readonly string[]> {
    return (await this.database.query<{ match: string }>(BEHIND)).map(({ match }) => match);
  }
}

async function nextChange(tx: EntityManager, match: string): Promise<number> {
  // TypeORM answers an UPDATE with [rows, count].
  const [rows] = await tx.query<[{ changes: number }[], number]>(NEXT_CHANGE, [match]);
  return rows[0]?.changes ?? 0;
}

const NEXT_CHANGE = `UPDATE matches SET changes = changes + 1 WHERE id = $1 RETURNING changes`;
const KEEP = `INSERT INTO commentary_lines (match, event, channel, change, language, text, request, state, reason)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (match, event, channel) DO NOTHING`;
const BECOME = `UPDATE commentary_lines SET change = $4, state = $5, reason = $6
  WHERE match = $1 AND event = $2 AND channel = $3`;
const OPEN = `SELECT match, event, channel, state, request FROM commentary_lines
  WHERE request IS NOT NULL AND state IN ('asked', 'ready')`;
const BEHIND = `SELECT DISTINCT c.match FROM match_channels c JOIN matches m ON m.id = c.match WHERE c.told_to < m.seq
  AND m.removed_at IS NULL`;
