import { refuse, type Refusal } from '../../kernel/outcome.js';
import type { EventContent, MatchEvent } from '../../wire/matches.js';
import { isTypeOf, rankOf, type Sport } from '../../wire/sports.js';
import { MARKS_MAX, type Book, type Fact, type Fixture } from './facts.js';
import { withFact } from './match-state.js';
import { mayBecome, mayHaveBecome, phaseOf } from './phase.js';

/** A million, and a match that goes on: more are refused. */
export const EVENTS_MAX = 1_000_000;

interface Told {
  /** Of the fact. */
  readonly id: string;
  readonly occurredAt: number;
  readonly source: MatchEvent['source'];
}

/** What somebody says happened, or did not. */
export type Telling = Told &
  (
    | {
        readonly op: 'add' | 'revise';
        readonly version?: number;
        readonly provisional: boolean;
        readonly content: EventContent;
      }
    | { readonly op: 'confirm'; readonly version?: number }
    | { readonly op: 'retract'; readonly version?: number }
  );

export interface Entry {
  readonly op: MatchEvent['op'];
  readonly fact: Fact;
  readonly corrects: number | null;
  readonly book: Book;
}

/** What becomes of it: an entry in the record, or nothing because it was known. */
export type Outcome = Entry | { readonly known: Fact } | Refusal;

export function decide(fixture: Fixture, book: Book, known: Fact | undefined, telling: Telling): Outcome {
  if (book.seq >= EVENTS_MAX) return refuse('matches.too-many-events');
  const version = telling.version ?? known?.version ?? 0;
  if (known !== undefined && version < known.version) return { known };
  const next = nextOf({ fixture, book, known, version }, telling);
  if ('refused' in next || 'known' in next) return next;
  const after = withFact(fixture, book, known, next.fact);
  if (after.marks.length > MARKS_MAX) return refuse('matches.too-many-events');
  const mayMove = next.op === 'add' && after.marks !== book.marks;
  const refused = mayMove ? refuseWrongPhase(fixture.sport, { before: book, after }, telling.source) : undefined;
  return refused ?? { ...next, corrects: known?.seq ?? null, book: after };
}

type Next = Pick<Entry, 'op' | 'fact'> | { readonly known: Fact } | Refusal;

interface Standing {
  readonly fixture: Fixture;
  readonly book: Book;
  readonly known: Fact | undefined;
  readonly version: number;
}

function nextOf({ fixture, book, known, version }: Standing, telling: Telling): Next {
  const base = { id: telling.id, version, seq: book.seq + 1, revision: (known?.revision ?? -1) + 1 };
  if (telling.op === 'retract') {
    if (known?.status === 'retracted') return { known };
    const { content = UNKNOWN, rawType = null, occurredAt = telling.occurredAt } = known ?? {};
    return { op: 'retract', fact: { ...base, status: 'retracted', content, rawType, occurredAt } };
  }
  if (telling.op === 'confirm') {
    if (known === undefined || known.status === 'retracted') return refuse('matches.unknown-event');
    if (known.status === 'confirmed') return { known };
    return { op: 'confirm', fact: { ...known, ...base, status: 'confirmed' } };
  }
  const read = readContent(fixture.sport, telling.content, segmentOf({ fixture, book, known }));
  if ('refused' in read) return read;
  const fact: Fact = {
    ...base,
    ...read,
    status: telling.provisional ? 'provisional' : 'confirmed',
    occurredAt: telling.occurredAt,
  };
  if (known === undefined) {
    if (telling.op === 'revise') return refuse('matches.unknown-event');
    return { op: read.content.type === 'note' ? 'note' : 'add', fact };
  }
  return isSame(known, fact, telling.op)
    ? { known }
    : { op: 'revise', fact: { ...fact, occurredAt: known.occurredAt } };
}

// Where it happens that is told without a part. What is told anew happened where it did, whatever is under way by now.
function segmentOf({ fixture, book, known }: Pick<Standing, 'fixture' | 'book' | 'known'>): string | null {
  if (known === undefined || isTombstone(known)) return phaseOf(fixture.sport, book.marks).segment;
  return known.content.segment ?? null;
}

function isTombstone({ status, content }: Fact): boolean {
  return status === 'retracted' && isEqual(content, UNKNOWN);
}

// Taken back before it came.
const UNKNOWN: EventContent = { type: 'note' };

function isSame(known: Fact, fact: Fact, op: 'add' | 'revise'): boolean {
  const isTakenBack = known.status === 'retracted';
  // Who tells the same thing again has not heard that it was taken back.
  if (isTakenBack && op === 'add' && fact.version === known.version) return true;
  if (isTakenBack) return false;
  // And has not heard either that it was confirmed.
  const isLess = known.status === 'confirmed' && fact.status === 'provisional' && op === 'add';
  return (known.status === fact.status || isLess) && isEqual(known.content, fact.content);
}

function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => isEqual((one as Named)[name], (other as Named)[name]));
}

type Named = Readonly<Record<string, unknown>>;

function readContent(
  sport: Sport,
  given: EventContent,
  underWay: string | null,
): { content: EventContent; rawType: string | null } | Refusal {
  if (!isTypeOf(sport, given.type)) return { content: { ...given, type: 'note' }, rawType: given.type };
  const segment = given.segment ?? (given.type === 'match_end' ? undefined : (underWay ?? undefined));
  const content = segment === undefined ? given : { ...given, segment };
  if (segment !== undefined && rankOf(sport, segment) === undefined) {
    return refuse('matches.bad-event', `A match of ${sport} has no part ${segment}.`);
  }
  const lacking = LACKS.find(({ types, has }) => types.includes(content.type) && !has(content, sport));
  return lacking === undefined
    ? { content, rawType: null }
    : refuse('matches.bad-event', `An event of type ${content.type} needs ${lacking.needs}.`);
}

interface Demand {
  readonly types: readonly string[];
  readonly needs: string;
  readonly has: (content: EventContent, sport: Sport) => boolean;
}

const LACKS: readonly Demand[] = [
  {
    types: [
      'goal',
      'shootout_kick',
      'shootout_attempt',
      'penalty_shot',
      'field_goal',
      'free_throw',
      'delivery',
      'penalty_runs',
    ],
    needs: '`side`',
    has: ({ side }) => side !== undefined,
  },
  {
    types: ['shootout_kick', 'shootout_attempt', 'free_throw'],
    needs: '`made`',
    has: ({ made }) => made !== undefined,
  },
  { types: ['delivery'], needs: '`delivery`', has: ({ delivery }) => delivery !== undefined },
  {
    types: ['segment_start', 'segment_end', 'innings_start'],
    needs: '`segment`',
    has: ({ segment }) => segment !== undefined,
  },
  { types: ['lifecycle'], needs: '`lifecycle`', has: ({ lifecycle }) => lifecycle !== undefined },
  { types: ['clock'], needs: '`clock`', has: ({ clock }) => clock !== undefined },
  { types: ['target_revised'], needs: '`target`', has: ({ target }) => target !== undefined },
  {
    types: ['score_adjustment', 'field_goal', 'penalty_runs'],
    needs: '`points` and `side`',
    has: ({ points, side }) => points !== undefined && side !== undefined,
  },
];

// A host says what happens now. Who tells of what happened may have left out steps, or tell them later.
function refuseWrongPhase(
  sport: Sport,
  { before, after }: { readonly before: Book; readonly after: Book },
  source: MatchEvent['source'],
): Refusal | undefined {
  const from = phaseOf(sport, before.marks).lifecycle;
  const to = phaseOf(sport, after.marks).lifecycle;
  const may = source === 'host' ? mayBecome : mayHaveBecome;
  return may(from, to) ? undefined : refuse('matches.wrong-phase', `The match is ${from} and cannot become ${to}.`);
}
