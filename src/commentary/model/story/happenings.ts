import type { Counted, Moment } from '../../../writing/model/fact-sheet.js';
import type { MatchEvent } from '../../../wire/matches.js';
import type { Side } from '../../../wire/sports.js';
import { playSec } from './standing.js';

/** Something that counts, by the side that did it. */
export interface Happening {
  readonly fact: string;
  readonly what: Counted;
  readonly side: Side;
  readonly who: string | null;
  readonly sec: number | null;
  /** The half in which it was. */
  readonly part: string | null;
}

/** Who did it, where several took part. */
const DOERS: Partial<Record<string, string>> = {
  goal: 'scorer',
  shot: 'shooter',
  corner: 'taker',
  offside: 'player',
  yellow: 'player',
  second_yellow: 'player',
  red: 'player',
  foul: 'player',
  save: 'keeper',
  substitution: 'in',
};

const COUNTED_AS: Partial<Record<string, readonly Counted[]>> = {
  goal: ['goal'],
  corner: ['corner'],
  foul: ['foul'],
  offside: ['offside'],
  yellow: ['yellow'],
  second_yellow: ['red'],
  red: ['red'],
  save: ['save'],
  substitution: ['substitution'],
};

/** As what a moment of play counts. */
export function countedIn({ type, subtype }: Pick<Moment, 'type' | 'subtype'>): readonly Counted[] {
  if (type === 'shot') return subtype === 'on' ? ['shot', 'shot_on'] : ['shot'];
  return COUNTED_AS[type] ?? [];
}

/** Of an own goal nobody is its scorer: the side it counts for did nothing. */
export function nameIn({ type, subtype, people }: Pick<Moment, 'type' | 'subtype' | 'people'>): string | null {
  if (subtype === 'own_goal') return null;
  return people.find(({ role }) => role === DOERS[type])?.name ?? null;
}

/** What counts among these facts, in the order they were told. What is not sure yet does not count. */
export function happeningsOf(facts: readonly MatchEvent[]): Happening[] {
  let under: string | null = null;
  return facts.flatMap(({ fact, status, content }): Happening[] => {
    const { type, subtype = null, side, participants = [] } = content;
    if (type === 'segment_start') under = content.segment ?? null;
    const part = content.segment ?? under;
    if (side === undefined || status === 'provisional') return [];
    const people = participants.map(({ role, name = null, number = null }) => ({ role, name, number, side }));
    const who = nameIn({ type, subtype, people });
    return countedIn({ type, subtype }).map((what) => ({ fact, what, side, who, sec: playSec(content), part }));
  });
}
