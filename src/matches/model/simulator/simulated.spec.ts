import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { told } from '../../../../test/support/told-script.js';
import { NewTeam } from '../../../wire/match-doors.js';
import { EventContent, NewEvent } from '../../../wire/matches.js';
import { isTypeOf, SPORTS } from '../../../wire/sports.js';
import type { ScriptedMatch } from '../script.js';
import { isSimulated, simulated, type SimulatedSport } from './simulated.js';

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const sports = fc.constantFrom<SimulatedSport>('football', 'cricket');

function players(count: number): NewTeam['players'] {
  return Array.from({ length: count }, (_, at) => ({
    name: `Player ${String.fromCharCode(65 + at)}`,
    number: 40 + at,
  }));
}

function contentsOf({ lines }: ScriptedMatch): readonly EventContent[] {
  return lines.flatMap((line) => ('content' in line ? [line.content] : []));
}

function namesIn(match: ScriptedMatch, given: 'home' | 'away'): ReadonlySet<string> {
  const all = contentsOf(match).flatMap(({ side, participants = [] }) =>
    participants.flatMap((one) => ((one.side ?? side) === given ? [one.name ?? ''] : [])),
  );
  return new Set(all);
}

const nameOf = (side: string, number: number): string => `${side} ${number}`;

describe('a simulated match', () => {
  it('[MA40] is the same for the same seed', () => {
    fc.assert(
      fc.property(seeds, sports, fc.boolean(), (seed, sport, knockout) => {
        expect(simulated({ sport, seed, knockout })).toEqual(simulated({ sport, seed, knockout }));
      }),
      { numRuns: 30 },
    );
  });

  it.each<SimulatedSport>(['football', 'cricket'])('[MA40] of %s is another for each seed', (sport) => {
    const all = Array.from({ length: 300 }, (_, seed) => JSON.stringify(simulated({ sport, seed }).lines));
    expect(new Set(all).size).toBe(300);
  });

  it('[MA40] is of the sport that was asked for, where that can be made up', () => {
    expect(SPORTS.filter(isSimulated)).toEqual(['football', 'cricket']);
    expect(simulated({ sport: 'cricket', seed: 1 }).sport).toBe('cricket');
    expect(simulated({ sport: 'football', seed: 1 }).sport).toBe('football');
  });

  it('[MA41] is written as events are', () => {
    fc.assert(
      fc.property(seeds, sports, (seed, sport) => {
        const match = simulated({ sport, seed, knockout: true });
        for (const team of [match.home, match.away]) expect(NewTeam.parse(team)).toEqual(team);
        for (const content of contentsOf(match)) {
          expect(EventContent.parse(content)).toEqual(content);
          expect(isTypeOf(sport, content.type)).toBe(true);
        }
        for (const { key } of match.lines) expect(NewEvent.shape.key.safeParse(key).success).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('[MA41] is taken by the record, line by line', () => {
    fc.assert(
      fc.property(seeds, sports, (seed, sport) => {
        const match = simulated({ sport, seed, knockout: true });
        const times = match.lines.map(({ afterMs }) => afterMs);
        expect(times).toEqual(times.toSorted((one, other) => one - other));
        expect(times.every((ms) => Number.isInteger(ms) && ms >= 0)).toBe(true);
        const added = match.lines.filter(({ op }) => op === 'add').map(({ key }) => key);
        expect(new Set(added).size).toBe(added.length);
        expect([...told(match)].every(({ became }) => became === 'entry')).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it.each<SimulatedSport>(['football', 'cricket'])(
    '[MA55] of %s is played by the line-ups that were given',
    (sport) => {
      const home = { name: 'Reed Island', short: 'Reed', players: players(14) };
      const match = simulated({ sport, seed: 5, home, away: { name: 'Far Shore', players: players(4) } });
      expect(match.title).toBe('Reed Island – Far Shore');
      expect(match.home).toEqual(home);
      expect([...namesIn(match, 'home')].toSorted()).toEqual(home.players.map(({ name }) => name));
      const madeUp = ['Number 1', 'Number 2', 'Number 3', 'Number 4', 'Number 5', 'Number 6', 'Number 7'];
      expect(match.away.players.map(({ name }) => name)).toEqual([...players(4).map(({ name }) => name), ...madeUp]);
    },
  );

  it('[MA55] gives players who are made up the names it is told, and no shirt twice', () => {
    const away = { name: 'Far Shore', players: [{ name: 'Captain', number: 2 }, { name: 'Unnumbered' }] };
    const match = simulated({ sport: 'football', seed: 8, nameOf, away });
    expect(match.home.players.map(({ name }) => name)).toEqual(Array.from({ length: 18 }, (_, at) => `home ${at + 1}`));
    expect(match.away.players.map(({ number }) => number)).toEqual([2, undefined, 1, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(namesIn(match, 'away')).toEqual(new Set(match.away.players.map(({ name }) => name)));
  });

  it('[MA55] has sides with names of their own', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const { home, away } = simulated({ sport: seed % 2 === 0 ? 'football' : 'cricket', seed });
      expect(home.name).not.toBe(away.name);
      expect(home.players).toHaveLength(seed % 2 === 0 ? 18 : 11);
    }
  });
});
