import type { Moment, Standing, Thread } from '../../../writing/model/fact-sheet.js';
import type { Sport } from '../../../wire/sports.js';
import { totalOf, wicketsIn } from '../story/innings.js';

/** How much something weighs: 0 is worth a clause at most, from 4 on it takes over from what sounds. */
export type Salience = 0 | 1 | 2 | 3 | 4 | 5;

export const URGENT: Salience = 4;

const FOOTBALL: Partial<Record<string, Salience>> = {
  goal: 5,
  penalty_awarded: 4,
  penalty_missed: 4,
  penalty_saved: 4,
  red: 4,
  second_yellow: 4,
  shootout_kick: 4,
  possible_goal: 3,
  var_start: 3,
  var_end: 3,
  yellow: 2,
  save: 2,
  injury: 2,
  added_time: 2,
  shot: 1,
  corner: 1,
  free_kick: 1,
  offside: 1,
  handball: 1,
};
const CRICKET: Partial<Record<string, Salience>> = {
  innings_start: 3,
  innings_end: 4,
  target_revised: 3,
  review_start: 3,
  review_end: 3,
  toss: 2,
  penalty_runs: 2,
  over_end: 1,
  powerplay: 1,
};
const COMMON: Partial<Record<string, Salience>> = {
  match_start: 3,
  match_end: 4,
  segment_start: 3,
  segment_end: 3,
  delay_start: 3,
  delay_end: 3,
  lifecycle: 3,
  score_adjustment: 4,
  substitution: 2,
  lineup: 1,
};
const LATE_MINUTE = 80;
const LAST_BALLS = 12;

/** How much a moment weighs, by what it is and how the match stands. */
export function salienceOf(sport: Sport, moment: Moment, threads: readonly Thread[] = []): Salience {
  const own = ownSalience(sport, moment);
  switch (moment.news) {
    case 'named':
      return own >= URGENT ? 2 : 1;
    case 'confirmed':
      return own >= URGENT ? 3 : 0;
    case 'changed':
    case 'undone':
      return isCorrection(moment) ? 5 : 1;
    case 'happened':
    default: {
      const isMilestone = threads.some(({ kind }) => kind === 'milestone');
      return own >= 1 && own < 3 && (isMilestone || isTense(sport, moment.after)) ? raised(own) : own;
    }
  }
}

/** It changes what counts, so whoever heard it the other way must be told. */
export function isCorrection({ news, type, before, after, told, people }: Moment): boolean {
  if (news !== 'changed' && news !== 'undone') return false;
  const isMoved = before.score.home !== after.score.home || before.score.away !== after.score.away;
  if (isMoved || wicketsOf(before) !== wicketsOf(after) || (told !== null && told.type !== type)) return true;
  const was = told?.people.find(({ role }) => role === 'scorer')?.name;
  return type === 'goal' && was !== undefined && was !== people.find(({ role }) => role === 'scorer')?.name;
}

function wicketsOf({ innings }: Standing): number {
  return innings.reduce((all, one) => all + one.wickets, 0);
}

function ownSalience(sport: Sport, { type, subtype, delivery, after }: Moment): Salience {
  if (delivery !== null && type === 'delivery') {
    if (wicketsIn(delivery) > 0) return 4;
    if (delivery.boundary === 6) return 3;
    return delivery.boundary === 4 || totalOf(delivery) >= 4 ? 2 : 1;
  }
  if (type === 'lifecycle' && after.finish !== null) return 4;
  // The end of the match follows at once, and tells it.
  if (type === 'innings_end' && after.innings.length % 2 === 0) return 3;
  if (type === 'shot' && (subtype === 'on' || subtype === 'woodwork')) return 2;
  const known = sport === 'cricket' ? CRICKET[type] : FOOTBALL[type];
  return (sport === 'football' || sport === 'cricket' ? known : undefined) ?? COMMON[type] ?? 0;
}

function raised(salience: Salience): Salience {
  return salience === 1 ? 2 : 3;
}

// Late and close, or a chase that is nearly over.
function isTense(sport: Sport, { minute, score, innings }: Standing): boolean {
  if (sport === 'football') {
    return minute !== null && minute.minute >= LATE_MINUTE && Math.abs(score.home - score.away) <= 1;
  }
  const needs = innings.at(-1)?.needs;
  return needs !== null && needs !== undefined && needs.balls !== null && needs.balls <= LAST_BALLS;
}
