import type { InningsScore, EventContent, MatchState } from '../../../src/wire/matches.js';
import type { MatchInfo } from '../../../src/wire/match-doors.js';
import type { Side, Sport } from '../../../src/wire/sports.js';

/** What moves a match on, and what of it is told. */
export interface Step {
  readonly name: StepName;
  /** Whose innings it is. */
  readonly side?: Side;
  readonly contents: readonly EventContent[];
}

export const STEP_NAMES = [
  'kickOff',
  'halfTime',
  'secondHalf',
  'normalTime',
  'extraTime',
  'extraBreak',
  'extraSecond',
  'extraOver',
  'penalties',
  'innings',
  'endInnings',
  'matchOver',
  'stopPlay',
  'playOn',
  'postponed',
  'abandoned',
] as const;
export type StepName = (typeof STEP_NAMES)[number];

export interface Steps {
  /** What comes next as a rule. */
  readonly next: readonly Step[];
  /** What may come instead. */
  readonly other: readonly Step[];
}

const begin = (name: StepName, segment: string): Step => ({ name, contents: [{ type: 'segment_start', segment }] });
const end = (name: StepName, segment: string): Step => ({ name, contents: [{ type: 'segment_end', segment }] });
const OVER: Step = { name: 'matchOver', contents: [{ type: 'match_end' }] };
const STOP: Step = { name: 'stopPlay', contents: [{ type: 'delay_start' }] };
const GO_ON: Step = { name: 'playOn', contents: [{ type: 'delay_end' }] };
const POSTPONED: Step = { name: 'postponed', contents: [{ type: 'lifecycle', lifecycle: 'postponed' }] };
const ABANDONED: Step = { name: 'abandoned', contents: [{ type: 'lifecycle', lifecycle: 'abandoned' }] };
const KICK_OFF = begin('kickOff', 'H1');
const PENALTIES = begin('penalties', 'PENS');

const ENDS: Readonly<Record<string, Step>> = {
  H1: end('halfTime', 'H1'),
  H2: end('normalTime', 'H2'),
  ET1: end('extraBreak', 'ET1'),
  ET2: end('extraOver', 'ET2'),
  PENS: { name: 'matchOver', contents: [{ type: 'segment_end', segment: 'PENS' }, { type: 'match_end' }] },
};

const AFTER: Readonly<Record<string, readonly Step[]>> = {
  H1: [begin('secondHalf', 'H2')],
  H2: [OVER, begin('extraTime', 'ET1'), PENALTIES],
  ET1: [begin('extraSecond', 'ET2')],
  ET2: [OVER, PENALTIES],
  PENS: [OVER],
};

/** What may be told next of where the match is. */
export function stepsOf(sport: Sport, state: MatchState, info: MatchInfo): Steps {
  const { lifecycle } = state;
  switch (lifecycle) {
    case 'scheduled':
    case 'delayed':
      return { next: startsOf(sport), other: [POSTPONED] };
    case 'live':
      return { next: sport === 'cricket' ? [] : endOf(state), other: [...inningsEnd(sport, state), STOP, ABANDONED] };
    case 'break':
      return { next: afterBreak(sport, state, info), other: [ABANDONED] };
    case 'interrupted':
      return { next: [GO_ON], other: [...endOf(state), ...inningsEnd(sport, state), ABANDONED] };
    case 'suspended':
    case 'finished':
    case 'postponed':
    case 'cancelled':
    case 'abandoned':
    case 'awarded':
    case 'no_result':
    case 'void':
    default:
      return { next: [], other: [] };
  }
}

function startsOf(sport: Sport): readonly Step[] {
  return sport === 'cricket' ? [innings(1, 'home'), innings(1, 'away')] : [KICK_OFF];
}

function endOf({ segment }: MatchState): readonly Step[] {
  const step = ENDS[segment ?? ''];
  return step === undefined ? [] : [step];
}

/** The end of the innings under way. */
export function inningsEnd(sport: Sport, { segment, score }: MatchState): readonly Step[] {
  const side = score.innings.at(-1)?.side;
  if (sport !== 'cricket' || segment === null || side === undefined || side === null) return [];
  return [{ name: 'endInnings', side, contents: [{ type: 'innings_end', segment, side }] }];
}

function afterBreak(sport: Sport, { segment, score }: MatchState, info: MatchInfo): readonly Step[] {
  if (sport !== 'cricket') return AFTER[segment ?? ''] ?? [];
  const last = score.innings.at(-1);
  if (last === undefined) return startsOf(sport);
  const next: readonly Step[] = sidesAfter(last).map((side) => innings(last.innings + 1, side, targetOf(last, info)));
  // A match of limited overs has two innings.
  return last.innings >= 2 && info.overs !== undefined ? [OVER] : last.innings >= 2 ? [...next, OVER] : next;
}

// In longer matches one side may have to bat again.
function sidesAfter({ side, innings: number }: InningsScore): readonly Side[] {
  const other = side === 'home' ? 'away' : 'home';
  return number === 1 ? [other] : [other, side ?? 'home'];
}

function innings(number: number, side: Side, target?: EventContent['target']): Step {
  const start = { type: 'innings_start', segment: `INN${number}`, side };
  return { name: 'innings', side, contents: [target === undefined ? start : { ...start, target }] };
}

function targetOf({ innings: number, runs }: InningsScore, { overs }: MatchInfo): EventContent['target'] {
  return number === 1 && overs !== undefined ? { runs: runs + 1, overs } : undefined;
}
