import type { KnownPerson, Person } from './person.js';

/** What a handler asks of the one who calls it; `known` is anybody who is signed in. */
export const NEEDS = ['anyone', 'listener', 'known', 'host', 'admin'] as const;
export type Need = (typeof NEEDS)[number];

export interface Place {
  /** The channel it is about; without one, a host of any channel will do. */
  readonly channel?: string | undefined;
  /** Whether people nobody knows may listen. */
  readonly open: boolean;
}

/** The one rule of who may do what. */
export function mayDo(person: Person, need: Need, place: Place): boolean {
  return RULES[need](person, place);
}

/** Whether it is a host of this channel, as an admin is of all. */
export function isHostOf(person: Person, channel: string): boolean {
  return mayDo(person, 'host', { channel, open: false });
}

const RULES: Readonly<Record<Need, (person: Person, place: Place) => boolean>> = {
  anyone: () => true,
  listener: (person, { channel, open }) => open || (person.role !== 'anonymous' && mayHear(person, channel)),
  known: (person) => person.role !== 'anonymous',
  host: (person, { channel }) => person.role === 'admin' || (person.role === 'host' && isNamed(person, channel)),
  admin: (person) => person.role === 'admin',
};

// A listener for whom no channel is named may hear them all; a host hosts only what is named.
function mayHear(person: KnownPerson, channel: string | undefined): boolean {
  if (person.role === 'admin') return true;
  return (person.role === 'listener' && person.channels.length === 0) || isNamed(person, channel);
}

function isNamed({ channels }: { readonly channels: readonly string[] }, channel: string | undefined): boolean {
  return channel === undefined || channels.includes(channel);
}
