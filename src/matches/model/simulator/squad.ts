import type { NewTeam } from '../../../wire/match-doors.js';
import type { EventContent, Participant } from '../../../wire/matches.js';
import type { Side } from '../../../wire/sports.js';
import type { Chance } from './chance.js';

export const ELEVEN = 11;

/** What a player is called of whom only the shirt is known. */
export type Naming = (side: Side, number: number) => string;

export interface Player {
  readonly side: Side;
  /** In the line-up, from 1. */
  readonly place: number;
  readonly name: string;
  readonly number?: number | undefined;
}

export interface Squad {
  readonly side: Side;
  readonly team: NewTeam;
  readonly starters: readonly Player[];
  readonly substitutes: readonly Player[];
}

/** What a caller may say of both sides; everything else is made up. */
export interface Sides {
  readonly home?: NewTeam;
  readonly away?: NewTeam;
  readonly nameOf?: Naming;
}

// Places and names that no club has.
const PLACES = [
  'Saltmarsh',
  'Copperhill',
  'Ironmere',
  'Quillhaven',
  'Duskford',
  'Emberfold',
  'Wrenstow',
  'Larkmoor Bay',
  'Thistlewick',
  'Old Cinder',
  'Gannet Point',
  'Hollowmere',
];

export function squadsOf(
  { home, away, nameOf = byNumber }: Sides,
  { suffixes, size }: { readonly suffixes: readonly string[]; readonly size: number },
  chance: Chance,
): Record<Side, Squad> {
  const [here = '', there = ''] = chance.shuffled(PLACES);
  const [ours = '', theirs = ''] = chance.shuffled(suffixes);
  return {
    home: squadOf('home', home ?? { name: `${here} ${ours}`, players: [] }, { size, nameOf }),
    away: squadOf('away', away ?? { name: `${there} ${theirs}`, players: [] }, { size, nameOf }),
  };
}

// Who is missing among eleven is made up; a side of which nobody is known gets substitutes too.
function squadOf(side: Side, given: NewTeam, { size, nameOf }: { size: number; nameOf: Naming }): Squad {
  const known = given.players;
  const missing = Math.max((known.length === 0 ? size : ELEVEN) - known.length, 0);
  const taken = new Set(known.map(({ number }) => number));
  const free = Array.from({ length: size + known.length }, (_, at) => at + 1).filter((number) => !taken.has(number));
  const made = free.slice(0, missing).map((number) => ({ name: nameOf(side, number), number }));
  const players = [...known, ...made].map((player, at): Player => ({ ...player, side, place: at + 1 }));
  return {
    side,
    team: { ...given, players: [...known, ...made] },
    starters: players.slice(0, ELEVEN),
    substitutes: players.slice(ELEVEN),
  };
}

function byNumber(_: Side, number: number): string {
  return `Number ${number}`;
}

export function lineup({ side, starters, substitutes }: Squad): EventContent {
  const started = starters.map((player) => participant('starter', player, side));
  return {
    type: 'lineup',
    side,
    participants: [...started, ...substitutes.map((player) => participant('substitute', player, side))],
  };
}

/** A player as an event of that side tells of one: its own side is said where it is the other. */
export function participant(role: string, { name, number, side: own }: Player, side: Side): Participant {
  return { role, name, ...(number === undefined ? {} : { number }), ...(own === side ? {} : { side: own }) };
}

export function otherSide(side: Side): Side {
  return side === 'home' ? 'away' : 'home';
}
