import type { EntityManager } from 'typeorm';
import type { Database } from '../database/database.port.js';
import { assert } from '../kernel/assert.js';
import { Fault } from '../kernel/fault.js';
import { refuse, type Refusal } from '../kernel/outcome.js';
import type { LogRow } from '../wire/radio.js';
import type { Amendment } from './amendment.js';
import { amend } from './amend.statement.js';
import { channelOf, firstState, type ChannelRow } from './channel.rows.js';
import {
  ChannelStore,
  Superseded,
  type Channel,
  type Claimed,
  type KeptAnswer,
  type Standing,
  type Transition,
} from './channel-store.port.js';
import { keepLife, load, lockChannel, shiftTimes, take, type Before } from './claim.statements.js';
import { step, wasDone, writeChanges } from './commit.statements.js';
import { DatabaseTime } from './database-time.js';
import type { Aired } from './model/commands.js';
import { LEAD_MS } from './model/limits.js';
import { shiftBetween } from './model/clock-shift.js';
import type { ThisNode } from './this-node.js';

/** A commit that takes longer is given up. */
const COMMIT_MS_MAX = 2_000;

/** Channels in tables: migrations/0003-radio.ts and what changed them since. */
export class SqlChannelStore extends ChannelStore {
  private readonly time = new DatabaseTime(() => this.here.clockId);
  /** The terms this process claimed, by channel. */
  private readonly held = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly here: ThisNode,
  ) {
    super();
  }

  async create(channel: Channel): Promise<Channel | Refusal> {
    const first = firstState(channel, LEAD_MS);
    const rows = await this.database.query(CREATE, [
      channel.id,
      channel.title,
      channel.language,
      channel.match ?? null,
      channel.visibility,
      channel.archived,
      channel.gapMs,
      channel.voice ?? null,
      JSON.stringify(channel.pronunciations),
      channel.createdAt,
      first.phase.name,
      first.phase.since,
      first.leadMs,
      first.firmUntil,
      first.notBefore,
      channel.keepDays,
    ]);
    return rows.length === 0 ? refuse('radio.channel-exists') : channel;
  }

  async find(id: string): Promise<Channel | undefined> {
    const [row] = await this.database.query<ChannelRow>(`SELECT * FROM channels WHERE id = $1`, [id]);
    return row === undefined ? undefined : channelOf(row);
  }

  async list({ before, limit }: { before?: string | undefined; limit: number }): Promise<readonly Channel[]> {
    const rows = await this.database.query<ChannelRow>(LIST, [before ?? null, limit]);
    return rows.map(channelOf);
  }

  async standings(ids: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
    const rows = await this.database.query<Standing & { id: string }>(STANDINGS, [ids, this.here.clock.now()]);
    return new Map(rows.map(({ id, phase, isOnAir }) => [id, { phase, isOnAir }]));
  }

  async amend(owned: { readonly id: string; readonly term: number }, changes: Amendment): Promise<Channel> {
    const row = await amend(this.database, owned, changes);
    if (row === undefined) throw new Superseded();
    return channelOf(row);
  }

  async claim(id: string): Promise<Claimed | Refusal> {
    this.held.delete(id);
    if (this.time.aheadMs === undefined) await this.live();
    const claimed = await this.database.transaction(async (tx) => {
      const aheadMs = await this.measure(tx);
      const before = await lockChannel(tx, id);
      if (before === undefined) return refuse('radio.unknown-channel');
      const row = await take(tx, id, this.here);
      return row === undefined ? refuse('radio.elsewhere') : this.takenOver(tx, aheadMs, { before, row });
    });
    if ('term' in claimed) this.held.set(id, claimed.term);
    return claimed;
  }

  letGo(id: string): void {
    this.held.delete(id);
  }

  async claimable(): Promise<readonly string[]> {
    const rows = await this.database.query<{ id: string }>(CLAIMABLE, [this.here.node, [...this.held.keys()]]);
    return rows.map(({ id }) => id);
  }

  async commit(transition: Transition): Promise<void> {
    const askedAt = this.here.clock.now();
    await this.database.transaction(async (tx) => {
      if (await step(tx, transition)) await writeChanges(tx, transition);
      else if (!(await wasDone(tx, transition))) throw new Superseded();
      // What was decided so long ago is decided afresh: starts that are void by now would be announced, and heard ones withdrawn.
      if (this.here.clock.now() - askedAt > COMMIT_MS_MAX) throw new Fault('database.unavailable', { retryable: true });
    });
    if (transition.after.phase.name === 'closed') this.held.delete(transition.after.id);
  }

  async rowsAfter(channel: string, seq: number, limit: number): Promise<readonly LogRow[]> {
    return this.database.query<LogRow>(ROWS_AFTER, [channel, seq, limit]);
  }

  async aired(channel: string, request: string): Promise<Aired | undefined> {
    const [aired] = await this.database.query<Aired>(AIRED, [request, channel]);
    return aired;
  }

  async answered(channel: string, host: string, key: string): Promise<KeptAnswer | undefined> {
    const [kept] = await this.database.query<KeptAnswer>(ANSWERED, [channel, host, key]);
    return kept;
  }

  async live(): Promise<readonly string[]> {
    const { run, node, clock, clockId } = this.here;
    const held = new Map(this.held);
    const askedAt = clock.now();
    const aheadMs = this.time.aheadMs ?? null;
    const [life] = await this.database.query<{ database_ms: number; lost: readonly string[] }>(LIVE, [
      run,
      node,
      clockId,
      aheadMs,
      askedAt,
      [...held.keys()],
    ]);
    assert(life !== undefined, 'RA45 a sign of life is answered');
    this.time.measured(life.database_ms, askedAt, clock.now());
    // What was claimed again meanwhile is not lost.
    const lost = life.lost.filter((id) => this.held.get(id) === held.get(id));
    for (const id of lost) this.held.delete(id);
    return lost;
  }

  // Inside a transaction, which has its connection already: the answer is as quick as it can be.
  private async measure(tx: EntityManager): Promise<number> {
    const askedAt = this.here.clock.now();
    const [answer] = await tx.query<{ database_ms: number }[]>(DATABASE_MS);
    assert(answer !== undefined, 'RA46 the database knows the hour');
    return this.time.measured(answer.database_ms, askedAt, this.here.clock.now());
  }

  private async takenOver(
    tx: EntityManager,
    aheadMs: number,
    { before, row }: { readonly before: Before; readonly row: ChannelRow },
  ): Promise<Claimed> {
    const now = this.here.clock.now();
    const { clock_id: clockId, ahead_ms: ownerAheadMs, life_ms: lifeMs, wrote_at: wroteAt } = before;
    const byMs = ownerAheadMs === null || clockId === this.here.clockId ? 0 : shiftBetween(ownerAheadMs, aheadMs);
    const shifted = byMs === 0 ? row : await shiftTimes(tx, row.id, byMs);
    assert(shifted, 'RA46 a taken channel is there');
    const known = lifeMs === null ? now : lifeMs + aheadMs;
    // Its signs of life may have failed while its rows were written, and what those announced was heard.
    const wrote = wroteAt === null ? -Infinity : wroteAt + byMs;
    const ownerAliveAt = Math.max(known, this.here.aliveAt(before.owner) ?? -Infinity, wrote);
    // An owner that took the channel and never went on with it announced nothing: the life of the one before it counts.
    const aliveAt = Math.min(now, shifted.alive_until ?? ownerAliveAt);
    if (shifted.alive_until === null && before.owner !== null) await keepLife(tx, row.id, aliveAt);
    return { ...(await load(tx, shifted, now)), term: row.term, aliveAt };
  }
}

const CREATE = `
  INSERT INTO channels (id, title, language, match, visibility, archived, gap_ms, voice, pronunciations, created_at, phase,
    phase_since, lead_ms, firm_until, not_before, keep_days)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11, $12, $13, $14, $15, $16)
  ON CONFLICT (id) DO NOTHING RETURNING id`;

const LIST = `
  SELECT * FROM channels
  WHERE $1::text IS NULL OR (created_at, id) < (SELECT created_at, id FROM channels WHERE id = $1::text)
  ORDER BY created_at DESC, id DESC LIMIT $2`;

// A pause is silent, though its request keeps its place on air.
const STANDINGS = `
  SELECT id, phase, phase <> 'paused' AND EXISTS (
      SELECT FROM audio_playback_requests WHERE channel = channels.id AND status = 'playing')
    OR EXISTS (
      SELECT FROM audio_playback_requests AS request JOIN audio_chunks ON audio_chunks.request = request.id
      WHERE request.channel = channels.id AND (closed_at IS NULL OR closed_at > now() - interval '5 minutes')
        AND starts_at + play_frames * 24 > $2::double precision) AS "isOnAir"
  FROM channels WHERE id = ANY ($1::text[])`;

// Those that do not fit are in the next answer, once some of these are taken.
const CLAIMABLE = `
  SELECT id FROM channels LEFT JOIN nodes ON run = owner
  WHERE phase <> 'closed' AND id <> ALL ($2::text[])
    AND (owner IS NULL OR node = $1 OR life_at < now() - interval '5 seconds')
  ORDER BY created_at, id LIMIT 1000`;

const ROWS_AFTER = `
  SELECT channel, epoch, seq, at, name, change FROM channel_log WHERE channel = $1 AND seq > $2 ORDER BY seq LIMIT $3`;

// What is asked of one that is still open, its owner knows better.
const AIRED = `
  SELECT silenced_at IS NOT NULL AS "isSilenced", ARRAY(
    SELECT chunk.id FROM audio_chunks AS chunk
    WHERE chunk.request = request.id AND chunk.play_frames > 0 ORDER BY chunk.index) AS chunks
  FROM audio_playback_requests AS request WHERE id = $1 AND channel = $2`;

const ANSWERED = `
  SELECT host, key, body_hash AS "bodyHash", answer FROM host_commands
  WHERE channel = $1 AND host = $2 AND key = $3 AND kept_at > now() - interval '24 hours'`;

// Whatever the number of channels. Before anything is measured, the moment it is asked must do.
const LIVE = `
  WITH here AS (
    INSERT INTO nodes (run, node, clock_id, ahead_ms, life_at)
    VALUES ($1, $2, $3, coalesce($4::double precision, $5::double precision - extract(epoch FROM clock_timestamp()) * 1000),
      clock_timestamp())
    ON CONFLICT (run) DO UPDATE SET ahead_ms = EXCLUDED.ahead_ms, life_at = EXCLUDED.life_at
    RETURNING run, life_at)
  SELECT (extract(epoch FROM life_at) * 1000)::double precision AS database_ms, ARRAY(
    SELECT held.id FROM unnest($6::text[]) AS held (id)
    LEFT JOIN channels ON channels.id = held.id
    WHERE channels.owner IS DISTINCT FROM here.run) AS lost
  FROM here`;

const DATABASE_MS = `SELECT (extract(epoch FROM clock_timestamp()) * 1000)::double precision AS database_ms`;
