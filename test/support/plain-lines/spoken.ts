import type { MatchEvent } from '../../../src/wire/matches.js';
import type { Side, Sport } from '../../../src/wire/sports.js';

/** What of a match its lines speak of. */
export interface SpokenMatch {
  readonly sport: Sport;
  readonly home: { readonly name: string };
  readonly away: { readonly name: string };
}

/** What is said, and how urgently. */
export interface Words {
  readonly text: string;
  readonly isBig?: boolean;
}

export function scoreWords(match: SpokenMatch, { home, away }: MatchEvent['score']): string {
  return `${match.home.name} ${home}, ${match.away.name} ${away}.`;
}

export function sideName(match: SpokenMatch, side: Side | undefined): string {
  return side === undefined ? 'the match' : match[side].name;
}

/** Who did it, as far as it is told. */
export function nameOf({ content }: MatchEvent, role: string): string | undefined {
  const one = content.participants?.find((participant) => participant.role === role);
  return one?.name ?? (one?.number === undefined ? undefined : `number ${one.number}`);
}
