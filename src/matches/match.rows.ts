import type { MatchInfo, PlayerView, Script } from '../wire/match-doors.js';
import type { EventContent, MatchEvent } from '../wire/matches.js';
import type { Sport } from '../wire/sports.js';
import type { StoredMatch, Visibility } from './match-store.port.js';
import type { Book, Fact, Fixture, Mark } from './model/facts.js';
import { stateOf } from './model/match-state.js';
import type { Tally } from './model/tally.js';

export interface TeamRow {
  readonly name: string;
  readonly short: string | null;
  readonly players?: PlayerView[] | null;
}

export interface BookRow {
  readonly sport: Sport;
  readonly info: MatchInfo;
  readonly seq: number;
  readonly tally: Tally;
  readonly marks: readonly Mark[];
}

export interface MatchRow extends BookRow {
  readonly id: string;
  readonly title: string;
  readonly competition_name: string | null;
  readonly home_team: TeamRow;
  readonly away_team: TeamRow;
  readonly starts_at: number;
  readonly language: string;
  readonly visibility: Visibility;
  readonly script: Script | null;
  readonly is_demo: boolean;
  readonly created_at: number;
  readonly channels: StoredMatch['channels'] | null;
  readonly told_at: number | null;
  readonly changes: number;
}

export interface EventRow {
  readonly seq: number;
  readonly fact: string;
  readonly revision: number;
  readonly version: number;
  readonly op: MatchEvent['op'];
  readonly status: MatchEvent['status'];
  readonly content: EventContent;
  readonly raw_type: string | null;
  readonly occurred_at: number;
  readonly recorded_at: number;
  readonly source: MatchEvent['source'];
  readonly home: number;
  readonly away: number;
  readonly corrects: number | null;
}

const SHORT_LETTERS = 3;

export function fixtureOf({ sport, info }: Pick<BookRow, 'sport' | 'info'>): Fixture {
  return { sport, info };
}

export function bookOf({ seq, tally, marks }: BookRow): Book {
  return { seq, tally, marks };
}

export function storedOf(row: MatchRow): StoredMatch {
  return {
    match: {
      id: row.id,
      sport: row.sport,
      title: row.title,
      competition: row.competition_name,
      home: teamOf(row.home_team),
      away: teamOf(row.away_team),
      startsAt: row.starts_at,
      language: row.language,
      visibility: row.visibility,
      info: row.info,
      script: row.script,
      isDemo: row.is_demo,
      createdAt: row.created_at,
    },
    channels: row.channels ?? [],
    state: stateOf(fixtureOf(row), bookOf(row)),
    toldAt: row.told_at,
    changes: row.changes,
  };
}

function teamOf({ name, short, players }: TeamRow): StoredMatch['match']['home'] {
  const letters = name.replaceAll(/[^\p{L}\p{N}]/gu, '').slice(0, SHORT_LETTERS);
  return {
    name,
    short: short ?? (letters === '' ? name.slice(0, SHORT_LETTERS) : letters.toUpperCase()),
    players: players ?? [],
  };
}

export function eventOf(row: EventRow): MatchEvent {
  return {
    seq: row.seq,
    fact: row.fact,
    revision: row.revision,
    op: row.op,
    status: row.status,
    content: row.content,
    rawType: row.raw_type,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    source: row.source,
    score: { home: row.home, away: row.away },
    corrects: row.corrects,
  };
}

export function factOf(row: EventRow): Fact {
  return {
    id: row.fact,
    revision: row.revision,
    version: row.version,
    status: row.status,
    content: row.content,
    rawType: row.raw_type,
    occurredAt: row.occurred_at,
    seq: row.seq,
  };
}
