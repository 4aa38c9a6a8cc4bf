import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../database/database.port.js';
import { assert } from '../kernel/assert.js';
import { Clock, type ServerMs } from '../kernel/clock.js';
import { Ids } from '../kernel/ids.js';
import type { Page, Session } from '../wire/people.js';
import type { InvitedTo } from './model/may-invite.js';
import type { Role } from './model/person.js';
import { answerRefresh, sessionEnd, type RefreshAnswer } from './model/refreshing.js';
import { hashOf, newSecretToken } from './secret-token.js';
import { timestamp } from './timestamp.js';

export interface SessionRow {
  readonly id: string;
  readonly person: string;
  readonly role: Role;
  readonly channels: readonly string[];
  readonly created_at: Date;
  readonly refreshed_at: Date;
  readonly expires_at: Date;
  readonly signed_out_at: Date | null;
}

interface ShownRow extends SessionRow {
  readonly shown_at: Date;
  readonly times: number;
}

/** The session of a refresh token that was shown, and what it is worth. */
export interface Shown {
  readonly session: SessionRow;
  readonly answer: RefreshAnswer;
}

/** After this a used refresh token is no longer known as one, and just refused. */
const REMEMBERED_MS = 24 * 3_600_000;

@Injectable()
export class SessionTable {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async insert(tx: EntityManager, { role, channels }: InvitedTo): Promise<SessionRow> {
    const now = this.clock.now();
    const [session] = await tx.query<SessionRow[]>(
      `INSERT INTO sessions (id, person, role, channels, created_at, refreshed_at, expires_at)
       VALUES ($1, $2, $3, $4::jsonb, $5, $5, $6) RETURNING *`,
      [
        this.ids.next(),
        this.ids.next(),
        role,
        JSON.stringify(channels),
        timestamp(now),
        timestamp(sessionEnd(now, now)),
      ],
    );
    assert(session !== undefined, 'PE9 an inserted session is returned');
    return session;
  }

  async addRefreshToken(tx: EntityManager, session: string): Promise<string> {
    const token = newSecretToken();
    await tx.query(`INSERT INTO refresh_tokens (hash, session) VALUES ($1, $2)`, [hashOf(token), session]);
    return token;
  }

  /** Writes down that the token was shown: what its next use is judged by. */
  async show(tx: EntityManager, refreshToken: string): Promise<Shown | undefined> {
    const now = this.clock.now();
    const [row] = await tx.query<ShownRow[]>(SHOW, [hashOf(refreshToken), timestamp(now)]);
    return row === undefined ? undefined : { session: row, answer: answerTo(row, now) };
  }

  /** Nothing where the session was signed out in the meantime. */
  async renew(tx: EntityManager, { id, created_at: createdAt }: SessionRow): Promise<SessionRow | undefined> {
    const now = this.clock.now();
    const end = sessionEnd(createdAt.getTime(), now);
    const [session] = await tx.query<SessionRow[]>(RENEW, [id, timestamp(now), timestamp(end)]);
    await tx.query(`DELETE FROM refresh_tokens WHERE session = $1 AND shown_at < $2`, [
      id,
      timestamp(now - REMEMBERED_MS),
    ]);
    return session;
  }

  /** Whether there is such a session. */
  async signOut(id: string): Promise<boolean> {
    const rows = await this.database.query(SIGN_OUT, [id, timestamp(this.clock.now())]);
    return rows.length > 0;
  }

  async list({ before, limit }: Page): Promise<readonly Session[]> {
    const rows = await this.database.query<SessionRow>(
      `SELECT * FROM sessions WHERE signed_out_at IS NULL AND expires_at > $1 AND ($2::uuid IS NULL OR id < $2::uuid)
       ORDER BY id DESC LIMIT $3`,
      [timestamp(this.clock.now()), before ?? null, limit],
    );
    return rows.map(sessionOf);
  }
}

// Each is a SELECT of what an UPDATE returned: TypeORM answers a bare UPDATE with a pair instead of rows.
const SHOW = `
  WITH shown AS (
    UPDATE refresh_tokens SET times = times + 1, shown_at = coalesce(shown_at, $2) WHERE hash = $1 RETURNING *)
  SELECT sessions.*, shown.shown_at, shown.times FROM shown JOIN sessions ON sessions.id = shown.session`;

const RENEW = `
  WITH renewed AS (
    UPDATE sessions SET refreshed_at = $2, expires_at = $3 WHERE id = $1 AND signed_out_at IS NULL RETURNING *)
  SELECT * FROM renewed`;

const SIGN_OUT = `
  WITH ended AS (
    UPDATE sessions SET signed_out_at = coalesce(signed_out_at, $2) WHERE id = $1 RETURNING id)
  SELECT id FROM ended`;

function answerTo(row: ShownRow, now: ServerMs): RefreshAnswer {
  const session = { signedOut: row.signed_out_at !== null, expiresAt: row.expires_at.getTime() };
  return answerRefresh({ firstAt: row.shown_at.getTime(), times: row.times, session }, now);
}

function sessionOf(row: SessionRow): Session {
  return {
    id: row.id,
    person: row.person,
    role: row.role,
    channels: [...row.channels],
    createdAt: row.created_at.toISOString(),
    refreshedAt: row.refreshed_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}
