import type { Counted, FactSheet, Moment, Standing, Tally } from '../../../writing/model/fact-sheet.js';
import type { Side } from '../../../wire/sports.js';

/** How many of each kind there were, as far as the sheet tells. */
export interface Tallies {
  /** Every number that may be said of a kind: of corners, cards … Of somebody, where it is known who is meant. */
  readonly of: (kind: string, whose?: Whose) => ReadonlySet<number>;
  readonly minutes: { readonly now: ReadonlySet<number>; readonly past: ReadonlySet<number> };
  readonly added: ReadonlySet<number>;
  /** How many play on a side. */
  readonly players: ReadonlySet<number>;
  readonly missing: ReadonlySet<number>;
}

/** Of whom a number is said. */
export interface Whose {
  readonly sides: readonly Side[];
  readonly players: readonly { readonly side: Side | null; readonly name: string }[];
}

const KINDS: Readonly<Record<string, readonly string[]>> = {
  corner: ['corner'],
  shot: ['shot', 'goal'],
  save: ['save'],
  foul: ['foul'],
  offside: ['offside'],
  card: ['yellow', 'second_yellow', 'red'],
  change: ['substitution'],
  penalty: ['penalty_awarded', 'shootout_kick'],
};
/** As threads call them. */
const THREADS: Readonly<Record<string, readonly string[]>> = {
  shot: ['shot', 'shot_on'],
  card: ['yellow', 'red'],
  change: ['substitution'],
};
const SIDES = ['home', 'away'] as const;
const LATELY = 40;
const ELEVEN = 11;
const REGULAR_END: Readonly<Record<string, number>> = { H1: 45, H2: 90, ET1: 105, ET2: 120 };

export function talliesOf(sheet: FactSheet): Tallies {
  const moments = [...sheet.earlier, ...sheet.moments].filter(({ news }) => news !== 'undone');
  return {
    of: (kind, whose) => counted(sheet, moments, kind, whose),
    minutes: {
      now: minutesOf(sheet),
      past: new Set(
        // In a quiet moment goals and cards of long ago are told with their minutes.
        (sheet.moments.length === 0 ? sheet.earlier : sheet.earlier.slice(sheet.moments.length - LATELY)).flatMap(
          ({ after }) => (after.minute === null ? [] : [after.minute.minute, after.minute.minute - 1]),
        ),
      ),
    },
    added: new Set(
      [sheet.standing, ...sheet.moments.map(({ after }) => after)].flatMap(({ minute }) => minute?.added ?? []),
    ),
    players: new Set([ELEVEN, ...playing(moments)]),
    missing: new Set(playing(moments).map((left) => ELEVEN - left)),
  };
}

function counted(sheet: FactSheet, moments: readonly Moment[], kind: string, whose?: Whose): ReadonlySet<number> {
  const types = KINDS[kind] ?? [];
  const names = THREADS[kind] ?? [kind];
  const told = sheet.moments.filter(({ type }) => types.includes(type)).length;
  const numbers = new Set<number>(told > 0 ? [told] : []);
  // Who is sent off by a second yellow card has had two.
  if (kind === 'card' && sheet.moments.some(({ type }) => type === 'second_yellow')) numbers.add(2);
  for (const thread of sheet.threads) {
    if (thread.kind === 'milestone' || thread.kind === 'lead' || !names.includes(thread.what)) continue;
    if ('count' in thread) numbers.add(thread.count);
  }
  for (const count of talliedOf(sheet.tallies, TALLIED[kind] ?? [], whose)) numbers.add(count);
  if (kind === 'penalty') for (const count of penaltiesIn(moments)) numbers.add(count);
  return numbers;
}

/** As tallies call them; a goal is a shot, and some do not count it as one. */
const TALLIED: Readonly<Record<string, readonly (readonly Counted[])[]>> = {
  corner: [['corner']],
  shot: [['shot'], ['shot', 'goal'], ['shot_on'], ['shot_on', 'goal']],
  save: [['save']],
  foul: [['foul']],
  offside: [['offside']],
  card: [['yellow'], ['red'], ['yellow', 'red']],
  change: [['substitution']],
};

/** In the match and in the part of it that is under way. */
export function talliedOf(
  all: readonly Tally[],
  kinds: readonly (readonly Counted[])[],
  whose: Whose = { sides: [], players: [] },
): number[] {
  const { sides, players } = whose;
  return kinds.flatMap((kind) => {
    const own = all.filter(({ what }) => kind.includes(what));
    const bySide = (side: Side): readonly Tally[] => own.filter((one) => one.side === side && one.who === null);
    const byName = ({ side, name }: Whose['players'][number]): readonly Tally[] =>
      own.filter((one) => one.who === name && (side === null || side === one.side));
    if (players.length > 0) return players.flatMap((player) => sums(byName(player)));
    if (sides.length > 0) return sides.flatMap((side) => sums(bySide(side)));
    const everyone = own.flatMap(({ who, side }) => (who === null ? [] : [{ side, name: who }]));
    return [everyone.map(byName), SIDES.map(bySide), [own.filter(({ who }) => who === null)]].flat().flatMap(sums);
  });
}

function sums(own: readonly Tally[]): number[] {
  return [own.reduce((sum, { inMatch }) => sum + inMatch, 0), own.reduce((sum, { inPart }) => sum + inPart, 0)];
}

// Penalties are not tallied: so far as the sheet goes back, to the start of the match or of its part.
function penaltiesIn(moments: readonly Moment[]): number[] {
  const at = moments.findLastIndex(({ type }) => type === 'segment_start');
  const all = uniqueFacts(moments.slice(Math.max(0, at))).filter(({ type }) => (KINDS['penalty'] ?? []).includes(type));
  return [all.length, ...SIDES.map((side) => all.filter((one) => one.side === side).length)];
}

function uniqueFacts(moments: readonly Moment[]): readonly Moment[] {
  return [...new Map(moments.map((moment) => [moment.fact, moment])).values()];
}

/** The minute as it is called: the 46th, or 45 and one; and how many are left. */
export function clockOf({ minute, segment }: Standing): number[] {
  if (minute === null) return [];
  const end = REGULAR_END[segment ?? ''];
  const numbers = [minute.minute];
  if (minute.added === null) {
    // Of the 34th, 33 are gone.
    numbers.push(minute.minute - 1);
    if (end !== undefined) numbers.push(end - minute.minute, end - minute.minute + 1);
    if (segment === 'ET1' || segment === 'ET2') numbers.push(...within(minute.minute - 90), 120 - minute.minute);
  } else numbers.push(minute.added, minute.minute + minute.added);
  return numbers;
}

function within(minutes: number): number[] {
  return [minutes, minutes - 1, minutes - 15, minutes - 16].filter((one) => one > 0);
}

function minutesOf({ standing, moments, threads, waits }: FactSheet): ReadonlySet<number> {
  const spans = threads.flatMap((thread) => {
    if (thread.kind === 'spell' && thread.within.unit === 'minutes') return [thread.within.value];
    return thread.kind === 'since' && thread.unit === 'minutes' ? [thread.value] : [];
  });
  const own = [standing, ...moments.map(({ after }) => after)].flatMap(clockOf);
  const quiet = moments.length === 0 ? waits : [];
  const waited = quiet.flatMap(({ unit, value }) => (unit === 'minutes' ? [value] : []));
  const isEnd = moments.some(({ type }) => type === 'segment_end' || type === 'segment_start');
  const regular =
    isEnd || standing.segment?.startsWith('ET') === true || standing.segment === 'POST' ? [90, 120, 30, 45, 15] : [];
  return new Set([...own, ...spans, ...waited, ...regular]);
}

/** How many each side that has lost somebody has left. */
function playing(moments: readonly Moment[]): number[] {
  const off = uniqueFacts(moments).filter(({ type }) => type === 'red' || type === 'second_yellow');
  return (['home', 'away'] as const).flatMap((side) => {
    const count = off.filter((one) => one.side === side).length;
    return count === 0 ? [] : [ELEVEN - count];
  });
}

/** Numbers of goals: of a side, of a player, of both together, and by how many one leads. */
export function goalsIn({ standing, moments, earlier }: FactSheet): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const { score } of [standing, ...moments.map(({ after }) => after)]) {
    for (const one of [score.home, score.away, score.home + score.away, Math.abs(score.home - score.away)])
      numbers.add(one);
  }
  const goals = uniqueFacts([...earlier, ...moments].filter(({ type, news }) => type === 'goal' && news !== 'undone'));
  for (const { people } of goals) {
    const scorer = people.find(({ role }) => role === 'scorer')?.name ?? null;
    if (scorer === null) continue;
    numbers.add(
      goals.filter((one) => one.people.some(({ role, name }) => role === 'scorer' && name === scorer)).length,
    );
  }
  return numbers;
}

/** A pair of scores by side, and when it was so. */
export interface ScoreState {
  readonly home: number;
  readonly away: number;
  readonly isNow: boolean;
  readonly isShootout: boolean;
}

export function scoresOf({ standing, moments, earlier, isTimeless }: FactSheet): readonly ScoreState[] {
  if (isTimeless === true) return [];
  return [
    ...[standing, ...moments.map(({ after }) => after)].flatMap((one) => scoreStates(one, true)),
    ...[...moments.map(({ before }) => before), ...earlier.map(({ after }) => after)].flatMap((one) =>
      scoreStates(one, false),
    ),
  ];
}

function scoreStates({ score, shootout }: Standing, isNow: boolean): ScoreState[] {
  return [
    { ...score, isNow, isShootout: false },
    ...(shootout === null ? [] : [{ home: shootout.home.made, away: shootout.away.made, isNow, isShootout: true }]),
  ];
}
