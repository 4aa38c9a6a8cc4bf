import type { EventContent, MatchEvent, Participant } from '../../../src/wire/matches.js';
import type { Side } from '../../../src/wire/sports.js';

/** What is told with one press, for each side. */
export const FOOTBALL_TAPS = [
  'goal',
  'yellow',
  'red',
  'substitution',
  'corner',
  'shot',
  'penalty_awarded',
  'penalty_missed',
] as const;
/** And while penalties decide. */
export const SHOOTOUT_TAPS = ['scored', 'missed'] as const;
export type FootballTap = (typeof FOOTBALL_TAPS)[number] | (typeof SHOOTOUT_TAPS)[number];

export function tapsIn(segment: string | null): readonly FootballTap[] {
  return segment === 'PENS' ? SHOOTOUT_TAPS : FOOTBALL_TAPS;
}

/** What a press tells. */
export function contentOfTap(tap: FootballTap, side: Side): EventContent {
  if (tap === 'scored' || tap === 'missed') return { type: 'shootout_kick', side, made: tap === 'scored' };
  return { type: tap, side };
}

/** How one thing can have happened. */
export const KINDS = {
  goal: ['goal', 'penalty', 'own_goal'],
  card: ['yellow', 'second_yellow', 'red'],
  penalty: ['penalty_missed', 'penalty_saved'],
  kick: ['scored', 'missed'],
} as const;
export type Kind = (typeof KINDS)[keyof typeof KINDS][number];

export interface Role {
  readonly role: string;
  /** Whose player it is. */
  readonly side: Side;
}

/** What can be said of an event beyond that it happened. */
export interface Naming {
  readonly kinds: readonly Kind[];
  readonly kind: Kind | undefined;
  readonly roles: readonly Role[];
}

export function namingOf(content: EventContent): Naming {
  const { type, subtype, side, made } = content;
  if (side === undefined) return { kinds: [], kind: undefined, roles: [] };
  const other = side === 'home' ? 'away' : 'home';
  switch (type) {
    case 'goal': {
      const kind = subtype === 'own_goal' || subtype === 'penalty' ? subtype : 'goal';
      const scorer = { role: 'scorer', side: kind === 'own_goal' ? other : side } as const;
      return { kinds: KINDS.goal, kind, roles: kind === 'goal' ? [scorer, { role: 'assist', side }] : [scorer] };
    }
    case 'yellow':
    case 'second_yellow':
    case 'red':
      return { kinds: KINDS.card, kind: type, roles: [{ role: 'player', side }] };
    case 'penalty_missed':
    case 'penalty_saved':
      return { kinds: KINDS.penalty, kind: type, roles: [{ role: 'taker', side }] };
    case 'shootout_kick':
      return { kinds: KINDS.kick, kind: made === true ? 'scored' : 'missed', roles: [{ role: 'taker', side }] };
    case 'substitution':
      return {
        kinds: [],
        kind: undefined,
        roles: [
          { role: 'in', side },
          { role: 'out', side },
        ],
      };
    case 'shot':
    case 'corner':
      return { kinds: [], kind: undefined, roles: [{ role: 'taker', side }] };
    default:
      return { kinds: [], kind: undefined, roles: [] };
  }
}

/** The same thing, having happened otherwise. Who did it stays only where the role does. */
export function asKind(content: EventContent, kind: Kind): EventContent {
  const { subtype: _, participants = [], ...rest } = content;
  const changed = withKind(rest, kind);
  const roles = namingOf(changed).roles;
  const kept = participants.filter((one) =>
    roles.some(({ role, side }) => role === one.role && side === (one.side ?? content.side)),
  );
  return kept.length === 0 ? changed : { ...changed, participants: kept };
}

function withKind(content: EventContent, kind: Kind): EventContent {
  switch (kind) {
    case 'goal':
      return content;
    case 'penalty':
    case 'own_goal':
      return { ...content, subtype: kind };
    case 'scored':
    case 'missed':
      return { ...content, made: kind === 'scored' };
    case 'yellow':
    case 'second_yellow':
    case 'red':
    case 'penalty_missed':
    case 'penalty_saved':
    default:
      return { ...content, type: kind };
  }
}

export type Named = Pick<Participant, 'name' | 'number'>;

/** Says who had a part in it; nobody: it is not known. */
export function withPerson(content: EventContent, { role, side }: Role, named: Named | undefined): EventContent {
  const { participants = [], ...rest } = content;
  const others = participants.filter((one) => one.role !== role);
  const own = side === content.side ? {} : { side };
  const order = namingOf(content).roles.map((one) => one.role);
  const all = named === undefined ? others : [...others, { role, ...named, ...own }];
  if (all.length === 0) return rest;
  return { ...rest, participants: all.toSorted((one, other) => order.indexOf(one.role) - order.indexOf(other.role)) };
}

export function personIn({ participants = [] }: EventContent, role: string): Named | undefined {
  const found = participants.find((one) => one.role === role);
  if (found === undefined) return undefined;
  const { name, number } = found;
  return { ...(name === undefined ? {} : { name }), ...(number === undefined ? {} : { number }) };
}

/** Whether who is named has a yellow card already: the next one sends them off. */
export function hasYellow(
  facts: readonly MatchEvent[],
  yellow: { readonly fact: string; readonly content: EventContent; readonly named: Named },
): boolean {
  return facts.some(
    ({ fact, status, content }) =>
      fact !== yellow.fact &&
      status !== 'retracted' &&
      content.type === 'yellow' &&
      content.side === yellow.content.side &&
      isSamePerson(personIn(content, 'player'), yellow.named),
  );
}

function isSamePerson(one: Named | undefined, other: Named): boolean {
  return one !== undefined && one.name === other.name && one.number === other.number;
}
