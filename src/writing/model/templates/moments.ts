import type { FactSheet, Moment } from '../fact-sheet.js';

/** What a line is about: the weightiest of its moments, and the others. */
export interface Gathered {
  readonly lead: Moment;
  /** What was said otherwise and has to be put right too, the oldest first. */
  readonly corrections: readonly Moment[];
  readonly others: readonly Moment[];
}

/** 2: an opening is worth it. 0: a word in passing. */
export type Weight = 0 | 1 | 2;

const BIG = new Set([
  'goal',
  'penalty_awarded',
  'penalty_missed',
  'penalty_saved',
  'shootout_kick',
  'second_yellow',
  'red',
  'match_end',
]);
const SMALL = new Set(['corner', 'foul', 'offside', 'free_kick', 'handball', 'lineup', 'timeout']);
/** Not worth a word by themselves: what they tell is heard in what follows from them. */
const SILENT = new Set(['note', 'clock', 'lifecycle', 'throw_in', 'goal_kick']);
/** What may become of a match, but for what is heard from its parts. */
export const FATES: readonly string[] = ['abandoned', 'no_result', 'suspended', 'postponed', 'cancelled'];
/** Nobody waits for the name of who took a corner. */
const NAMED_LATER = new Set([
  'goal',
  'yellow',
  'second_yellow',
  'red',
  'penalty_awarded',
  'penalty_missed',
  'penalty_saved',
  'shootout_kick',
  'shot',
  'save',
  'substitution',
  'injury',
]);

export function gathered(sheet: FactSheet): Gathered | undefined {
  const told = withoutRepeats(sheet.moments).filter((moment) => isWorthALine(moment));
  const most = Math.max(...told.map(weightOf));
  const lead = told.findLast((moment) => weightOf(moment) === most);
  if (lead === undefined) return undefined;
  const rest = told.filter((moment) => moment !== lead && !isPartOf(moment, lead));
  return {
    lead,
    corrections: rest.filter(isCorrection),
    others: rest.filter((moment) => !isCorrection(moment) && moment.isSure && moment.news === 'happened'),
  };
}

export function weightOf(moment: Moment): Weight {
  const { type, delivery, news, after } = moment;
  if (news === 'named') return 0;
  if (isCorrection(moment)) return 2;
  if (type === 'delivery') return delivery === null ? 0 : weightOfBall(delivery);
  if (BIG.has(type) || (type === 'lifecycle' && after.finish !== null)) return 2;
  return SMALL.has(type) ? 0 : 1;
}

export function isCorrection({ news }: Moment): boolean {
  return news === 'changed' || news === 'undone';
}

export function isSilent({ type, subtype }: Pick<Moment, 'type' | 'subtype'>): boolean {
  return SILENT.has(type) && !(type === 'lifecycle' && subtype !== null && FATES.includes(subtype));
}

function isWorthALine(moment: Moment): boolean {
  const { type, news, delivery } = moment;
  if (isSilent(moment)) return false;
  if (news !== 'named') return true;
  if (type !== 'delivery') return NAMED_LATER.has(type);
  return delivery !== null && weightOfBall(delivery) > 0;
}

function weightOfBall({ wickets = [], boundary }: NonNullable<Moment['delivery']>): Weight {
  if (wickets.some(({ kind }) => !kind.startsWith('retired'))) return 2;
  return wickets.length > 0 || boundary !== undefined ? 1 : 0;
}

// Who hears of it only now hears it as it is known now.
function withoutRepeats(moments: readonly Moment[]): readonly Moment[] {
  const latest = new Map<string, Moment>();
  for (const moment of moments) {
    const known = latest.get(moment.fact);
    latest.delete(moment.fact);
    const isNew = known?.news === 'happened';
    if (isNew && moment.news === 'undone' && weightOf(known) < 2) continue;
    latest.set(
      moment.fact,
      isNew && moment.news !== 'undone' ? { ...moment, news: 'happened', before: known.before, told: null } : moment,
    );
  }
  return [...latest.values()];
}

/** What the lead tells with it. */
const TOLD_BY: Readonly<Record<string, readonly string[]>> = {
  save: ['shot'],
  goal: ['shot', 'penalty_awarded', 'var_start', 'var_end', 'possible_goal'],
  penalty_awarded: ['foul', 'var_start', 'var_end'],
  penalty_saved: ['save', 'penalty_awarded'],
  penalty_missed: ['penalty_awarded'],
  second_yellow: ['foul'],
  red: ['foul'],
  yellow: ['foul'],
  var_end: ['var_start'],
  review_end: ['review_start'],
  delivery: ['review_start', 'review_end'],
  innings_end: ['over_end', 'segment_end'],
  match_end: ['segment_end', 'innings_end', 'over_end'],
  segment_start: ['innings_start'],
};

function isPartOf({ type, news }: Moment, lead: Moment): boolean {
  return news === 'happened' && (TOLD_BY[lead.type] ?? []).includes(type);
}

/** A score that may be taken back yet: nobody says it as if it stood. */
export function isOpen({ earlier, moments }: FactSheet): boolean {
  const latest = new Map([...earlier, ...moments].map((moment) => [moment.fact, moment]));
  return [...latest.values()].some(({ isSure, type }) => !isSure && (type === 'goal' || type === 'delivery'));
}
