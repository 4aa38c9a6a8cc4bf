import { describe, expect, it } from '@jest/globals';
import { simulated, type SimulatedSport } from '../../src/matches/model/simulator/simulated.js';
import { misbehaved, type Misbehaviour } from '../../src/matches/model/simulator/misbehaviour/misbehaved.js';
import type { FactSheet } from '../../src/writing/model/fact-sheet.js';
import { distinctRuns, distinctRunsInHalfHour, mostOpened, repeatedSentences } from '../support/line-measures.js';
import { faultsIn } from '../support/line-truth.js';
import { nameOf, spokenMatch, type SpokenLine } from '../support/spoken-match.js';

const SEEDS = [1, 2, 3];
const KINDS = ['late_names', 'disallowed_goals'] as const;

function spoken(
  sport: SimulatedSport,
  language: string,
  seeds: readonly number[],
  kinds: readonly Misbehaviour[] = [],
): SpokenLine[][] {
  return seeds.map((seed) => {
    const match = simulated({ sport, seed, knockout: seed % 3 === 0, nameOf });
    return spokenMatch(misbehaved(match, { kinds, seed }), { language, seed });
  });
}

const isEnd = ({ moments }: FactSheet): boolean =>
  moments.some(({ type }) => type === 'match_end' || type === 'segment_end' || type === 'innings_end');

describe.each([
  ['football', 'en'],
  ['football', 'hi'],
  ['cricket', 'en'],
  ['cricket', 'hi'],
] as const)('%s in %s', (sport, language) => {
  const matches = spoken(sport, language, SEEDS);
  // Told late and taken back again.
  const all = [...matches, ...spoken(sport, language, [1], KINDS)];

  it('[WR1] no sentence comes back within half an hour, however it is told', () => {
    expect(all.flatMap(repeatedSentences)).toEqual([]);
  });

  it('[WR2] it sounds different all the time', () => {
    const whole = matches.map(distinctRuns);
    const least = Math.min(...matches.map(distinctRunsInHalfHour));
    console.log(
      `${sport} ${language}: ${least.toFixed(3)} in half an hour, ${Math.min(...whole).toFixed(3)} in a match`,
    );
    expect(least).toBeGreaterThanOrEqual(0.85);
    expect(Math.max(...matches.map(mostOpened))).toBeLessThanOrEqual(3);
  });

  it('[WR2] there is a line for nearly everything', () => {
    const lines = matches.reduce((sum, one) => sum + one.length, 0) / matches.length;
    expect(lines).toBeGreaterThan(sport === 'football' ? 90 : 240);
  });

  it('[WR3] a line is as short as it was asked for', () => {
    const long = all.flat().filter(({ sheet, text }) => text.split(/\s+/).length > (isEnd(sheet) ? 45 : 25));
    expect(long.map(({ text }) => text)).toEqual([]);
  });

  it('[WR6] it holds no name, number or score that the sheet does not, and no markup', () => {
    expect(all.flat().flatMap(({ sheet, text }) => faultsIn(sheet, text))).toEqual([]);
  });
});
