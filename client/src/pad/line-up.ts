import { PLAYERS_MAX, type NewTeam } from '../../../src/wire/match-doors.js';

export type LineUpMistake =
  { readonly is: 'tooMany' } | { readonly is: 'tooLong' | 'twice' | 'badNumber' | 'noName'; readonly line: number };

type Players = NonNullable<NewTeam['players']>;

const NAME_MAX = 100;
const NUMBER_MAX = 999;

/** Players as they are typed or pasted, one a line: “9 Ann Reed”, “9. Ann Reed”, “#9 Ann Reed” or “Ann Reed”. */
export function readLineUp(text: string): { readonly players: Players } | { readonly mistake: LineUpMistake } {
  const players: Players = [];
  const names = new Set<string>();
  for (const [at, written] of text.split(/\r\n?|\n/).entries()) {
    const line = at + 1;
    const trimmed = written.trim();
    if (trimmed === '') continue;
    const [, digits, rest = ''] = /^#?(\d+)[.):,\t ]*(.*)$/.exec(trimmed) ?? [undefined, undefined, trimmed];
    const name = rest.trim();
    const number = digits === undefined ? undefined : Number(digits);
    if (name === '') return { mistake: { is: 'noName', line } };
    if (name.length > NAME_MAX) return { mistake: { is: 'tooLong', line } };
    if (number !== undefined && number > NUMBER_MAX) return { mistake: { is: 'badNumber', line } };
    if (names.has(name)) return { mistake: { is: 'twice', line } };
    names.add(name);
    players.push(number === undefined ? { name } : { name, number });
  }
  return players.length > PLAYERS_MAX ? { mistake: { is: 'tooMany' } } : { players };
}
