import type { NameSpan } from './names.js';
import type { Phrase, Tag } from './patterns.js';
import { clauseAt, type Reading } from './reading.js';
import { isHyphen, keyOf } from './tokens.js';

/** Who does what is said, and to whom it is done, as far as the words around it tell. */
export interface Parties {
  readonly doers: readonly NameSpan[];
  readonly victims: readonly NameSpan[];
}

/** “Of whose ball”, in Hindi. */
const BALL = keyOf('गेंद');
const NOBODY: Parties = { doers: [], victims: [] };
/** Ideas of which the name in the middle is who gains: “puts Rovers ahead”. */
const GAINS_INSIDE = new Set(['takesLead', 'levels', 'lead', 'extends']);
/** Those of which the same is true of a side, but not of a player. */
const GOALS = new Set(['goal', 'header', 'volley']);
const HITS = new Set(['four', 'six']);
const GIVEN_AGAINST = new Set(['offside', 'yellow', 'red', 'foul', 'handball']);
const BALLS = new Set(['four', 'six', 'dot', 'single', 'runs']);
/** Ideas where who stands after “for” goes or comes instead. */
const EXCHANGES = new Set(['on', 'off', 'change']);

export function partiesOf(reading: Reading, phrase: Phrase, tag: Tag): Parties {
  if (Object.keys(reading.language.small.after).length > 0) return partiesByEndings(reading, phrase, tag);
  if (tag.flags.includes('f')) return NOBODY;
  const inside = reading.names.filter(
    (name) => name.from > phrase.from && name.to < phrase.to && !isOwnerOfPart(reading, name),
  );
  if (tag.flags.includes('n')) return partiesOfNoun(reading, phrase, tag);
  const left = subjectOf(reading, phrase);
  const right = rightOf(reading, phrase);
  const endsInBy = reading.language.small.by.has(reading.tokens[phrase.to]?.key ?? '');
  if (tag.flags.includes('q') || (endsInBy && right?.word === ''))
    return { doers: right === undefined ? [] : [right.name], victims: left };
  if (tag.flags.includes('p')) {
    const doers = right !== undefined && reading.language.small.by.has(right.word) ? [right.name] : [];
    return { doers, victims: [...left, ...inside] };
  }
  if (tag.flags.includes('i')) return inverted(reading, phrase);
  const isSideInside = inside.some(({ named }) => named.some(({ kind }) => kind === 'side'));
  if (right?.word === 'against' && GIVEN_AGAINST.has(tag.idea)) return { doers: [...left, right.name], victims: [] };
  const gains = GAINS_INSIDE.has(tag.idea) || (GOALS.has(tag.idea) && isSideInside);
  const isFor = right !== undefined && reading.language.small.of.has(right.word);
  // “Four more to Patel.”
  if (isFor && HITS.has(tag.idea) && right.word !== 'off') return { doers: [...left, right.name], victims: [] };
  return {
    doers: [
      ...left,
      ...(right?.word === '' && EXCHANGES.has(tag.idea) && isSide(right.name) ? [right.name] : []),
      ...(gains ? inside : []),
      ...(isFor && right.name.named.some(({ kind }) => kind === 'side') ? [right.name] : []),
    ],
    victims: [...(gains ? [] : inside), ...(right !== undefined && isObject(right, tag) ? [right.name] : [])],
  };
}

function isSide({ named }: NameSpan): boolean {
  return named.some(({ kind }) => kind === 'side');
}

function isObject({ name, word }: { name: NameSpan; word: string }, { idea }: Tag): boolean {
  if (word === '') return !(EXCHANGES.has(idea) && isSide(name));
  return word === 'for' && EXCHANGES.has(idea) && name.named.some(({ kind }) => kind === 'player');
}

// “The Vale goalkeeper”: somebody of them, who is not named.
function isOwnerOfPart({ tokens, language }: Reading, name: NameSpan): boolean {
  return (
    name.named.some(({ kind }) => kind === 'side') && language.small.belongings.has(tokens[name.to + 1]?.key ?? '')
  );
}

// “On comes Larch for Elm.”
function inverted(reading: Reading, phrase: Phrase): Parties {
  const clause = clauseAt(reading, phrase.to);
  const [doer, other] = reading.names.filter(({ from }) => from > phrase.to && clauseAt(reading, from) === clause);
  if (doer === undefined) return NOBODY;
  const isFor = other !== undefined && reading.tokens[other.from - 1]?.key === 'for' && other.from - doer.to === 2;
  return { doers: [doer], victims: isFor ? [other] : [] };
}

// “Fir’s penalty”, “a Rovers corner”, “corner for Rovers”, “header from Fennel”.
function partiesOfNoun(reading: Reading, phrase: Phrase, { idea }: Tag): Parties {
  const { small } = reading.language;
  const left = reading.names.findLast(({ to }) => to < phrase.from);
  const right = rightOf(reading, phrase);
  const gap = left === undefined ? Number.POSITIVE_INFINITY : phrase.from - left.to;
  const isNear = left !== undefined && clauseAt(reading, left.to) === clauseAt(reading, phrase.from);
  const isWith = isNear && gap <= 4 && reading.tokens[left.to + 1]?.key === 'with';
  const owns =
    isNear &&
    ((left.isPossessive && gap <= 3) ||
      (gap === 1 && !left.isPossessive) ||
      isWith ||
      (gap === 2 && reading.tokens[phrase.from - 1]?.key === 'the'));
  const doers = owns ? [left] : [];
  if (right === undefined) return { doers, victims: [] };
  // “A foul from Cedar on Quince.”
  const next = reading.names[reading.names.indexOf(right.name) + 1];
  const isOn = idea === 'foul' && next !== undefined && keysBetween(reading, right.name.to, next.from) === 'on';
  if (isOn) return right.word === 'on' ? NOBODY : { doers: [...doers, right.name], victims: [next] };
  // A four is hit off a bowler; “from” is said of both; “a wicket of Rovers” is theirs that falls.
  if (right.word === 'off') return { doers, victims: [right.name] };
  if (BALLS.has(idea) && right.word === 'from') return { doers, victims: [] };
  if (idea === 'wicket' && right.word === 'of') return { doers, victims: [right.name] };
  if (small.of.has(right.word) || small.by.has(right.word)) return { doers: [...doers, right.name], victims: [] };
  // “Offside against Thorn”: it is his.
  const isTheirs = right.word === 'against' && GIVEN_AGAINST.has(idea);
  if (isTheirs) return { doers: [...doers, right.name], victims: [] };
  return { doers, victims: small.against.has(right.word) ? [right.name] : [] };
}

function keysBetween({ tokens }: Reading, from: number, to: number): string {
  return tokens
    .slice(from + 1, to)
    .flatMap(({ kind, key }) => (kind === 'word' ? [key] : []))
    .join(' ');
}

/** The name before a verb, unless it belongs to another word; with the one that is joined to it by “and”. */
function subjectOf(reading: Reading, phrase: Phrase): readonly NameSpan[] {
  const clause = clauseAt(reading, phrase.from);
  const at = reading.names.findLastIndex(({ to }) => to < phrase.from);
  const name = reading.names[at];
  if (name === undefined || isGoverned(reading, name)) return [];
  if (clauseAt(reading, name.to) !== clause) return isBeforeAside(reading, name, phrase) ? [name] : [];
  if (hasVerbBetween(reading, name.to, phrase)) return [];
  // Of “Willow’s penalty is saved” it is whose penalty it was.
  const before = reading.names[at - 1];
  const isPair = before !== undefined && name.from - before.to === 2 && reading.tokens[before.to + 1]?.key === 'and';
  return isPair && !name.isPossessive ? [before, name] : [name];
}

const ASIDES = new Set(['who', 'whose', 'which', 'already', 'booked', 'the', 'having', 'a']);
const ASIDE_MAX = 7;

// “Elm, who scored earlier, makes way”: what stands between two commas speaks of who stands before it.
function isBeforeAside({ tokens }: Reading, name: NameSpan, phrase: Phrase): boolean {
  const [after, next] = [tokens[name.to + 1], tokens[name.to + 2]];
  const start = tokens.findIndex(({ clause }) => clause === tokens[phrase.from]?.clause);
  if (
    after?.text !== ',' ||
    next === undefined ||
    !ASIDES.has(next.key) ||
    next.clause + 1 !== tokens[phrase.from]?.clause
  )
    return false;
  return start - name.to <= ASIDE_MAX + 2 && phrase.from - start <= 2 && tokens[start - 1]?.text === ',';
}

// “by Vetch”, “from Rovers”: it is no subject.
function isGoverned({ tokens, language }: Reading, { from }: NameSpan): boolean {
  const { by, of, against, articles } = language.small;
  let at = from - 1;
  while (at >= 0 && articles.has(tokens[at]?.key ?? '')) at -= 1;
  const word = tokens[at]?.clause === tokens[from]?.clause ? (tokens[at]?.key ?? '') : '';
  // “With Rovers leading”: they lead all the same.
  return word !== 'with' && (by.has(word) || of.has(word) || against.has(word));
}

function hasVerbBetween({ happenings, tokens }: Reading, from: number, phrase: Phrase): boolean {
  return happenings.some(
    (one) =>
      one !== phrase &&
      one.from > from &&
      one.to < phrase.from &&
      one.tags.some(({ flags }) => /[ap]/u.test(flags)) &&
      tokens[one.to + 1]?.key !== 'and' &&
      tokens[one.to + 1]?.key !== 'then',
  );
}

/** The name after a phrase, and the little word before it; with no more than an article and such between. */
function rightOf(reading: Reading, phrase: Phrase): { readonly name: NameSpan; readonly word: string } | undefined {
  const { tokens, language } = reading;
  const { small } = language;
  const name = reading.names.find(({ from }) => from > phrase.to);
  if (name === undefined || clauseAt(reading, name.from) !== clauseAt(reading, phrase.to)) return undefined;
  const between = tokens
    .slice(phrase.to + 1, name.from)
    .filter((token) => !isHyphen(token) && !small.articles.has(token.key));
  if (between.length === 0) return { name, word: '' };
  const word = between[0]?.key ?? '';
  const isLink = small.by.has(word) || small.of.has(word) || small.against.has(word);
  return between.length === 1 && isLink ? { name, word } : undefined;
}

// Where words after a name tell what it is to the verb: ने who did it, को to whom, का whose.
function partiesByEndings(reading: Reading, phrase: Phrase, tag: Tag): Parties {
  const { tokens, language } = reading;
  const clause = clauseAt(reading, phrase.from);
  const doers: NameSpan[] = [];
  const victims: NameSpan[] = [];
  for (const [at, name] of reading.names.entries()) {
    if (clauseAt(reading, name.to) !== clause || name.from > phrase.to) continue;
    const ending = language.small.after[tokens[name.to + 1]?.key ?? ''];
    const gap = phrase.from - name.to;
    const isLast = (reading.names[at + 1]?.from ?? Number.POSITIVE_INFINITY) > phrase.from;
    // “Kerr की गेंद पर”: who bowled it.
    if (ending === 'owner' && tokens[name.to + 2]?.key === BALL) {
      if (gap <= 6 && HITS.has(tag.idea)) victims.push(name);
      continue;
    }
    if (ending === 'doer' && !tag.flags.includes('n') && !hasVerbBetween(reading, name.to, phrase)) doers.push(name);
    else if (ending === 'owner' && gap <= 6 && (isLast || !tag.flags.includes('n')))
      (tag.flags.includes('p') ? victims : doers).push(name);
    else if (ending === 'receiver' && gap <= 6 && !(tag.idea === 'save' && isSide(name)))
      (tag.flags.includes('r') ? doers : victims).push(name);
    else if (ending === undefined && isLast && gap <= 5 && !tag.flags.includes('n')) {
      (tag.flags.includes('p') ? victims : doers).push(name);
    }
  }
  if (tag.flags.includes('f')) return NOBODY;
  // Where somebody else does it, what it is done to is whose it was: “Vetch की पेनल्टी Alder ने बचा ली”.
  const acts = (name: NameSpan): boolean => language.small.after[tokens[name.to + 1]?.key ?? ''] === 'doer';
  if (!tag.flags.includes('n') && doers.some(acts))
    return { doers: doers.filter(acts), victims: [...victims, ...doers.filter((name) => !acts(name))] };
  return { doers, victims };
}
