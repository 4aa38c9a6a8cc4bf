/** What can happen in a sport, and the parts a match of it has. All of it is data: another sport is another row here. */
export const SPORTS = ['football', 'cricket', 'basketball', 'hockey', 'baseball'] as const;
export type Sport = (typeof SPORTS)[number];

export const SIDES = ['home', 'away'] as const;
export type Side = (typeof SIDES)[number];

export const LIFECYCLES = [
  'scheduled',
  'delayed',
  'live',
  'break',
  'interrupted',
  'suspended',
  'finished',
  'postponed',
  'cancelled',
  'abandoned',
  'awarded',
  'no_result',
  'void',
] as const;
export type Lifecycle = (typeof LIFECYCLES)[number];

/** Of every sport. A type that a sport does not know is kept as a `note` with what it was called. */
export const COMMON_TYPES = [
  'match_start',
  'match_end',
  'segment_start',
  'segment_end',
  'delay_start',
  'delay_end',
  'lifecycle',
  'clock',
  'lineup',
  'substitution',
  'timeout',
  'review_start',
  'review_end',
  'score_adjustment',
  'note',
] as const;

export const TYPES_OF = {
  football: [
    'goal',
    'possible_goal',
    'penalty_awarded',
    'penalty_missed',
    'penalty_saved',
    'shootout_kick',
    'yellow',
    'second_yellow',
    'red',
    'var_start',
    'var_end',
    'shot',
    'save',
    'corner',
    'free_kick',
    'foul',
    'handball',
    'offside',
    'throw_in',
    'goal_kick',
    'injury',
    'added_time',
  ],
  cricket: [
    'toss',
    'delivery',
    'over_end',
    'innings_start',
    'innings_end',
    'powerplay',
    'target_revised',
    'penalty_runs',
  ],
  basketball: [
    'field_goal',
    'free_throw',
    'rebound',
    'turnover',
    'foul',
    'jump_ball',
    'violation',
    'challenge',
    'ejection',
  ],
  hockey: [
    'goal',
    'shot',
    'block',
    'miss',
    'faceoff',
    'hit',
    'giveaway',
    'takeaway',
    'penalty',
    'penalty_shot',
    'shootout_attempt',
    'stoppage',
    'goalie_pulled',
  ],
  baseball: [
    'pitch',
    'at_bat_result',
    'steal',
    'caught_stealing',
    'pickoff',
    'wild_pitch',
    'balk',
    'pitching_change',
    'half_end',
  ],
} as const satisfies Record<Sport, readonly string[]>;

/**
 * The parts of a match in their order; `#` stands for a number from 1. `POST` is after the end. In cricket an innings is one,
 * and so is a super over with both of its innings.
 */
export const SEGMENTS_OF: Readonly<Record<Sport, readonly string[]>> = {
  football: ['H1', 'H2', 'ET1', 'ET2', 'PENS', 'POST'],
  cricket: ['INN#', 'SUPER#', 'POST'],
  basketball: ['Q#', 'OT#', 'POST'],
  hockey: ['P#', 'OT#', 'SO', 'POST'],
  baseball: ['INN#', 'POST'],
};

export function isTypeOf(sport: Sport, type: string): boolean {
  return [...COMMON_TYPES, ...TYPES_OF[sport]].some((known) => known === type);
}

/** Where a part stands among the others: greater is later. Nothing for what the sport does not have. */
export function rankOf(sport: Sport, segment: string): number | undefined {
  const [, name = '', digits = ''] = /^([A-Z]+?[A-Z]*)(\d*)$/.exec(segment) ?? [];
  const order = SEGMENTS_OF[sport];
  const exact = order.indexOf(segment);
  if (exact >= 0) return exact * SEGMENT_NUMBERS;
  const counted = order.indexOf(`${name}#`);
  const number = Number(digits);
  const isCounted = counted >= 0 && digits !== '' && !digits.startsWith('0') && number < SEGMENT_NUMBERS;
  return isCounted ? counted * SEGMENT_NUMBERS + number : undefined;
}

const SEGMENT_NUMBERS = 100;
