import type { FactSheet } from '../../../writing/model/fact-sheet.js';
import type { Finding } from './finding.js';
import type { Phrase } from './patterns.js';
import { isQuoted } from './quoted.js';
import { clauseAt, finding, has, isInClause, isInLine, type Reading } from './reading.js';
import { tokensOf } from './tokens.js';
import { phrasesIn } from './patterns.js';

/** Parts of a match as the sheet calls them, for each idea of one. */
const SEGMENTS: Readonly<Record<string, readonly string[]>> = {
  H1: ['H1'],
  H1end: ['H1'],
  H2: ['H2'],
  ET: ['ET1', 'ET2'],
  ET1: ['ET1'],
  ET2: ['ET2'],
  PENS: ['PENS'],
  firstInnings: ['INN1'],
  secondInnings: ['INN2'],
  superOver: ['SUPER1', 'SUPER2', 'SUPER3'],
};

/** Parts of a match are named as they are: now, before where it is told as past, next where it is told as coming. */
export function judgePeriods(reading: Reading): readonly Finding[] {
  const { sheet } = reading;
  const current = [sheet.standing, ...sheet.moments.map(({ after }) => after)].flatMap(({ segment }) => segment ?? []);
  const before = new Set(
    [...sheet.earlier, ...sheet.moments.map((moment) => ({ after: moment.before }))].flatMap(
      ({ after }) => after.segment ?? [],
    ),
  );
  const ended = new Set(
    sheet.moments.flatMap(({ type, after }) => (type === 'segment_end' || type === 'match_end' ? [after.segment] : [])),
  );
  return reading.periods.flatMap((phrase) => {
    // “A raffle at half-time”.
    if (sheet.isTimeless === true && isQuoted(reading.quoted, phrase)) return [];
    const isGood = phrase.tags.some(({ idea }) => {
      const segments = SEGMENTS[idea];
      if (segments === undefined) return isMomentOf(idea);
      if (current.some((one) => segments.includes(one))) return idea !== 'H1end' || isMomentOf(idea);
      const isOver =
        current.includes('POST') ||
        reading.isQuiet ||
        isInClause(reading, phrase.from, 'past') ||
        isInLine('fulltime', reading.happenings) ||
        ended.size > 0;
      if (isOver && segments.some((one) => before.has(one)) && (idea !== 'H1end' || isPast(phrase))) return true;
      return isNext(idea);
    });
    return isGood ? [] : [finding(reading, 'period', 'it is another part of the match', phrase)];
  });

  // At the end nobody says that it is half-time.
  function isPast({ from }: Phrase): boolean {
    return reading.isQuiet || isInClause(reading, from, 'past');
  }

  function isMomentOf(idea: string): boolean {
    const minute = [sheet.standing, ...sheet.moments.map(({ after }) => after)].flatMap((one) => one.minute ?? []);
    const isLate = minute.some((one) => one.added !== null || one.minute >= 40);
    if (idea === 'H1end') {
      const isNear = (reading.isQuiet && sheet.standing.segment === 'H1') || isTimeAdded(sheet);
      return isNear || ended.has('H1') || ended.has('ET1');
    }
    if (idea === 'breakNear') return (sheet.standing.segment === 'H1' && isLate) || (current.includes('H1') && isLate);
    if (idea === 'fulltimeP')
      return ended.has('H2') || current.includes('POST') || ended.has('ET2') || ended.has('POST');
    if (idea === 'ninety') return current.some((one) => ['H2', 'ET1', 'ET2', 'PENS', 'POST'].includes(one));
    return true;
  }

  // After the end of one part the next may be spoken of.
  function isNext(idea: string): boolean {
    const isComing = isInLine('toCome', reading.periods);
    const level = sheet.standing.score.home === sheet.standing.score.away;
    if (idea === 'H2') return ended.has('H1') && isComing;
    if (idea === 'ET' || idea === 'ET1')
      return (ended.has('H2') || (reading.isQuiet && current.includes('H2'))) && level;
    if (idea === 'PENS') return ended.has('ET2') && level;
    return false;
  }
}

/** The board shows how much longer the first half lasts. */
function isTimeAdded({ moments }: FactSheet): boolean {
  return moments.some(({ type, after }) => type === 'added_time' && after.segment === 'H1');
}

/** What is not sure is said so, and not as if it were. */
export function judgeHedges(reading: Reading): readonly Finding[] {
  const main = reading.sheet.moments.filter(({ isSure, news }) => !isSure && news !== 'undone');
  // A later moment of the same may have settled it.
  const open = main.filter(
    ({ fact, seq }) => !reading.sheet.moments.some((one) => one.fact === fact && one.seq > seq && one.isSure),
  );
  if (open.length === 0) return [];
  const settled = reading.context.filter((one) => has(one, 'settled'));
  const whole = { from: 0, to: reading.tokens.length - 1 };
  const findings = settled
    .filter((one) => !isDoubted(reading, one))
    .map((one) => finding(reading, 'hedge', 'it is not settled yet', one));
  const isHedged = reading.context.some((one) => has(one, 'hedge')) || reading.tokens.some(({ text }) => text === '?');
  return isHedged
    ? findings
    : [...findings, finding(reading, 'hedge', 'it is not sure, and the line does not say so', whole)];
}

function isDoubted(reading: Reading, { from }: Phrase): boolean {
  return reading.context.some(
    (one) =>
      (has(one, 'cond') || has(one, 'neg')) && clauseAt(reading, one.from) === clauseAt(reading, from) && one.to < from,
  );
}

const CLAIM_RULES: Readonly<Record<string, string>> = {
  crowd: 'the crowd',
  weather: 'the weather',
  history: 'history or records',
  mind: 'what somebody thinks or feels',
  place: 'where or how it was struck',
  cricketPlace: 'where or how it was played',
  body: 'an injury',
  people: 'who somebody is',
  statistics: 'a statistic',
  address: 'the listener',
  machine: 'the machine',
  abuse: 'abuse',
};
const OF_SPORT: Readonly<Record<string, string>> = { place: 'football', cricketPlace: 'cricket' };
/** Not even a host’s note opens these. */
const NEVER = new Set(['address', 'machine', 'abuse']);

/** What no sheet holds is not said, but for what the note says itself. */
export function judgeClaims(reading: Reading): readonly Finding[] {
  const { sheet, language } = reading;
  const note = sheet.note === null ? [] : phrasesIn(tokensOf(sheet.note), language.claims, () => true);
  const noted = new Set(note.flatMap(({ tags }) => tags.map(({ idea }) => idea)));
  return reading.claims.flatMap((phrase) => {
    const ideas = phrase.tags
      .map(({ idea }) => idea)
      .filter((idea) => {
        if (OF_SPORT[idea] !== undefined && OF_SPORT[idea] !== sheet.sport) return false;
        return NEVER.has(idea) || !noted.has(idea);
      });
    const isInNumber = reading.numbers.some(({ from, to }) => from <= phrase.from && to >= phrase.to);
    if (ideas.length === 0 || isInNumber || isPartOfHappening(reading, phrase)) return [];
    return [finding(reading, 'claim', `it speaks of ${CLAIM_RULES[ideas[0] ?? ''] ?? 'what no sheet holds'}`, phrase)];
  });
}

// “Into the stands” is a six; “in the first half on the break” is none of its words.
function isPartOfHappening({ happenings, context, periods }: Reading, { from, to }: Phrase): boolean {
  const wider = [...happenings, ...context.filter((one) => has(one, 'neutral')), ...periods];
  return wider.some((one) => one.from <= from && one.to >= to && one.to - one.from > to - from);
}
