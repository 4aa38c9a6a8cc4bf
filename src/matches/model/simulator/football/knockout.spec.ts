import { describe, expect, it } from '@jest/globals';
import { lastStateOf } from '../../../../../test/support/told-script.js';
import type { ScriptedMatch } from '../../script.js';
import { simulateFootball } from './football.js';

const cup = Array.from({ length: 1_000 }, (_, seed) => simulateFootball({ seed, knockout: true }));

interface Kick {
  readonly side: 'home' | 'away';
  readonly made: boolean;
}

function kicksIn({ lines }: ScriptedMatch): readonly Kick[] {
  return lines.flatMap((line) => {
    if (!('content' in line) || line.content.type !== 'shootout_kick') return [];
    const { side = 'home', made = false } = line.content;
    return [{ side, made }];
  });
}

const made = (kicks: readonly Kick[], side: Kick['side']): number =>
  kicks.filter((kick) => kick.side === side && kick.made).length;

/** Whether whoever is behind loses even if all that are left to it go in and all of the other go wide. */
function isDecided(kicks: readonly Kick[]): boolean {
  const rounds = Math.max(5, Math.ceil(kicks.length / 2));
  const best = (side: Kick['side']): number =>
    made(kicks, side) + rounds - kicks.filter((kick) => kick.side === side).length;
  return best('home') < made(kicks, 'away') || best('away') < made(kicks, 'home');
}

function goalsUntil(match: ScriptedMatch, key: string): readonly [number, number] {
  const end = match.lines.findIndex((line) => line.key === key);
  const { score } = lastStateOf({ ...match, lines: match.lines.slice(0, end + 1) });
  return [score.home, score.away];
}

describe('a knock-out match', () => {
  it('[MA48] has a winner, and goes on only as long as it is level', () => {
    for (const match of cup.slice(0, 300)) {
      const { finish } = lastStateOf(match);
      const [home, away] = goalsUntil(match, 'seg:H2:end');
      const isExtra = match.lines.some(({ key }) => key === 'seg:ET1:start');
      expect(finish?.result).toBe('win');
      expect(isExtra).toBe(home === away);
      if (!isExtra) continue;
      const [later, other] = goalsUntil(match, 'seg:ET2:end');
      expect(kicksIn(match).length > 0).toBe(later === other);
      expect(finish?.method).toBe(later === other ? 'penalties' : 'extra_time');
    }
  });

  it('[MA48] its kicks are taken in turn until it is decided', () => {
    const shootouts = cup.map(kicksIn).filter((kicks) => kicks.length > 0);
    expect(shootouts.length).toBeGreaterThan(50);
    expect(shootouts.some((kicks) => kicks.length > 10)).toBe(true);
    expect(shootouts.some((kicks) => kicks.length < 10)).toBe(true);
    for (const kicks of shootouts) {
      expect(kicks.every(({ side }, at) => (side === kicks[0]?.side) === (at % 2 === 0))).toBe(true);
      expect(kicks.map((_, at) => isDecided(kicks.slice(0, at + 1))).indexOf(true)).toBe(kicks.length - 1);
    }
  });

  it('[MA48] who makes more of them has won', () => {
    for (const match of cup.filter((one) => kicksIn(one).length > 0)) {
      const kicks = kicksIn(match);
      const { finish, score } = lastStateOf(match);
      expect(finish?.winner).toBe(made(kicks, 'home') > made(kicks, 'away') ? 'home' : 'away');
      expect(score.shootout).toEqual({ home: made(kicks, 'home'), away: made(kicks, 'away') });
    }
  });

  it('[MA48] another match is left level', () => {
    const results = Array.from({ length: 100 }, (_, seed) => lastStateOf(simulateFootball({ seed })).finish?.result);
    expect(results.filter((result) => result === 'draw').length).toBeGreaterThan(10);
  });
});
