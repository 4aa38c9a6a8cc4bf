import { describe, expect, it } from '@jest/globals';
import { footballFaults, type FootballRule } from '../../../../../test/support/football-rules.js';
import { knownAfter, lastStateOf, told, withLines } from '../../../../../test/support/told-script.js';
import type { ScriptedMatch, ScriptLine } from '../../script.js';
import { simulateFootball } from './football.js';

const SEEDS = Array.from({ length: 1_000 }, (_, seed) => seed);
const league = SEEDS.map((seed) => simulateFootball({ seed }));
const cup = SEEDS.map((seed) => simulateFootball({ seed, knockout: true }));

function faultsOf(match: ScriptedMatch, ...rules: readonly FootballRule[]): readonly string[] {
  return footballFaults(match).flatMap(({ rule, what }) => (rules.includes(rule) ? [what] : []));
}

function typesIn({ lines }: ScriptedMatch): readonly string[] {
  return lines.flatMap((line) => ('content' in line ? [line.content.type] : []));
}

function goalsIn(lines: readonly ScriptLine[], side: 'home' | 'away'): number {
  return [...knownAfter(lines).values()].filter((content) => content.type === 'goal' && content.side === side).length;
}

/** The first match with such a line, without it or with something else in its place. */
function twisted(is: (line: ScriptLine) => boolean, into: (line: ScriptLine) => readonly ScriptLine[]): ScriptedMatch {
  const match = league.find(({ lines }) => lines.some(is));
  if (match === undefined) throw new Error('no match has such a line');
  const at = match.lines.findIndex(is);
  return { ...match, lines: match.lines.flatMap((line, place) => (place === at ? into(line) : [line])) };
}

function mostOfASide(type: RegExp): number {
  const counts = [...league, ...cup].flatMap(({ lines }) =>
    ['home', 'away'].map((side) => lines.filter(({ key }) => type.test(key) && key.includes(side)).length),
  );
  return Math.max(...counts);
}

const isOf = (type: string) => (line: ScriptLine) => 'content' in line && line.content.type === type;
const earlier = (line: ScriptLine, ms: number): ScriptLine => ({ ...line, afterMs: line.afterMs - ms });
const sendOff = (line: ScriptLine): readonly ScriptLine[] =>
  'content' in line ? [{ ...line, content: { ...line.content, type: 'second_yellow' } }] : [];

describe('simulated football', () => {
  it('[MA42] only who is on the pitch acts', () => {
    expect([...league, ...cup].flatMap((match) => faultsOf(match, 'pitch'))).toEqual([]);
  });

  it('[MA43] parts and clock are those of a match', () => {
    expect([...league, ...cup].flatMap((match) => faultsOf(match, 'parts'))).toEqual([]);
  });

  it('[MA44] cards and changes keep to the laws', () => {
    expect([...league, ...cup].flatMap((match) => faultsOf(match, 'cards', 'changes'))).toEqual([]);
  });

  it('[MA47] penalties are taken and checks end', () => {
    expect([...league, ...cup].flatMap((match) => faultsOf(match, 'penalties', 'checks'))).toEqual([]);
  });

  it.each<[FootballRule, string, ScriptedMatch]>([
    ['pitch', 'who went out comes back', twisted(isOf('substitution'), (line) => [line, line])],
    ['pitch', 'who is sent off plays on', twisted(isOf('red'), (line) => [line, line])],
    ['changes', 'who comes on was never there', twisted(isOf('lineup'), () => [])],
    ['cards', 'a second yellow without a first', twisted(isOf('yellow'), sendOff)],
    ['cards', 'two yellows', twisted(isOf('yellow'), (line) => [line, line])],
    ['parts', 'a foul before kick-off', twisted(isOf('segment_start'), () => [])],
    ['parts', 'a half too short', twisted(isOf('segment_end'), (line) => [earlier(line, 60_000)])],
    ['parts', 'a half without an end', twisted(isOf('segment_end'), () => [])],
    ['parts', 'the clock stands', twisted(isOf('offside'), (line) => [earlier(line, 1_000)])],
    ['penalties', 'nobody takes it', twisted(isOf('penalty_saved'), () => [])],
    [
      'checks',
      'no decision',
      twisted(
        (line) => line.op === 'retract',
        () => [],
      ),
    ],
    ['checks', 'no end', twisted(isOf('var_end'), () => [])],
  ])('[MA42] [MA43] [MA44] [MA47] the official would see it: %s, %s', (rule, _, match) => {
    expect(faultsOf(match, rule)).not.toEqual([]);
  });

  it('[MA44] cards and changes come to their limits, and no further', () => {
    expect(mostOfASide(/^sub:/)).toBe(5);
    expect(mostOfASide(/^card:.*:(red|second_yellow)$/)).toBeGreaterThan(1);
  });

  it('[MA45] the score is the goals that stand, after every line', () => {
    for (const match of [...league.slice(0, 60), ...cup.slice(0, 60)]) {
      for (const [at, { state }] of [...told(match)].entries()) {
        const lines = match.lines.slice(0, at + 1);
        expect([state.score.home, state.score.away]).toEqual([goalsIn(lines, 'home'), goalsIn(lines, 'away')]);
      }
    }
  });

  it('[MA45] the record finds the end that the script tells', () => {
    for (const match of [...league.slice(0, 200), ...cup.slice(0, 200)]) {
      const untold = withLines(match, (line) =>
        'content' in line && line.content.finish ? [{ ...line, content: { type: 'match_end' } }] : [line],
      );
      expect(lastStateOf(match).finish).toEqual(lastStateOf(untold).finish);
      expect(lastStateOf(match)).toMatchObject({ lifecycle: 'finished', segment: 'POST' });
    }
  });

  it('[MA46] it has as many goals and events as football has', () => {
    const goals = league.map(({ lines }) => goalsIn(lines, 'home') + goalsIn(lines, 'away'));
    const mean = goals.reduce((sum, count) => sum + count, 0) / goals.length;
    expect(mean).toBeGreaterThan(2.4);
    expect(mean).toBeLessThan(3);
    const usual = league.filter((match) => typesIn(match).length >= 80 && typesIn(match).length <= 150);
    expect(usual.length).toBeGreaterThanOrEqual(950);
  });

  it('[MA46] everything that can happen does', () => {
    const happened = new Set([...league, ...cup].flatMap(typesIn));
    const all = 'match_start lineup segment_start segment_end match_end foul corner offside shot save free_kick yellow';
    const rest =
      'second_yellow red substitution injury penalty_awarded penalty_missed penalty_saved goal var_start var_end';
    expect([...happened].toSorted()).toEqual(`${all} ${rest} added_time shootout_kick`.split(' ').toSorted());
  });

  it('[MA46] an own goal counts for the other side', () => {
    const own = league.flatMap(({ lines }) =>
      lines.flatMap((line) => ('content' in line && line.content.subtype === 'own_goal' ? [line.content] : [])),
    );
    expect(own.length).toBeGreaterThan(5);
    for (const { side, participants } of own) {
      expect(participants).toHaveLength(1);
      expect(participants?.[0]?.side).toBe(side === 'home' ? 'away' : 'home');
    }
  });
});
