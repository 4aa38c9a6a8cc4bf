import type { Side } from '../../../wire/sports.js';
import type { Finding } from './finding.js';
import { opposite, type NameSpan } from './names.js';
import { clauseAt, finding, has, isInClause, keyAfter, keyBefore, sentenceAt, type Reading } from './reading.js';

/** A side that is named for no reason known is taken for the one that gains by what is told. */
export function judgeSides(
  reading: Reading,
  attached: ReadonlySet<NameSpan>,
  scored: ReadonlySet<NameSpan>,
): readonly Finding[] {
  const gaining = gainersOf(reading);
  return reading.names.flatMap((span) => {
    const side = sideOf(span);
    if (side === undefined || scored.has(span)) return [];
    const isRight =
      isKeeperRight(reading, span, side) &&
      (attached.has(span) || isNeutral(reading, span) || isGainRight(reading, span, side, gaining));
    return isRight ? [] : [finding(reading, 'side', 'it is the other side of which this is so', span)];
  });
}

function isGainRight(reading: Reading, span: NameSpan, side: Side, gaining: ReadonlySet<Side>): boolean {
  const batting = battingSide(reading);
  // “Rovers, 144 for 5”: what stands right behind it is its own, whatever mark is between.
  const hasNumber = reading.numbers.some(
    ({ from }) => from > span.to && (from - span.to <= 2 || clauseAt(reading, from) === clauseAt(reading, span.from)),
  );
  const isMark = reading.tokens[span.from - 1]?.key === 'for' && isInClause(reading, span.from, 'reached');
  if (batting !== undefined && isMark) return side === batting;
  if (batting !== undefined && side !== batting && reading.isQuiet && isTheirOwn(reading, span, side)) return true;
  const isDown = isInClause(reading, span.from, 'down', reading.units);
  if (batting !== undefined && isDown) return side === batting;
  if (batting !== undefined && (hasNumber || gaining.size === 0)) {
    const isAhead = BATTED.has(keyAfter(reading, span.to)) && hasNumber;
    const isNext =
      isInClause(reading, span.from, 'need', reading.units) &&
      reading.sheet.moments.some(({ type }) => type === 'innings_end');
    if (isAhead || isNext) return isNext || side === batting;
    if (isInClause(reading, span.from, 'review', reading.happenings)) return true;
    const isLeft = isInClause(reading, span.from, 'hand', reading.units);
    const isFielding =
      !isLeft &&
      (isInClause(reading, span.from, 'fielding') || isInClause(reading, span.from, 'wicket', reading.happenings));
    // What a side has got or needs is what it has batted; wickets are for who bowls, unless it loses them.
    return isFielding
      ? side !== batting ||
          isInClause(reading, span.from, 'lost', reading.happenings) ||
          isSuffering(reading, span) ||
          hasPair(reading, span)
      : side === batting || isSuffering(reading, span);
  }
  const [gainer] = gaining;
  if (gainer === undefined || gaining.size > 1) return true;
  return (side === gainer) !== isSuffering(reading, span);
}

// Of who does not bat: what they bowl, what they have made before, and what one of them has done.
function isTheirOwn(reading: Reading, { from }: NameSpan, side: Side): boolean {
  const clause = clauseAt(reading, from);
  const isBowled = ['extra', 'dot'].some((idea) => isInClause(reading, from, idea, reading.units));
  const made = reading.sheet.standing.innings.filter((innings) => innings.side === side);
  const isTotal = reading.pairs.some(
    ({ one, other }) =>
      clauseAt(reading, one.from) === clause &&
      made.some(({ runs, wickets }) => runs === one.value && wickets === (other?.value ?? 0)),
  );
  const sentence = sentenceAt(reading, from);
  const isByOne = reading.names.some(
    (name) =>
      sentenceAt(reading, name.from) === sentence &&
      name.named.some((one) => one.kind === 'player' && one.side === side),
  );
  return isBowled || isTotal || isByOne || isInClause(reading, from, 'fielding');
}

// “Are 60 for 3” is judged where the score is.
function hasPair({ pairs, tokens }: Reading, { from }: NameSpan): boolean {
  return pairs.some(({ one }) => tokens[one.from]?.clause === tokens[from]?.clause);
}

/** Who bats, as long as somebody does. */
function battingSide({ sheet }: Reading): Side | undefined {
  if (sheet.sport !== 'cricket' || sheet.standing.finish !== null) return undefined;
  if (sheet.moments.some(({ type }) => type === 'toss' || type === 'match_start')) return undefined;
  return sheet.standing.innings.at(-1)?.side ?? undefined;
}

/** Before the number of what a side has batted. */
const BATTED = new Set([
  'on',
  'at',
  'are',
  'is',
  'need',
  'needs',
  'now',
  'move',
  'moves',
  'stay',
  'remain',
  'slip',
  'reach',
  'require',
  'still',
]);

const KEEPERS = new Set(['keeper', 'goalkeeper']);

// “The Vale goalkeeper” is who has saved.
function isKeeperRight(reading: Reading, span: NameSpan, side: Side): boolean {
  if (!KEEPERS.has(keyAfter(reading, span.to))) return true;
  const saves = reading.evidence.filter(({ idea, isNow }) => idea === 'save' && isNow);
  return saves.length === 0 || saves.some((one) => one.side === side);
}

/** Types that are somebody’s doing and nobody’s gain. */
const NOBODYS = new Set([
  'segment_start',
  'segment_end',
  'match_start',
  'match_end',
  'added_time',
  'over_end',
  'innings_end',
  'timeout',
  'var_start',
  'var_end',
  'toss',
  'powerplay',
  'review_start',
  'review_end',
]);

function gainersOf({ sheet }: Reading): ReadonlySet<Side> {
  return new Set(
    sheet.moments.flatMap(({ type, side, delivery, news, made }): Side[] => {
      if (side === null || NOBODYS.has(type) || news === 'undone' || news === 'changed') return [];
      // A kick that is not converted is one side’s loss and the other’s gain.
      if (type === 'penalty_saved' || type === 'penalty_missed' || (type === 'shootout_kick' && made !== true))
        return ['home', 'away'];
      if (type !== 'delivery') return [side];
      // A ball without runs may be called either’s.
      const isWicket = (delivery?.wickets ?? []).length > 0;
      const runs = (delivery?.runs.batter ?? 0) + (delivery?.runs.extras ?? 0);
      return isWicket ? [opposite(side)] : runs > 0 ? [side] : [];
    }),
  );
}

function isNeutral(reading: Reading, span: NameSpan): boolean {
  const { names, tokens, language, context } = reading;
  const { versus } = language.small;
  const at = names.indexOf(span);
  const isPaired = [names[at - 1], names[at + 1]].some((other) => {
    if (other === undefined || sideOf(other) === undefined) return false;
    const [from, to] = other.from < span.from ? [other.to + 1, span.from] : [span.to + 1, other.from];
    const between = tokens.slice(from, to).filter(({ key }) => key !== 'the');
    return between.length === 1 && versus.has(between[0]?.key ?? '');
  });
  const clause = clauseAt(reading, span.from);
  return isPaired || context.some((one) => has(one, 'either') && clauseAt(reading, one.from) === clause);
}

export function isSuffering(reading: Reading, span: NameSpan): boolean {
  const { language, context, tokens } = reading;
  const { against, belongings, articles } = language.small;
  let at = span.from - 1;
  while (articles.has(tokens[at]?.key ?? '')) at -= 1;
  const isAgainst = against.has(keyBefore(reading, span.from, span.from - at));
  const owns =
    belongings.has(keyAfter(reading, span.to)) || (span.isPossessive && belongings.has(keyAfter(reading, span.to, 2)));
  const clause = clauseAt(reading, span.from);
  const isSaid = context.some(
    (one) =>
      has(one, 'suffer') && clauseAt(reading, one.from) === clause && (one.from > span.to || span.from - one.to <= 2),
  );
  return isAgainst || owns || isSaid;
}

export function sideOf({ named }: NameSpan): Side | undefined {
  return named.flatMap((one) => (one.kind === 'side' ? [one.side] : []))[0];
}
