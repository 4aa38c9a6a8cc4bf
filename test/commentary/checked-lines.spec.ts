import { describe, expect, it } from '@jest/globals';
import { check } from '../../src/commentary/model/checker/check.js';
import type { Bounds, Rule } from '../../src/commentary/model/checker/finding.js';
import { mutationsOf } from '../support/line-mutations.js';
import type { Mutation } from '../support/mutation.js';
import { scenarioLines, sheetFor, type ScenarioLine } from '../support/told-scenarios.js';

const BOUNDS: Bounds = { wordsMax: 60, said: [] };
const FILES = [
  ['tuned on', 'en', 'lines-football.txt'],
  ['tuned on', 'en', 'lines-cricket.txt'],
  ['tuned on', 'hi', 'lines-hindi.txt'],
  ['held out', 'en', 'held-out-english.txt'],
  ['held out', 'hi', 'held-out-hindi.txt'],
  ['fresh', 'en', 'fresh-english.txt'],
  ['fresh', 'hi', 'fresh-hindi.txt'],
] as const;

interface Told {
  readonly group: string;
  readonly line: ScenarioLine;
}
const told: readonly Told[] = FILES.flatMap(([group, language, file]) =>
  scenarioLines(file, language).map((line) => ({ group: `${group} ${language}`, line })),
);

function rulesOf(text: string, line: ScenarioLine, bounds: Partial<Bounds> = {}): readonly Rule[] {
  return check(text, sheetFor(line.scenario), { ...BOUNDS, ...bounds }).map(({ rule }) => rule);
}

/** How many of all, as a share of a hundred. */
function share(part: number, all: number): number {
  return Math.round((part / all) * 1_000) / 10;
}

describe('lines that people would say', () => {
  it('[CM10] at most two in a hundred are refused, and of those held out no more', () => {
    const refused = told.filter(({ line }) => rulesOf(line.text, line).length > 0);
    const rows = [...new Set(told.map(({ group }) => group))].map((group) => {
      const of = (all: readonly Told[]): number => all.filter((one) => one.group === group).length;
      return { group, lines: of(told), refused: of(refused) };
    });
    console.table(rows);
    expect(told.filter(({ line }) => line.scenario.language === 'en').length).toBeGreaterThanOrEqual(240);
    expect(told.filter(({ line }) => line.scenario.language === 'hi').length).toBeGreaterThanOrEqual(60);
    expect(share(refused.length, told.length)).toBeLessThanOrEqual(2);
    const heldOut = rows.filter(({ group }) => group.startsWith('held out'));
    const sum = (of: (row: (typeof rows)[number]) => number): number => heldOut.reduce((all, row) => all + of(row), 0);
    expect(
      share(
        sum((row) => row.refused),
        sum((row) => row.lines),
      ),
    ).toBeLessThanOrEqual(2);
  });
});

describe('the same lines made false', () => {
  it('[CM11] ninety-nine in a hundred of scores, sides and outcomes are caught, and ninety-five of all', () => {
    const mutations = told.flatMap(({ group, line }) =>
      mutationsOf(line, sheetFor(line.scenario)).map((mutation) => ({ ...mutation, group, line })),
    );
    const caught = new Set(mutations.filter(({ text, line }) => rulesOf(text, line, { wordsMax: 80 }).length > 0));
    const rows = [...new Set(mutations.map(({ kind, group }) => `${kind} ${group}`))].toSorted().map((row) => {
      const own = mutations.filter(({ kind, group }) => `${kind} ${group}` === row);
      return { row, made: own.length, caught: own.filter((one) => caught.has(one)).length };
    });
    console.table(rows);
    const caughtOf = (...kinds: readonly Mutation['kind'][]): number => {
      const own = mutations.filter(({ kind }) => kinds.includes(kind));
      return share(own.filter((one) => caught.has(one)).length, own.length);
    };
    expect(mutations.length).toBeGreaterThan(1_500);
    expect(caughtOf('score', 'side', 'outcome')).toBeGreaterThanOrEqual(99);
    for (const kind of ['score', 'side', 'outcome', 'player', 'period', 'statistic'] as const) {
      expect([kind, caughtOf(kind) >= 98]).toEqual([kind, true]);
    }
    expect(share(caught.size, mutations.length)).toBeGreaterThanOrEqual(95);
  });
});
