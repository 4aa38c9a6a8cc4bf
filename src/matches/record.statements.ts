import type { EntityManager } from 'typeorm';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import type { MatchEvent, Recorded } from '../wire/matches.js';
import type { Recording, Told } from './match-store.port.js';
import { bookOf, eventOf, factOf, fixtureOf, type BookRow, type EventRow } from './match.rows.js';
import type { Book, Fact, Fixture } from './model/facts.js';
import { stateOf } from './model/match-state.js';
import { phaseOf } from './model/phase.js';
import { decide } from './model/record.js';

interface KeptRow extends EventRow {
  readonly told_by: string;
  readonly told_key: string;
  readonly told_hash: string;
}

interface NewRow extends EventRow {
  readonly told_by: string | null;
  readonly told_key: string | null;
  readonly told_hash: string | null;
}

/** Under the lock of the match: of two that write at once the second goes on from what the first wrote. */
export async function recordIn(tx: EntityManager, match: string, told: readonly Told[]): Promise<Recording | Refusal> {
  const [row] = await tx.query<BookRow[]>(LOCK, [match]);
  if (row === undefined) return refuse('matches.unknown-match');
  const before: Before = {
    fixture: fixtureOf(row),
    facts: await factsOf(tx, match, told),
    kept: await keptOf(tx, match, told),
  };
  const { book, rows, outcomes } = takeAll(bookOf(row), before, told);
  if (rows.length > 0) await write(tx, { match, fixture: before.fixture, book, rows });
  return { outcomes, events: rows.map(eventOf), state: stateOf(before.fixture, book) };
}

interface Before {
  readonly fixture: Fixture;
  readonly facts: Map<string, Fact>;
  /** What the same person told under the same key. */
  readonly kept: Map<string, { readonly hash: string; readonly recorded: Recorded }>;
}

interface Taken {
  readonly book: Book;
  readonly rows: readonly NewRow[];
  readonly outcomes: readonly (Recorded | Refusal)[];
}

function takeAll(first: Book, { fixture, facts, kept }: Before, told: readonly Told[]): Taken {
  let book = first;
  const rows: NewRow[] = [];
  const outcomes = told.map(({ telling, recordedAt, by }): Recorded | Refusal => {
    const earlier = by === undefined ? undefined : kept.get(nameOf(by));
    if (earlier !== undefined) return earlier.hash === by?.hash ? earlier.recorded : refuse('matches.key-reused');
    const known = facts.get(telling.id);
    const outcome = decide(fixture, book, known, telling);
    if (isRefusal(outcome)) return outcome;
    if ('known' in outcome) return { ...recordedOf(outcome.known, opOf(outcome.known)), isNew: false };
    ({ book } = outcome);
    const { fact, op, corrects } = outcome;
    facts.set(fact.id, fact);
    rows.push({
      seq: fact.seq,
      fact: fact.id,
      revision: fact.revision,
      version: fact.version,
      status: fact.status,
      op,
      content: fact.content,
      raw_type: fact.rawType,
      occurred_at: fact.occurredAt,
      recorded_at: recordedAt,
      source: telling.source,
      home: book.tally.home ?? 0,
      away: book.tally.away ?? 0,
      corrects,
      told_by: by?.person ?? null,
      told_key: by?.key ?? null,
      told_hash: by?.hash ?? null,
    });
    const recorded = { ...recordedOf(fact, op), isNew: true };
    if (by !== undefined) kept.set(nameOf(by), { hash: by.hash, recorded: { ...recorded, isNew: false } });
    return recorded;
  });
  return { book, rows, outcomes };
}

function opOf({ status, revision }: Fact): MatchEvent['op'] {
  if (status === 'retracted') return 'retract';
  return revision === 0 ? 'add' : 'revise';
}

function recordedOf({ seq, id, revision }: Fact, op: MatchEvent['op']): Omit<Recorded, 'isNew'> {
  return { seq, fact: id, revision, op };
}

function nameOf({ person, key }: { readonly person: string; readonly key: string }): string {
  return `${person} ${key}`;
}

async function factsOf(tx: EntityManager, match: string, told: readonly Told[]): Promise<Map<string, Fact>> {
  const ids = [...new Set(told.map(({ telling }) => telling.id))];
  const rows = await tx.query<EventRow[]>(FACTS, [match, ids]);
  return new Map(rows.map((row) => [row.fact, factOf(row)]));
}

async function keptOf(tx: EntityManager, match: string, told: readonly Told[]): Promise<Before['kept']> {
  const keys = told.flatMap(({ by }) => by?.key ?? []);
  if (keys.length === 0) return new Map();
  const rows = await tx.query<KeptRow[]>(KEPT, [match, keys]);
  return new Map(
    rows.map((row) => [
      nameOf({ person: row.told_by, key: row.told_key }),
      { hash: row.told_hash, recorded: { ...recordedOf(factOf(row), row.op), isNew: false } },
    ]),
  );
}

interface Written {
  readonly match: string;
  readonly fixture: Fixture;
  readonly book: Book;
  readonly rows: readonly NewRow[];
}

async function write(tx: EntityManager, { match, fixture, book, rows }: Written): Promise<void> {
  const { lifecycle } = phaseOf(fixture.sport, book.marks);
  await tx.query(INSERT, [match, JSON.stringify(rows)]);
  await tx.query(UPDATE, [match, book.seq, lifecycle, JSON.stringify(book.tally), JSON.stringify(book.marks)]);
}

const LOCK = `SELECT sport, info, seq, tally, marks FROM matches WHERE id = $1 AND removed_at IS NULL FOR UPDATE`;
const FACTS = `SELECT DISTINCT ON (fact) * FROM match_events WHERE match = $1 AND fact = ANY ($2::uuid[])
  ORDER BY fact, revision DESC`;
const KEPT = `SELECT * FROM match_events WHERE match = $1 AND told_key = ANY ($2::text[])`;
const INSERT = `INSERT INTO match_events (match, seq, fact, revision, version, op, status, content, raw_type, occurred_at,
    recorded_at, source, told_by, told_key, told_hash, home, away, corrects)
  SELECT $1, seq, fact, revision, version, op, status, content, raw_type, occurred_at,
    recorded_at, source, told_by, told_key, told_hash, home, away, corrects
  FROM jsonb_to_recordset($2::jsonb) AS told (seq integer, fact uuid, revision integer, version integer, op text,
    status text, content jsonb, raw_type text, occurred_at double precision, recorded_at double precision, source text,
    told_by text, told_key text, told_hash text, home integer, away integer, corrects integer)`;
const UPDATE = `UPDATE matches SET seq = $2, lifecycle = $3, tally = $4, marks = $5 WHERE id = $1`;
