import type { FactSheet, Person } from '../fact-sheet.js';
import type { Memory } from './memory.js';
import type { Tongue } from './tongue.js';

/** What people of a match are called. */
export interface Calling {
  /** The whole name, or the last of it once the whole one was heard. */
  called(name: string): string;
  /** As short as it can be understood: for who was named in the same line. */
  short(name: string): string;
}

export function callingIn(sheet: FactSheet, memory: Memory): Calling {
  const names = namesIn(sheet);
  const lasts = names.map(lastOf);
  const short = (name: string): string => {
    const last = lastOf(name);
    return lasts.filter((other) => other === last).length > 1 ? name : last;
  };
  const called = (name: string): string => {
    return isInitials(name) || memory.hasMentioned(name) ? short(name) : name;
  };
  return { called, short };
}

/** Of the people of a moment, who had this role: the first of them that is known. */
export function personWords(
  person: Person | undefined,
  { sheet, tongue, calling }: { sheet: FactSheet; tongue: Tongue; calling: Calling },
): string | undefined {
  if (person === undefined) return undefined;
  if (person.name !== null) return calling.called(person.name);
  if (person.number === null) return undefined;
  return tongue.shirt(person.number, person.side === null ? null : sheet[person.side].name);
}

function namesIn({ home, away, moments, earlier, standing }: FactSheet): readonly string[] {
  const told = [...moments, ...earlier].flatMap(({ people }) => people.flatMap(({ name }) => name ?? []));
  const batters = standing.innings.flatMap((innings) => innings.batters.map(({ name }) => name));
  return [...new Set([...home.players, ...away.players].map(({ name }) => name).concat(told, batters))];
}

/** The last name, with what belongs to it: van Dijk. A number is none. */
function lastOf(name: string): string {
  const words = name.split(' ');
  const last = words.at(-1) ?? name;
  if (words.length < 2 || !/^\p{L}[\p{L}\p{M}’'-]+$/u.test(last)) return name;
  const from = words.findIndex((word, at) => at > 0 && /^\p{Ll}+$/u.test(word));
  return from < 0 ? last : words.slice(from).join(' ');
}

// V Kohli is never said so.
function isInitials(name: string): boolean {
  return /^\p{Lu}{1,3} /u.test(name);
}
