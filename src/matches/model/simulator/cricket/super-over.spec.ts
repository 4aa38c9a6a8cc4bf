import { describe, expect, it } from '@jest/globals';
import { cricketFaults, runsOff, turnsIn } from '../../../../../test/support/cricket-rules.js';
import { lastStateOf, told } from '../../../../../test/support/told-script.js';
import type { ScriptedMatch } from '../../script.js';
import { simulateCricket } from './cricket.js';

const matches = Array.from({ length: 3_000 }, (_, seed) => simulateCricket({ seed }));

function totalsOf(match: ScriptedMatch): readonly number[] {
  return turnsIn(match).map(({ balls }) => balls.reduce((sum, ball) => sum + runsOff(ball), 0));
}

/** Where the first two innings came to the same. */
const level = matches.filter((match) => totalsOf(match)[0] === totalsOf(match)[1]);

describe('a T20 match that is level', () => {
  it('[MA54] goes on to super overs, and no other does', () => {
    expect(level.length).toBeGreaterThan(20);
    for (const match of matches) expect(turnsIn(match).length > 2).toBe(level.includes(match));
    expect(level.flatMap(cricketFaults)).toEqual([]);
  });

  it('[MA54] goes on until one side has more in a super over', () => {
    expect(level.some((match) => turnsIn(match).length > 4)).toBe(true);
    for (const match of level) {
      const supers = totalsOf(match).slice(2);
      const isLevel = supers.flatMap((runs, at) => (at % 2 === 1 ? [runs === supers[at - 1]] : []));
      expect(isLevel.slice(0, -1).every(Boolean)).toBe(true);
      expect(isLevel.length).toBeLessThanOrEqual(3);
      const { finish, score } = lastStateOf(match);
      expect(finish?.method).toBe('super_over');
      expect(score.home).toBe(score.away);
      const [set = 0, chased = 0] = supers.slice(-2);
      const last = score.innings.slice(-2).map(({ side }) => side);
      expect(finish?.winner).toBe(last[set > chased ? 0 : 1]);
    }
  });

  it('[MA54] begins each with who batted second, and bats with others in the next', () => {
    for (const match of level) {
      const { innings } = lastStateOf(match).score;
      const sides = innings.map(({ side }) => side);
      expect(sides.slice(1).every((side, at) => (side === sides[at]) === (at % 2 === 1))).toBe(true);
      for (const side of ['home', 'away'] as const) {
        const batters = turnsIn(match)
          .filter(({ number }) => number > 2 && sides[number - 1] === side)
          .map(({ balls }) => [...new Set(balls.flatMap((ball) => [ball.batter, ball.nonStriker]))]);
        expect(new Set(batters.flat()).size).toBe(batters.flat().length);
      }
    }
  });

  it('[MA54] says at the start of each super over which of its innings is meant', () => {
    for (const match of level) {
      const starts = match.lines.flatMap((line) =>
        'content' in line && line.content.type === 'innings_start' ? [line.content] : [],
      );
      const numbers = starts.slice(2).map(({ segment, delivery }) => [segment, delivery?.innings]);
      const all = [
        ['SUPER1', 3],
        ['SUPER1', 4],
        ['SUPER2', 5],
        ['SUPER2', 6],
        ['SUPER3', 7],
        ['SUPER3', 8],
      ];
      expect(numbers).toEqual(all.slice(0, numbers.length));
    }
  });

  it('[MA54] is known to the record as each super over begins', () => {
    for (const match of level.slice(0, 5)) {
      const starts = [...told(match)].filter(({ line }) => /^innings:[3-8]:start$/.test(line.key));
      for (const { line, state } of starts) {
        const content = 'content' in line ? line.content : undefined;
        expect(state.score.innings.at(-1)).toMatchObject({
          isSuper: true,
          side: content?.side,
          target: content?.target ?? null,
        });
      }
    }
  });
});
