import type { EntityManager } from 'typeorm';
import type { Database } from '../database/database.port.js';
import type { Control, SetControl } from '../wire/commentary.js';
import type { Line } from '../wire/match-doors.js';
import {
  LineStore,
  type DraftEnd,
  type KeptLine,
  type LineKey,
  type NewLine,
  type OfChannel,
  type OpenLine,
  type Settled,
} from './line-store.port.js';

/** In tables: migrations/0005-matches.ts, 0007-commentary.ts and 0009-control.ts. */
export class SqlLineStore extends LineStore {
  constructor(private readonly database: Database) {
    super();
  }

  async keep({ match, channel, language }: OfChannel, toldTo: number, lines: readonly NewLine[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      for (const { event, line, voice, text, writer, about, state, reason, ...more } of lines) {
        const key = [match, event, channel, line, await nextChange(tx, match)];
        const say = more.say === null ? null : JSON.stringify(more.say);
        const rest = [state, reason, say, more.until, more.refused];
        await tx.query(KEEP, [...key, language, voice, text, writer, about, ...rest]);
      }
      await tx.query(`UPDATE match_channels SET told_to = greatest(told_to, $2) WHERE channel = $1`, [channel, toldTo]);
    });
  }

  asked(line: LineKey, request: string): Promise<void> {
    return this.change(line, ASKED, [request]);
  }

  become(line: LineKey, state: Line['state'], reason: string | null): Promise<void> {
    return this.change(line, BECOME, [state, reason]);
  }

  settle({ match, event, channel, line }: LineKey, end: DraftEnd): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const change = await nextChange(tx, match);
      const reason = end.state === 'dropped' ? end.reason : null;
      const text = end.state === 'asked' ? (end.text ?? null) : null;
      const values = [match, event, channel, line, change, end.state, reason, text];
      // TypeORM answers an UPDATE with [rows, count].
      const [rows] = await tx.query<[unknown[], number]>(SETTLE, values);
      return rows.length > 0;
    });
  }

  async find({ match, event, channel, line }: LineKey): Promise<Settled | undefined> {
    const [row] = await this.database.query<Settled>(FIND, [match, event, channel, line]);
    return row;
  }

  async control(channel: string): Promise<Control | undefined> {
    const [row] = await this.database.query<Control>(CONTROL, [channel]);
    return row;
  }

  async setControl(channel: string, { mode, colourVoice }: SetControl): Promise<void> {
    const isVoiceSet = colourVoice !== undefined;
    await this.database.query(SET_CONTROL, [channel, mode ?? null, isVoiceSet, colourVoice ?? null]);
  }

  heard(line: LineKey, lagMs: number): Promise<void> {
    return this.change(line, HEARD, [lagMs]);
  }

  open(): Promise<readonly OpenLine[]> {
    return this.database.query<OpenLine>(OPEN);
  }

  saidBy(requests: readonly string[]): Promise<readonly LineKey[]> {
    return this.database.query<LineKey>(SAID_BY, [requests]);
  }

  async latest(channel: string, limit: number): Promise<readonly KeptLine[]> {
    return (await this.database.query<KeptLine>(LATEST, [channel, limit])).toReversed();
  }

  async behind(): Promise<readonly string[]> {
    return (await this.database.query<{ match: string }>(BEHIND)).map(({ match }) => match);
  }

  private change({ match, event, channel, line }: LineKey, statement: string, values: unknown[]): Promise<void> {
    return this.database.transaction(async (tx) => {
      const change = await nextChange(tx, match);
      await tx.query(statement, [match, event, channel, line, change, ...values]);
    });
  }
}

async function nextChange(tx: EntityManager, match: string): Promise<number> {
  // TypeORM answers an UPDATE with [rows, count].
  const [rows] = await tx.query<[{ changes: number }[], number]>(NEXT_CHANGE, [match]);
  return rows[0]?.changes ?? 0;
}

const NEXT_CHANGE = `UPDATE matches SET changes = changes + 1 WHERE id = $1 RETURNING changes`;
const KEEP = `INSERT INTO commentary_lines (match, event, channel, line, change, language, voice, text, writer, about, state,
    reason, say, until, refused)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (match, event, channel, line) DO NOTHING`;
const OF_LINE = `WHERE match = $1 AND event = $2 AND channel = $3 AND line = $4`;
const ASKED = `UPDATE commentary_lines SET change = $5, request = $6 ${OF_LINE}`;
const BECOME = `UPDATE commentary_lines SET change = $5, state = $6, reason = $7 ${OF_LINE}`;
const SETTLE = `UPDATE commentary_lines SET change = $5, state = $6, reason = $7, until = NULL, text = coalesce($8, text),
    say = CASE WHEN $8::text IS NULL THEN say ELSE jsonb_set(say, '{text}', to_jsonb($8::text)) END
  ${OF_LINE} AND state = 'draft' RETURNING event`;
const FIND = `SELECT state, reason, say FROM commentary_lines ${OF_LINE}`;
const CONTROL = `SELECT c.match, c.mode, c.colour_voice AS "colourVoice" FROM match_channels c JOIN matches m ON m.id = c.match
  WHERE c.channel = $1 AND m.removed_at IS NULL`;
const SET_CONTROL = `UPDATE match_channels SET mode = coalesce($2, mode),
    colour_voice = CASE WHEN $3::boolean THEN $4 ELSE colour_voice END WHERE channel = $1`;
const HEARD = `UPDATE commentary_lines SET change = $5, lag_ms = $6 ${OF_LINE}`;
const OPEN = `SELECT match, event, channel, line, state, request FROM commentary_lines
  WHERE request IS NOT NULL AND state IN ('asked', 'ready')`;
const SAID_BY = `SELECT match, event, channel, line FROM commentary_lines
  WHERE request = ANY ($1::uuid[]) AND state = 'said'`;
const LATEST = `SELECT l.event, l.line, l.voice, l.text, l.writer, l.about, l.state, l.reason, l.say, l.request,
    l.until, l.refused, e.recorded_at AS "recordedAt"
  FROM commentary_lines l JOIN match_events e ON e.match = l.match AND e.seq = l.event
  WHERE l.channel = $1 ORDER BY l.event DESC, l.line DESC LIMIT $2`;
const BEHIND = `SELECT DISTINCT c.match FROM match_channels c JOIN matches m ON m.id = c.match WHERE c.told_to < m.seq
  AND m.removed_at IS NULL`;
