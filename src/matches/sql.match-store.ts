import type { EntityManager } from 'typeorm';
import type { Database } from '../database/database.port.js';
import type { Ids } from '../kernel/ids.js';
import { refuse, type Refusal } from '../kernel/outcome.js';
import { LIFECYCLES_OF, type NewTeam, type Script } from '../wire/match-doors.js';
import type { MatchEvent } from '../wire/matches.js';
import type { Sport } from '../wire/sports.js';
import { eventOf, storedOf, type EventRow, type MatchRow } from './match.rows.js';
import {
  MatchStore,
  type LineChange,
  type MatchChannel,
  type MatchSearch,
  type MatchToMake,
  type Recording,
  type StoredMatch,
  type Told,
} from './match-store.port.js';
import { recordIn } from './record.statements.js';

/** Matches in tables: migrations/0005-matches.ts. */
export class SqlMatchStore extends MatchStore {
  constructor(
    private readonly database: Database,
    private readonly ids: Ids,
  ) {
    super();
  }

  create(match: MatchToMake): Promise<Refusal | undefined> {
    return this.database.transaction(async (tx) => {
      const { sport, competition } = match;
      const [home, away] = [await this.team(tx, sport, match.home), await this.team(tx, sport, match.away)];
      const rows = await tx.query<unknown[]>(CREATE, [
        match.id,
        sport,
        match.title,
        competition === null ? null : await this.competition(tx, sport, competition),
        home,
        away,
        match.startsAt,
        match.language,
        match.visibility,
        JSON.stringify(match.info),
        match.script === null ? null : JSON.stringify(match.script),
        match.isDemo,
        match.createdAt,
      ]);
      return rows.length === 0 ? refuse('matches.match-exists') : undefined;
    });
  }

  async find(id: string): Promise<StoredMatch | undefined> {
    const [row] = await this.database.query<MatchRow>(FIND, [id]);
    return row === undefined ? undefined : storedOf(row);
  }

  async list({ status, sport, text, after, limit }: MatchSearch): Promise<readonly StoredMatch[]> {
    const rows = await this.database.query<MatchRow>(listing(status === 'upcoming'), [
      status === undefined ? null : LIFECYCLES_OF[status],
      sport ?? null,
      text === undefined ? null : `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`,
      after?.startsAt ?? null,
      after?.id ?? null,
      limit,
    ]);
    return rows.map(storedOf);
  }

  record(match: string, told: readonly Told[]): Promise<Recording | Refusal> {
    return this.database.transaction((tx) => recordIn(tx, match, told));
  }

  async events(match: string, { after, limit }: { after: number; limit: number }): Promise<readonly MatchEvent[]> {
    return (await this.database.query<EventRow>(EVENTS, [match, after, limit])).map(eventOf);
  }

  async addChannel(match: string, channel: string, language: string): Promise<void> {
    await this.database.query(ADD_CHANNEL, [channel, match, language]);
  }

  channels(match: string): Promise<readonly MatchChannel[]> {
    return this.database.query<MatchChannel>(CHANNELS, [match]);
  }

  async ofChannel(channel: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ match: string }>(OF_CHANNEL, [channel]);
    return row?.match;
  }

  async isEmpty(): Promise<boolean> {
    return (await this.database.query(`SELECT FROM matches LIMIT 1`)).length === 0;
  }

  async remove(id: string, at: number): Promise<void> {
    await this.database.query(`UPDATE matches SET removed_at = $2 WHERE id = $1`, [id, at]);
  }

  async setScript(id: string, script: Script): Promise<void> {
    await this.database.query(`UPDATE matches SET script = $2 WHERE id = $1`, [id, JSON.stringify(script)]);
  }

  async ofFile(key: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ id: string }>(OF_FILE, [key]);
    return row?.id;
  }

  async knownFacts(match: string, facts: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.database.query<{ fact: string }>(KNOWN, [match, facts]);
    return new Set(rows.map(({ fact }) => fact));
  }

  async demos(): Promise<readonly string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM matches WHERE is_demo AND removed_at IS NULL`,
    );
    return rows.map(({ id }) => id);
  }

  async lineChanges(match: string, after: number, limit: number): Promise<readonly LineChange[]> {
    type Row = LineChange['line'] & { readonly change: number };
    const rows = await this.database.query<Row>(LINES, [match, after, limit]);
    return rows.map(({ change, ...line }) => ({ change, line }));
  }

  linesOf(match: string, event: number): Promise<readonly LineChange['line'][]> {
    return this.database.query<LineChange['line']>(LINES_OF, [match, event]);
  }

  // The same name is the same team, and a player who is known keeps being one.
  private async team(tx: EntityManager, sport: Sport, { name, short, players }: NewTeam): Promise<string> {
    const [team] = await tx.query<{ id: string }[]>(TEAM, [this.ids.next(), sport, name, short ?? null]);
    const id = team?.id ?? '';
    const rows = players.map((player) => ({ id: this.ids.next(), name: player.name, number: player.number ?? null }));
    if (rows.length > 0) await tx.query(PLAYERS, [id, JSON.stringify(rows)]);
    return id;
  }

  private async competition(tx: EntityManager, sport: Sport, name: string): Promise<string> {
    const [row] = await tx.query<{ id: string }[]>(COMPETITION, [this.ids.next(), sport, name]);
    return row?.id ?? '';
  }
}

const CREATE = `INSERT INTO matches (id, sport, title, competition, home, away, starts_at, language, visibility, info, script,
    is_demo, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (id) DO NOTHING RETURNING id`;
const TEAM = `INSERT INTO teams (id, sport, name, short) VALUES ($1, $2, $3, $4)
  ON CONFLICT (sport, name) DO UPDATE SET short = coalesce(excluded.short, teams.short) RETURNING id`;
const COMPETITION = `INSERT INTO competitions (id, sport, name) VALUES ($1, $2, $3)
  ON CONFLICT (sport, name) DO UPDATE SET name = excluded.name RETURNING id`;
const PLAYERS = `INSERT INTO players (id, team, name, number)
  SELECT DISTINCT ON (name) id, $1::uuid, name, number
  FROM jsonb_to_recordset($2::jsonb) AS given (id uuid, name text, number integer) ORDER BY name
  ON CONFLICT (team, name) DO UPDATE SET number = coalesce(excluded.number, players.number)`;

const TEAM_OF = (side: string, more: string): string =>
  `(SELECT jsonb_build_object('name', t.name, 'short', t.short${more}) FROM teams t WHERE t.id = m.${side}) AS ${side}_team`;
const PLAYERS_OF = `, 'players', (SELECT jsonb_agg(jsonb_build_object('name', p.name, 'number', p.number)
  ORDER BY p.number NULLS LAST, p.name) FROM players p WHERE p.team = t.id)`;
const CHANNELS_OF = `(SELECT jsonb_agg(jsonb_build_object('channel', s.channel, 'language', s.language) ORDER BY s.language)
  FROM match_channels s WHERE s.match = m.id) AS channels`;
const TOLD_AT = `(SELECT e.recorded_at FROM match_events e WHERE e.match = m.id AND e.seq = m.seq) AS told_at`;
const COLUMNS = (players: string): string => `m.*, (SELECT c.name FROM competitions c WHERE c.id = m.competition) AS
  competition_name, ${TEAM_OF('home', players)}, ${TEAM_OF('away', players)}, ${CHANNELS_OF}, ${TOLD_AT}`;
const FIND = `SELECT ${COLUMNS(PLAYERS_OF)} FROM matches m WHERE m.id = $1 AND m.removed_at IS NULL`;

const listing = (isAscending: boolean): string => `SELECT ${COLUMNS('')} FROM matches m
  WHERE m.removed_at IS NULL AND ($1::text[] IS NULL OR m.lifecycle = ANY ($1)) AND ($2::text IS NULL OR m.sport = $2)
    AND ($3::text IS NULL OR m.title ILIKE $3
      OR EXISTS (SELECT FROM teams t WHERE t.id IN (m.home, m.away) AND t.name ILIKE $3)
      OR EXISTS (SELECT FROM competitions c WHERE c.id = m.competition AND c.name ILIKE $3))
    AND ($4::double precision IS NULL OR (m.starts_at, m.id) ${isAscending ? '>' : '<'} ($4, $5::text))
  ORDER BY m.starts_at ${isAscending ? 'ASC' : 'DESC'}, m.id ${isAscending ? 'ASC' : 'DESC'} LIMIT $6`;

const OF_FILE = `SELECT id FROM matches WHERE script ->> 'file' = $1 AND removed_at IS NULL ORDER BY created_at LIMIT 1`;
const OF_CHANNEL = `SELECT match FROM match_channels WHERE channel = $1`;
const KNOWN = `SELECT DISTINCT fact FROM match_events WHERE match = $1 AND fact = ANY ($2::uuid[])`;
const EVENTS = `SELECT * FROM match_events WHERE match = $1 AND seq > $2 ORDER BY seq LIMIT $3`;
const ADD_CHANNEL = `INSERT INTO match_channels (channel, match, language, told_to)
  SELECT $1, m.id, $3, m.seq FROM matches m WHERE m.id = $2 ON CONFLICT DO NOTHING`;
const CHANNELS = `SELECT channel, language, told_to AS "toldTo", mode, colour_voice AS "colourVoice" FROM match_channels
  WHERE match = $1 ORDER BY language`;
const LINE = `event, channel, line, voice, language, text, writer, state, reason, until, refused, lag_ms AS "lagMs",
  request`;
const LINES_OF = `SELECT ${LINE} FROM commentary_lines WHERE match = $1 AND event = $2 ORDER BY channel, line`;
const LINES = `SELECT change, ${LINE} FROM commentary_lines
  WHERE match = $1 AND change > $2 ORDER BY change LIMIT $3`;
