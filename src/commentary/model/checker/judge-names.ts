import type { FactSheet } from '../../../writing/model/fact-sheet.js';
import type { Side } from '../../../wire/sports.js';
import type { Finding } from './finding.js';
import type { NameSpan } from './names.js';
import { isNotedName } from './noted.js';
import { finding, isInClause, keyAfter, type Reading } from './reading.js';
import { tokensOf, type Token } from './tokens.js';

/** Names that are no name of the sheet. */
export function judgeUnknownNames(reading: Reading): readonly Finding[] {
  const { tokens, names, language, numbers, sheet } = reading;
  const known = new Set(
    [...names, ...numbers].flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at)),
  );
  const noted = new Set(tokensOf(sheet.note ?? '').map(({ key }) => key));
  return tokens.flatMap((token, at) => {
    if (known.has(at) || token.kind !== 'word' || noted.has(token.key)) return [];
    return isUnknownName(reading, token, at)
      ? [finding(reading, 'name', `“${token.text}” is no name of the sheet`, { from: at, to: at })]
      : [];
  });

  function isUnknownName(own: Reading, token: Token, at: number): boolean {
    const isKnownWord = language.isWord(token.key);
    if (language.areForeignWordsNames) {
      if (/^\p{Script=Devanagari}/u.test(token.text)) return !isKnownWord && ENDS_OF_DOERS.has(keyAfter(own, at));
      return !isKnownWord;
    }
    if (!/^\p{Script=Latin}/u.test(token.text)) return true;
    if (!token.isCapital || token.text.length === 1) return false;
    const isShouted = token.text.length > 2 && token.text === token.text.toUpperCase();
    return !((token.isFirst || isShouted || ALWAYS_CAPITAL.has(token.key)) && isKnownWord);
  }
}

/** After somebody who did something. */
const ENDS_OF_DOERS = new Set(['ने']);
const ALWAYS_CAPITAL = new Set(['var', 'lbw', 'drs', 'dls', "i'm", "i've"]);

/** Players are named only who took part in what is told, or in what came before where it is told as such. */
export function judgePlayers(reading: Reading, attached: ReadonlySet<NameSpan>): readonly Finding[] {
  const now = peopleNow(reading.sheet);
  const before = peopleBefore(reading.sheet);
  return reading.names.flatMap((span) => {
    const players = span.named.flatMap((named) => (named.kind === 'player' ? [named.name] : []));
    if (players.length === 0 || span.named.some(({ kind }) => kind !== 'player')) return [];
    if (!isExchanged(reading, span)) return [finding(reading, 'role', 'it was the other who came on', span)];
    if (!isHandedOn(reading, span)) return [finding(reading, 'role', 'it went the other way', span)];
    if (!isBowledBy(reading, span, players)) return [finding(reading, 'role', 'somebody else bowled', span)];
    if (players.some((name) => now.has(name))) return wrongSide(reading, span);
    const isPast = reading.isQuiet || attached.has(span) || isInClause(reading, span.from, 'past');
    if (isPast && players.some((name) => before.has(name))) return wrongSide(reading, span);
    if (isNotedName(reading, span)) return wrongSide(reading, span);
    return [finding(reading, 'role', `${players[0]} takes no part in what is told`, span)];
  });
}

const BOWLED = /(?:^| )(?:off|off the bowling of|bowling of|bowling from|over from|over by)$/u;

// “Off the bowling of Frost”: he did bowl.
function isBowledBy({ tokens, sheet }: Reading, { from }: NameSpan, players: readonly string[]): boolean {
  if (sheet.sport !== 'cricket') return true;
  const before = tokens.slice(Math.max(0, from - 4), from).filter(({ clause }) => clause === tokens[from]?.clause);
  if (!BOWLED.test(before.map(({ key }) => key).join(' '))) return true;
  const bowlers = [...sheet.moments, ...sheet.earlier].flatMap(({ people }) =>
    people.filter(({ role }) => role === 'bowler').flatMap(({ name }) => name ?? []),
  );
  return players.some((name) => bowlers.includes(name));
}

// “Larch on, Elm off”, “Larch for Elm”: who comes and who goes.
function isExchanged({ sheet, tokens, names }: Reading, span: NameSpan): boolean {
  const changes = sheet.moments.filter(({ type }) => type === 'substitution');
  if (changes.length === 0 || changes.length < sheet.moments.length) return true;
  const [after, then] = [tokens[span.to + 1], tokens[span.to + 2]];
  const next = names[names.indexOf(span) + 1];
  const isFor = after?.key === 'for' && next?.from === span.to + 2 && next.named.some(({ kind }) => kind === 'player');
  const isBare = then === undefined || then.kind === 'mark' || then.key === 'and';
  const role = isFor || (after?.key === 'on' && isBare) ? 'in' : after?.key === 'off' && isBare ? 'out' : undefined;
  if (role === undefined) return true;
  const told = changes.flatMap(({ people }) => people.filter((one) => one.role === role).map(({ name }) => name));
  return span.named.some((one) => one.kind === 'player' && told.includes(one.name));
}

// “Young to Oak”: who makes a goal and who scores it, who bowls and who bats.
function isHandedOn(reading: Reading, span: NameSpan): boolean {
  const { names, tokens, sheet } = reading;
  const next = names[names.indexOf(span) + 1];
  if (next === undefined || next.from - span.to !== 2 || tokens[span.to + 1]?.key !== 'to') return true;
  const [giver, taker] = [span, next].map(({ named }) =>
    named.flatMap((one) => (one.kind === 'player' ? [one.name] : [])),
  );
  const roles = sheet.sport === 'cricket' ? ['bowler', 'batter'] : ['assist', 'scorer'];
  const told = [...sheet.moments, ...sheet.earlier].map(({ people }) =>
    roles.map((role) => people.find((one) => one.role === role)?.name ?? null),
  );
  return told.some(
    ([one, other]) =>
      typeof one === 'string' &&
      typeof other === 'string' &&
      giver?.includes(one) === true &&
      taker?.includes(other) === true,
  );
}

function peopleNow({ moments, standing, threads }: FactSheet): ReadonlySet<string> {
  const innings = [standing, ...moments.map(({ after }) => after)].flatMap((one) => one.innings.at(-1) ?? []);
  return new Set([
    ...moments.flatMap(({ people, told, delivery }) => [
      ...people.flatMap(({ name }) => name ?? []),
      ...(told?.people ?? []).flatMap(({ name }) => name ?? []),
      ...(delivery?.wickets ?? []).flatMap(({ out, fielders = [] }) => [
        ...(out === undefined ? [] : [out]),
        ...fielders,
      ]),
    ]),
    ...innings.flatMap(({ batters, bowler }) => [
      ...batters.map(({ name }) => name),
      ...(bowler === null ? [] : [bowler.name]),
    ]),
    ...threads.flatMap((thread) => ('who' in thread && thread.who !== null ? [thread.who] : [])),
  ]);
}

function peopleBefore({ earlier, tallies, cards }: FactSheet): ReadonlySet<string> {
  const told = earlier.filter(({ type }) => type !== 'lineup');
  return new Set([
    ...tallies.flatMap(({ who }) => who ?? []),
    ...cards.flatMap(({ batters, bowlers }) => [...batters, ...bowlers].map(({ name }) => name)),
    ...told.flatMap(({ people, delivery }) => [
      ...people.flatMap(({ name }) => name ?? []),
      ...(delivery?.wickets ?? []).flatMap(({ out, fielders = [] }) => [
        ...(out === undefined ? [] : [out]),
        ...fielders,
      ]),
    ]),
  ]);
}

// “Fir of Rovers”, “Rovers’ Fir”: his own side.
function wrongSide(reading: Reading, span: NameSpan): readonly Finding[] {
  const { names, tokens } = reading;
  const at = names.indexOf(span);
  const [before, after] = [names[at - 1], names[at + 1]];
  const own = span.named.flatMap((named) => (named.kind === 'player' ? [named.side] : []));
  const claimed: (Side | undefined)[] = [];
  const linked = (from: number, to: number): string =>
    tokens
      .slice(from, to)
      .flatMap(({ kind, key }) => (kind === 'word' && key !== 'the' ? [key] : []))
      .join(' ');
  if (after !== undefined && after.from - span.to <= 3 && linked(span.to + 1, after.from) === 'of')
    claimed.push(sideOf(after));
  if (before !== undefined && before.isPossessive && span.from === before.to + 1) claimed.push(sideOf(before));
  return claimed.some((side) => side !== undefined && !own.includes(side))
    ? [finding(reading, 'side', 'a player of the other side', span)]
    : [];
}

function sideOf({ named }: NameSpan): Side | undefined {
  return named.flatMap((one) => (one.kind === 'side' ? [one.side] : []))[0];
}
