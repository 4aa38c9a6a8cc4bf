import type { ScriptedMatch, ScriptLine } from '../../src/matches/model/script.js';
import type { EventContent } from '../../src/wire/matches.js';
import type { Side } from '../../src/wire/sports.js';

/** The laws of football, as an official with a notebook would check them: nothing here knows how matches are made up. */
export type FootballRule = 'pitch' | 'parts' | 'cards' | 'changes' | 'checks' | 'penalties';
export interface Fault {
  readonly rule: FootballRule;
  readonly what: string;
}

interface Notebook {
  readonly pitch: Record<Side, Set<string>>;
  readonly bench: Record<Side, Set<string>>;
  readonly yellows: Set<string>;
  readonly sentOff: Record<Side, number>;
  readonly changes: Record<Side, number>;
  segment: string | null;
  sec: number;
  afterMs: number;
  beganAtMs: number;
  endedAtMs: number;
  readonly segments: string[];
  announcedSec: number;
  penalty: Side | null;
  check: string | null;
  provisional: string | null;
  readonly faults: Fault[];
}

const REGULAR_UNTIL: Record<string, readonly [from: number, until: number]> = {
  H1: [0, 2_700],
  H2: [2_700, 5_400],
  ET1: [5_400, 6_300],
  ET2: [6_300, 7_200],
  PENS: [7_200, 7_200],
};
const BREAK_SEC: Record<string, number> = { H2: 900, ET1: 300, ET2: 300, PENS: 300 };
const OUTSIDE = ['match_start', 'match_end', 'lineup', 'segment_start'];
const COURSES = ['H1 H2', 'H1 H2 ET1 ET2', 'H1 H2 ET1 ET2 PENS'];

export function footballFaults({ lines }: ScriptedMatch): readonly Fault[] {
  const book: Notebook = {
    pitch: { home: new Set(), away: new Set() },
    bench: { home: new Set(), away: new Set() },
    yellows: new Set(),
    sentOff: { home: 0, away: 0 },
    changes: { home: 0, away: 0 },
    segment: null,
    sec: 0,
    afterMs: 0,
    beganAtMs: 0,
    endedAtMs: 0,
    segments: [],
    announcedSec: 0,
    penalty: null,
    check: null,
    provisional: null,
    faults: [],
  };
  for (const line of lines) check(book, line);
  blame(book, 'parts', !COURSES.includes(book.segments.join(' ')), `the parts are ${book.segments.join(' ')}`);
  blame(book, 'parts', book.segment !== null, 'the last part does not end');
  blame(book, 'checks', book.check !== null || book.provisional !== null, 'a check has no end');
  blame(book, 'penalties', book.penalty !== null, 'a penalty is not taken');
  return book.faults;
}

function blame(book: Notebook, rule: FootballRule, isFault: boolean, what: string): void {
  if (isFault) book.faults.push({ rule, what });
}

function check(book: Notebook, line: ScriptLine): void {
  blame(book, 'parts', line.afterMs < book.afterMs, `${line.key} is told before what went before it`);
  book.afterMs = line.afterMs;
  if (line.op === 'confirm' || line.op === 'retract') {
    const isDue = book.provisional === line.key && book.check === (line.op === 'confirm' ? 'end:goal' : 'end:no_goal');
    blame(book, 'checks', !isDue, `${line.op} of ${line.key} without a decision`);
    book.check = null;
    book.provisional = null;
    return;
  }
  const { content } = line;
  checkPart(book, content);
  checkClock(book, content);
  checkReferee(book, line, content);
  checkPeople(book, content);
}

function checkPart(book: Notebook, { type, segment: told, clock }: EventContent): void {
  const segment = told ?? null;
  blame(book, 'parts', !OUTSIDE.includes(type) && book.segment === null, `${type} outside any part`);
  if (type === 'segment_start' && segment !== null) {
    blame(book, 'parts', book.segment !== null, `${segment} begins within ${book.segment}`);
    const pauseMs = (BREAK_SEC[segment] ?? 0) * 1_000;
    blame(
      book,
      'parts',
      book.segments.length > 0 && book.afterMs - book.endedAtMs !== pauseMs,
      `no break before ${segment}`,
    );
    book.segments.push(segment);
    Object.assign(book, { segment, sec: REGULAR_UNTIL[segment]?.[0] ?? 0, beganAtMs: book.afterMs, announcedSec: 0 });
  }
  const isOfPart = book.segment !== null;
  blame(book, 'parts', isOfPart && segment !== book.segment, `${type} of ${segment} during ${book.segment}`);
  if (type === 'added_time') book.announcedSec = clock?.addedSec ?? 0;
  if (type !== 'segment_end') return;
  const [from, until] = REGULAR_UNTIL[segment ?? ''] ?? [0, 0];
  const tooShort = (book.afterMs - book.beganAtMs) / 1_000 < until - from + book.announcedSec;
  blame(book, 'parts', tooShort, `${segment} ends too soon`);
  blame(book, 'parts', segment !== 'PENS' && book.announcedSec < 60, `nothing is added to ${segment}`);
}

function checkClock(book: Notebook, { type, clock, segment = '' }: EventContent): void {
  const [from, until] = REGULAR_UNTIL[segment] ?? [0, 0];
  if (book.segment !== null && type !== 'added_time' && segment !== 'PENS') {
    const sec = (clock?.sec ?? -1) + (clock?.addedSec ?? 0);
    blame(book, 'parts', sec < book.sec, `the clock of ${segment} goes back to ${sec}`);
    blame(book, 'parts', sec !== from + (book.afterMs - book.beganAtMs) / 1_000, `the clock of ${segment} says ${sec}`);
    blame(book, 'parts', (clock?.sec ?? 0) > until, `the clock of ${segment} goes beyond its end`);
    book.sec = sec;
  }
  if (type === 'segment_end') Object.assign(book, { segment: null, endedAtMs: book.afterMs });
}

function checkReferee(book: Notebook, line: ScriptLine, { type, subtype, side = 'home' }: EventContent): void {
  const isTaken = (type === 'goal' && subtype === 'penalty') || type === 'penalty_saved' || type === 'penalty_missed';
  const isDue = book.penalty !== null;
  const isWrong = isTaken !== isDue || (isDue && book.penalty !== side);
  blame(book, 'penalties', isWrong, `${type} with a penalty for ${book.penalty ?? 'nobody'}`);
  book.penalty = type === 'penalty_awarded' ? side : null;
  if (type === 'var_start') {
    blame(book, 'checks', book.check !== null, 'a check within a check');
    blame(book, 'checks', (subtype === 'goal') !== (book.provisional !== null), `a check of ${subtype}`);
    book.check = 'begun';
  } else if (type === 'var_end') {
    blame(book, 'checks', book.check !== 'begun', 'a check ends that did not begin');
    book.check = subtype === 'penalty' ? null : `end:${subtype}`;
  } else blame(book, 'checks', book.check !== null, `${type} during a check`);
  if (line.op === 'add' && line.provisional) book.provisional = line.key;
}

function checkPeople(book: Notebook, { type, side = 'home', participants = [] }: EventContent): void {
  for (const { role, name = '', side: own = side } of participants) {
    if (type === 'lineup') (role === 'starter' ? book.pitch : book.bench)[own].add(name);
    else if (role === 'in') {
      blame(book, 'changes', !book.bench[own].delete(name), `${name} comes on from nowhere`);
      book.pitch[own].add(name);
    } else blame(book, 'pitch', !book.pitch[own].has(name), `${type} by ${name} who is not on the pitch`);
    if (role === 'out') book.pitch[own].delete(name);
  }
  const name = participants[0]?.name ?? '';
  if (type === 'substitution') {
    book.changes[side] += 1;
    blame(book, 'changes', book.changes[side] > 5, `${side} changes once more`);
    blame(book, 'changes', participants.length !== 2, 'a change of one');
  }
  if (type === 'lineup') blame(book, 'pitch', book.pitch[side].size !== 11, `${side} is not eleven`);
  if (type !== 'yellow' && type !== 'second_yellow' && type !== 'red') return;
  const hasOne = book.yellows.has(`${side} ${name}`);
  blame(book, 'cards', hasOne !== (type === 'second_yellow') && type !== 'red', `${type} for ${name}`);
  book.yellows.add(`${side} ${name}`);
  if (type === 'yellow') return;
  book.pitch[side].delete(name);
  book.sentOff[side] += 1;
  blame(book, 'cards', book.sentOff[side] > 4, `${side} loses one more`);
}
