import type { Delivery, EventContent } from '../../wire/matches.js';
import type { Side, Sport } from '../../wire/sports.js';

/**
 * What events add up to, by name. Every fact adds its own share and takes it back when it is corrected, so the sums are
 * the same in whatever order facts came, and however often they were mended.
 */
export type Tally = Readonly<Record<string, number>>;

export const NOTHING: Tally = {};

/** Kinds of leaving that cost no wicket. */
const NOT_OUT = new Set(['retired_hurt', 'retired_not_out']);
const COUNT_POINTS = new Set([
  'field_goal',
  'free_throw',
  'at_bat_result',
  'steal',
  'wild_pitch',
  'balk',
  'penalty_runs',
]);

export function plus(tally: Tally, share: Tally): Tally {
  return combined(tally, share, 1);
}

export function minus(tally: Tally, share: Tally): Tally {
  return combined(tally, share, -1);
}

function combined(tally: Tally, share: Tally, sign: 1 | -1): Tally {
  const sums: Record<string, number> = { ...tally };
  for (const [name, value] of Object.entries(share)) {
    const sum = (sums[name] ?? 0) + sign * value;
    if (sum === 0) delete sums[name];
    else sums[name] = sum;
  }
  return sums;
}

/** What one fact adds. */
export function shareOf(sport: Sport, content: EventContent): Tally {
  const { type, side, segment } = content;
  if (content.delivery !== undefined && type === 'delivery') return shareOfDelivery(content.delivery, content);
  if (side === undefined) return NOTHING;
  if (type === 'shootout_kick' || type === 'shootout_attempt')
    return content.made ? { [`shootout:${side}`]: 1 } : NOTHING;
  const points = pointsOf(sport, content);
  if (points === 0) return NOTHING;
  const innings = sport === 'cricket' ? inningsOf(content) : undefined;
  return {
    ...(isSuper(segment) ? {} : scored(side, segment, points)),
    ...(innings === undefined ? {} : { [`innings:${innings}:runs`]: points, [`innings:${innings}:extras`]: points }),
  };
}

function pointsOf(sport: Sport, { type, points = 0, made }: EventContent): number {
  if (type === 'goal') return 1;
  if (type === 'penalty_shot') return made ? 1 : 0;
  if (type === 'score_adjustment') return points;
  if (!COUNT_POINTS.has(type) || made === false) return 0;
  return sport === 'basketball' && type === 'free_throw' ? 1 : points;
}

function scored(side: Side, segment: string | undefined, points: number): Tally {
  return { [side]: points, ...(segment === undefined ? {} : { [`part:${segment}:${side}`]: points }) };
}

// A part of the match is an innings by itself, a super over is two: there it takes the number.
function inningsOf({ delivery, segment }: EventContent): string | undefined {
  return delivery === undefined ? /^INN(\d+)$/.exec(segment ?? '')?.[1] : String(delivery.innings);
}

// Its runs decide a match and are no part of the score.
function isSuper(segment: string | undefined): boolean {
  return segment?.startsWith('SUPER') ?? false;
}

function shareOfDelivery(delivery: Delivery, { side, segment }: EventContent): Tally {
  const { innings, over, runs, extras, wickets = [] } = delivery;
  const total = runs.batter + runs.extras;
  const out = wickets.filter(({ kind }) => !NOT_OUT.has(kind)).length;
  const isLegal = !extras?.wides && !extras?.noballs;
  const name = (what: string): string => `innings:${innings}:${what}`;
  const share: Record<string, number> = {
    [name('runs')]: total,
    [name('extras')]: runs.extras,
    [name('wickets')]: out,
    [name(`over:${over}`)]: isLegal ? 1 : 0,
    [name('deliveries')]: 1,
    [name(`deliveries:${over}`)]: 1,
    [name('super')]: isSuper(segment) ? 1 : 0,
  };
  if (side !== undefined) {
    share[name(side)] = 1;
    if (!isSuper(segment)) Object.assign(share, scored(side, segment, total));
  }
  return Object.fromEntries(Object.entries(share).filter(([, value]) => value !== 0));
}
