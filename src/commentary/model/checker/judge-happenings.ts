import type { Evidence } from './happening.js';
import type { Finding, Rule } from './finding.js';
import { partiesOf, type Parties } from './grammar.js';
import { opposite, type Named, type NameSpan } from './names.js';
import type { Phrase, Tag } from './patterns.js';
import { isQuoted } from './quoted.js';
import { clauseAt, finding, has, isHit, isInClause, isInSentence, type Reading } from './reading.js';
import { isHyphen } from './tokens.js';

export interface Judged {
  readonly findings: readonly Finding[];
  /** Names of which it is known what they did, and that it is true. */
  readonly attached: ReadonlySet<NameSpan>;
}

/** How far before something a word may stand that takes it back. */
const REACH = 6;
/** Words of what was told and is no more. */
const TAKEN_BACK = ['noGoal', 'overturned', 'notOut', 'var', 'upheld'];

/** What is said to happen did, and those did it who are said to have done it. */
export function judgeHappenings(reading: Reading): Judged {
  const findings: Finding[] = [];
  const attached = new Set<NameSpan>();
  for (const phrase of reading.happenings) {
    if (
      isSuspended(reading, phrase) ||
      isNone(reading, phrase) ||
      isOfBowler(reading, phrase) ||
      isNumber(reading, phrase) ||
      isNoted(reading, phrase)
    )
      continue;
    const tags = phrase.tags.filter(
      ({ idea, flags }) =>
        !flags.includes('f') || !phrase.tags.some((other) => other.idea === idea && !other.flags.includes('f')),
    );
    const verdicts = tags.map((tag) => judged(reading, phrase, tag));
    const good = verdicts.find(({ fails }) => fails === undefined);
    for (const name of good?.names ?? []) attached.add(name);
    const [first] = verdicts.toSorted(
      (one, other) => SEVERITY.indexOf(one.fails ?? 'role') - SEVERITY.indexOf(other.fails ?? 'role'),
    );
    if (good === undefined && first?.fails !== undefined) {
      const said = reading.tokens.slice(phrase.from, phrase.to + 1).map(({ text }) => text);
      findings.push(finding(reading, first.fails, `“${said.join(' ')}” (${first.idea}) is not on the sheet`, phrase));
    }
  }
  return { findings, attached };
}

const WENT = new Set(['goes', 'gone', 'go', 'has', 'went']);

// “Kerr goes for one”, “the over bowled by Kerr”, “caught by Hale, bowled by Jay”: nobody is bowled by it.
function isOfBowler(reading: Reading, phrase: Phrase): boolean {
  const { tokens, names, sheet } = reading;
  if (sheet.sport !== 'cricket') return false;
  const isOut = sheet.moments.some(({ delivery }) => (delivery?.wickets ?? []).length > 0);
  const isWicket = !isOut && has(phrase, 'wicket') && WENT.has(tokens[phrase.from]?.key ?? '');
  const beside = isOut ? 'caught' : 'overEnd';
  const isBowled = has(phrase, 'bowled') && isInSentence(reading, phrase.from, beside, reading.happenings);
  if (!isWicket && !isBowled) return false;
  const bowler = sheet.standing.innings.at(-1)?.bowler?.name;
  const name = isBowled ? names.find(({ from }) => from > phrase.to) : names.findLast(({ to }) => to < phrase.from);
  return name?.named.some((one) => one.kind === 'player' && one.name === bowler) === true;
}

/** How the match stands is told by its record alone. */
const RECORDED = new Set([
  'win',
  'lose',
  'lead',
  'trail',
  'level',
  'draw',
  'takesLead',
  'levels',
  'stands',
  'noGoal',
  'notOut',
  'allOut',
]);

/** What a host’s note says in these words may be believed, but for what belongs into the record of this match. */
function isNoted(reading: Reading, phrase: Phrase): boolean {
  if (!isQuoted(reading.quoted, phrase) || isEvent(phrase)) return false;
  const isRecorded = phrase.tags.some(({ idea }) => RECORDED.has(idea));
  return !isRecorded || isInSentence(reading, phrase.from, 'history', reading.claims);
}

/** Who it is not was nearer to the truth than that it is not at all. */
const SEVERITY: readonly Rule[] = ['role', 'side', 'outcome'];

/** “कोई कॉर्नर नहीं”: in Hindi that it is none stands behind it. */
function isNone(reading: Reading, { to }: Phrase): boolean {
  const clause = clauseAt(reading, to);
  return (
    reading.isQuiet &&
    reading.context.some(
      (one) => has(one, 'none') && clauseAt(reading, one.from) === clause && one.from > to && one.from - to <= 2,
    )
  );
}

/** “Looking for an equaliser”, “not offside”, “it may be a penalty”: it is not said to happen. */
function isSuspended(reading: Reading, phrase: Phrase): boolean {
  const clause = clauseAt(reading, phrase.from);
  return reading.context.some(
    (one) =>
      (has(one, 'wish') || (has(one, 'cond') && !isEvent(phrase)) || has(one, 'neg')) &&
      clauseAt(reading, one.from) === clause &&
      one.to < phrase.from &&
      phrase.from - one.to <= (has(one, 'neg') ? 2 : REACH),
  );
}

const COUNTED = new Set([
  'goals',
  'corners',
  'shots',
  'saves',
  'fouls',
  'penalties',
  'kicks',
  'cards',
  'wickets',
  'changes',
  'substitutions',
  'efforts',
]);

// “Six overs”, “out for six”, “two goals each”: a number is judged as one.
function isNumber(reading: Reading, phrase: Phrase): boolean {
  const isCounted = phrase.from === phrase.to && COUNTED.has(reading.tokens[phrase.from]?.key ?? '');
  const isOne =
    phrase.from === phrase.to &&
    ['goal', 'wicket', 'corner', 'विकेट', 'गोल', 'चौका', 'छक्का', 'चौके', 'छक्के', 'शॉट', 'कॉर्नर', 'फाउल'].includes(
      reading.tokens[phrase.from]?.key ?? '',
    );
  const before = reading.tokens[phrase.from - 1];
  const place = before !== undefined && isHyphen(before) ? phrase.from - 2 : phrase.from - 1;
  if (isOne && reading.numbers.some(({ to, isOrdinal }) => to === place && !isOrdinal)) return true;
  if (isCounted && reading.numbers.some(({ to, value }) => to === phrase.from - 1 && value > 1)) return true;
  const hits = phrase.tags.filter(({ idea }) => idea === 'four' || idea === 'six');
  if (hits.length < phrase.tags.length) return false;
  const number = reading.numbers.find(({ from, to }) => from >= phrase.from && to <= phrase.to);
  if (number === undefined) return false;
  const isScored = reading.sheet.moments.some(
    ({ after, delivery }) =>
      (delivery?.wickets ?? []).length > 0 &&
      after.innings.at(-1)?.batters.some(({ isOut, runs }) => isOut && runs === number.value),
  );
  return isScored || !isHit(reading, number);
}

/** What a line may not so much as guess at. */
const EVENTS = new Set([
  'goal',
  'ownGoal',
  'corner',
  'penalty',
  'red',
  'yellow',
  'secondYellow',
  'freekick',
  'offside',
  'wicket',
  'four',
  'six',
]);

function isEvent({ tags }: Phrase): boolean {
  return tags.some(({ idea }) => EVENTS.has(idea));
}

interface Verdict {
  readonly idea: string;
  readonly fails?: Rule;
  readonly names: readonly NameSpan[];
}

function judged(reading: Reading, phrase: Phrase, tag: Tag): Verdict {
  const { idea } = tag;
  const all = reading.evidence.filter((one) => one.idea === idea && isTellable(reading, one, phrase, tag));
  const now = all.filter(({ isNow }) => isNow);
  const parties = partiesOf(reading, phrase, tag);
  const names = [...parties.doers, ...parties.victims];
  const past = mayBePast(reading, phrase, tag, names.length > 0) ? all.filter(({ isNow }) => !isNow) : [];
  if (now.length + past.length === 0) return { idea, fails: 'outcome', names: [] };
  if (fitsAny([...now, ...past], parties)) return { idea, names };
  const isOfSides = names.every(({ named }) => named.every(({ kind }) => kind !== 'player'));
  return { idea, fails: isOfSides ? 'side' : 'role', names };
}

// In a quiet moment, with words for what was before, or of somebody by name who did it then.
function mayBePast(reading: Reading, phrase: Phrase, { flags }: Tag, hasNames: boolean): boolean {
  if (reading.isQuiet || isAfterOldScore(reading, phrase)) return true;
  if (flags.includes('f')) return flags.includes('t');
  if (flags.includes('p') && !hasNames) return false;
  // “Before the break” is where it is, and nothing that was.
  const clause = clauseAt(reading, phrase.from);
  const isInPart = (at: number): boolean => reading.periods.some(({ from, to }) => at >= from && at <= to);
  const isSaid = reading.context.some(
    (one) => has(one, 'past') && clauseAt(reading, one.from) === clause && !isInPart(one.from),
  );
  return (flags.includes('t') && hasNames) || isSaid;
}

// What is taken back may be spoken of where it is said that it is.
function isTellable(reading: Reading, { isUndone }: Evidence, phrase: Phrase, { idea }: Tag): boolean {
  if (isUndone !== true) return true;
  const isHere = idea === 'wicket' ? isInClause : isInSentence;
  return (
    TAKEN_BACK.some((one) =>
      isHere(
        reading,
        phrase.from,
        one,
        reading.happenings.filter((other) => other !== phrase),
      ),
    ) || isNear(reading, phrase)
  );
}

// “Correction: that goal … It does not stand.”
function isNear({ happenings, tokens }: Reading, phrase: Phrase): boolean {
  const sentence = tokens[phrase.from]?.sentence ?? 0;
  return happenings.some((one) => has(one, 'noGoal') && Math.abs((tokens[one.from]?.sentence ?? 0) - sentence) <= 1);
}

function isDoneBy(one: Evidence, { named }: NameSpan): boolean {
  return named.some((each) => isDoer(one, each));
}

function isDoneTo(one: Evidence, { named }: NameSpan): boolean {
  return named.some((each) => isVictim(one, each));
}

/** One thing has all of them; of several that are told together each has its own. */
function fitsAny(evidence: readonly Evidence[], { doers, victims }: Parties): boolean {
  if (doers.length > 1 || victims.length > 1) {
    return (
      doers.every((name) => evidence.some((one) => isDoneBy(one, name))) &&
      victims.every((name) => evidence.some((one) => isDoneTo(one, name)))
    );
  }
  return evidence.some(
    (one) => doers.every((name) => isDoneBy(one, name)) && victims.every((name) => isDoneTo(one, name)),
  );
}

// “From 3-2 behind”: so it was.
function isAfterOldScore({ tokens, numbers }: Reading, { from }: Phrase): boolean {
  const number = numbers.findLast(({ to }) => to < from);
  if (number === undefined || from - number.to > 1) return false;
  return tokens.slice(Math.max(0, number.from - 3), number.from).some(({ key }) => key === 'from');
}

function isDoer({ side, doers, isAnybodys }: Evidence, named: Named): boolean {
  if (named.kind === 'other') return true;
  if (named.kind === 'side') return isAnybodys === true || side === null || side === named.side;
  if (doers.includes(named.name)) return true;
  // Of a lead or a review no player is told: theirs is what their side’s is.
  return doers.length === 0 && (isAnybodys === true || (named.side !== null && named.side === side));
}

function isVictim({ side, victims, isAnybodys }: Evidence, named: Named): boolean {
  if (named.kind === 'other') return true;
  if (named.kind === 'side') return isAnybodys === true || side === null || opposite(side) === named.side;
  return victims.length === 0 || victims.includes(named.name);
}
