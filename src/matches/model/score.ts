import type { InningsScore, Score } from '../../wire/matches.js';
import { rankOf, SIDES, type Side } from '../../wire/sports.js';
import type { Fixture, Mark } from './facts.js';
import { inOrder } from './phase.js';
import type { Tally } from './tally.js';

const BALLS_PER_OVER = 6;

/** The score as the sums have it. */
export function scoreOf(fixture: Fixture, tally: Tally, marks: readonly Mark[]): Score {
  const has = SIDES.some((side) => tally[`shootout:${side}`] !== undefined);
  const shootout = { home: tally['shootout:home'] ?? 0, away: tally['shootout:away'] ?? 0 };
  return {
    home: tally.home ?? 0,
    away: tally.away ?? 0,
    shootout: has ? shootout : null,
    byPart: byPartOf(fixture, tally),
    innings: fixture.sport === 'cricket' ? inningsOf(fixture, tally, marks) : [],
  };
}

function byPartOf({ sport }: Fixture, tally: Tally): Score['byPart'] {
  const parts = new Set(Object.keys(tally).flatMap((name) => /^part:([^:]+):/.exec(name)?.[1] ?? []));
  return Object.fromEntries(
    [...parts]
      .toSorted((one, other) => (rankOf(sport, one) ?? 0) - (rankOf(sport, other) ?? 0))
      .map((part) => [part, { home: tally[`part:${part}:home`] ?? 0, away: tally[`part:${part}:away`] ?? 0 }]),
  );
}

function inningsOf(fixture: Fixture, tally: Tally, marks: readonly Mark[]): InningsScore[] {
  const names = Object.keys(tally).flatMap((name) => /^innings:(\d+):/.exec(name)?.[1] ?? []);
  const known = numbered(inOrder(fixture.sport, marks));
  const started = known.filter(({ mark }) => mark.content.type === 'innings_start').map(({ innings }) => innings);
  return [...new Set([...names.map(Number), ...started])]
    .toSorted((one, other) => one - other)
    .map((innings) => {
      const own = known.filter((one) => one.innings === innings).map(({ mark }) => mark);
      return oneInnings(innings, fixture, tally, own);
    });
}

/** `own` are its marks, in their order. */
function oneInnings(innings: number, { info }: Fixture, tally: Tally, own: readonly Mark[]): InningsScore {
  const sum = (what: string): number => tally[`innings:${innings}:${what}`] ?? 0;
  const start = own.find(({ content }) => content.type === 'innings_start');
  const target = own.findLast(({ content }) => content.target !== undefined)?.content.target;
  const overs = oversIn(tally, innings);
  return {
    innings,
    side: start?.content.side ?? battingSide(sum('home'), sum('away')),
    runs: sum('runs'),
    wickets: sum('wickets'),
    balls: overs.reduce((balls, { legal }) => balls + legal, 0),
    overs: written(overs, info.ballsPerOver ?? BALLS_PER_OVER),
    extras: sum('extras'),
    isSuper: sum('super') > 0 || (start?.content.segment?.startsWith('SUPER') ?? false),
    target: target ?? null,
  };
}

function battingSide(home: number, away: number): Side | null {
  if (home === away) return null;
  return home > away ? 'home' : 'away';
}

function oversIn(tally: Tally, innings: number): readonly { over: number; legal: number }[] {
  return Object.keys(tally)
    .flatMap((name) => new RegExp(`^innings:${innings}:deliveries:(\\d+)$`).exec(name)?.[1] ?? [])
    .map((over) => ({ over: Number(over), legal: tally[`innings:${innings}:over:${over}`] ?? 0 }))
    .toSorted((one, other) => one.over - other.over);
}

// An over that was counted wrongly counts as one all the same: what follows it says so.
function written(overs: readonly { over: number; legal: number }[], ballsPerOver: number): string {
  const last = overs.at(-1);
  if (last === undefined) return '0.0';
  return last.legal >= ballsPerOver ? `${last.over + 1}.0` : `${last.over}.${last.legal}`;
}

interface NumberedMark {
  readonly mark: Mark;
  readonly innings: number;
}

// A mark of an innings names it by its part or says the number. A super over has two innings: where it does not say which is
// meant, each that starts is the next.
function numbered(marks: readonly Mark[]): readonly NumberedMark[] {
  let latest = 0;
  return marks.flatMap((mark) => {
    const { segment = '', delivery, type } = mark.content;
    const named = delivery?.innings ?? Number(/^INN(\d+)$/.exec(segment)?.[1] ?? 0);
    if (named === 0 && !segment.startsWith('SUPER')) return [];
    const next = type === 'innings_start' ? latest + 1 : latest;
    const innings = named === 0 ? next : named;
    latest = Math.max(latest, innings);
    return [{ mark, innings }];
  });
}
