import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { lastStateOf, told } from '../../../../../test/support/told-script.js';
import type { EventContent } from '../../../../wire/matches.js';
import type { ScriptedMatch, ScriptLine } from '../../script.js';
import { simulated, type SimulatedSport } from '../simulated.js';
import { misbehaved, type Misbehaviour } from './misbehaved.js';

const KINDS: readonly Misbehaviour[] = ['duplicates', 'late_names', 'disallowed_goals', 'silence'];
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const sports = fc.constantFrom<SimulatedSport>('football', 'cricket');
const match = simulated({ sport: 'football', seed: 3, knockout: true });

function only(kind: Misbehaviour, seed = 1): ScriptedMatch {
  return misbehaved(match, { kinds: [kind], seed });
}

/** Corrections count on in the record; all else is the same. */
function endOf(one: ScriptedMatch): unknown {
  return { ...lastStateOf(one), seq: null };
}

/** What the record holds in the end, by key, and how sure it is. */
function factsIn(one: ScriptedMatch): unknown {
  const last = new Map([...told(one)].map(({ line, fact }) => [line.key, fact]));
  const stands = [...last].filter(([, { status }]) => status !== 'retracted');
  return Object.fromEntries(stands.map(([key, { status, content }]) => [key, [status, content]]));
}

function longGaps({ lines }: ScriptedMatch): number {
  return lines.filter((line, at) => line.afterMs - (lines[at - 1]?.afterMs ?? 0) >= 180_000).length;
}

const asText = (line: ScriptLine): string => JSON.stringify({ ...line, afterMs: 0 });

describe('a match that misbehaves', () => {
  it.each(KINDS)('[MA56] ends as the clean one does: %s', (kind) => {
    fc.assert(
      fc.property(seeds, sports, seeds, (seed, sport, other) => {
        const clean = simulated({ sport, seed, knockout: true });
        expect(endOf(misbehaved(clean, { kinds: [kind], seed: other }))).toEqual(endOf(clean));
      }),
      { numRuns: 25 },
    );
  });

  it('[MA56] ends as the clean one does, in all ways at once', () => {
    fc.assert(
      fc.property(seeds, sports, seeds, fc.subarray([...KINDS]), (seed, sport, other, kinds) => {
        const clean = simulated({ sport, seed, knockout: true });
        const bad = misbehaved(clean, { kinds, seed: other });
        expect(endOf(bad)).toEqual(endOf(clean));
        expect(factsIn(bad)).toEqual(factsIn(clean));
      }),
      { numRuns: 60 },
    );
  });

  it('[MA56] ends as the clean one does where things change within seconds', () => {
    const content: EventContent = {
      type: 'goal',
      side: 'home',
      segment: 'H1',
      participants: [{ role: 'scorer', name: 'A' }],
    };
    const header = { ...content, subtype: 'header' };
    const add = { version: 0, op: 'add', provisional: true, content } as const;
    const lines: readonly ScriptLine[] = [
      { afterMs: 0, key: 'confirmed', ...add },
      { afterMs: 0, key: 'taken-back', ...add },
      { afterMs: 0, key: 'mended', ...add },
      { afterMs: 1_000, key: 'confirmed', version: 0, op: 'confirm' },
      { afterMs: 1_000, key: 'taken-back', version: 0, op: 'confirm' },
      { afterMs: 2_000, key: 'mended', ...add, op: 'revise', version: 1, content: header },
      { afterMs: 3_000, key: 'taken-back', version: 0, op: 'retract' },
    ];
    for (let seed = 0; seed < 200; seed += 1) {
      expect(factsIn(misbehaved({ ...match, lines }, { kinds: KINDS, seed }))).toEqual({
        confirmed: ['confirmed', content],
        mended: ['provisional', header],
      });
    }
  });

  it('[MA56] is told in order of time', () => {
    for (let seed = 0; seed < 100; seed += 1) {
      const times = misbehaved(match, { kinds: KINDS, seed }).lines.map(({ afterMs }) => afterMs);
      expect(times).toEqual(times.toSorted((one, other) => one - other));
    }
  });

  it('[MA57] is the same for the same seed, and itself without a kind', () => {
    expect(misbehaved(match, { kinds: [], seed: 4 })).toEqual(match);
    for (const kind of KINDS) {
      expect(only(kind, 4)).toEqual(only(kind, 4));
      expect(only(kind, 4)).not.toEqual(only(kind, 5));
    }
    expect(misbehaved(match, { kinds: KINDS, seed: 4 })).toEqual(
      misbehaved(match, { kinds: KINDS.toReversed(), seed: 4 }),
    );
  });

  it('[MA57] tells lines twice, at once and later, and the record knows them', () => {
    const bad = only('duplicates');
    const extra = bad.lines.length - match.lines.length;
    expect(extra).toBeGreaterThan(match.lines.length / 8);
    expect(extra).toBeLessThan(match.lines.length / 2);
    expect(new Set(bad.lines.map(asText))).toEqual(new Set(match.lines.map(asText)));
    const became = [...told(bad)].map((one) => one.became);
    expect(became.filter((one) => one === 'known')).toHaveLength(extra);
    const texts = bad.lines.map(asText);
    const distances = texts.flatMap((text, at) => (texts.indexOf(text) < at ? [at - texts.indexOf(text)] : []));
    expect(distances).toContain(1);
    expect(Math.max(...distances)).toBeGreaterThan(3);
  });

  it('[MA57] tells names late', () => {
    const bad = only('late_names');
    const revised = bad.lines.filter((line) => line.op === 'revise');
    expect(revised.length).toBeGreaterThan(20);
    for (const line of revised) {
      const first = bad.lines.find(({ key }) => key === line.key);
      const clean = match.lines.find(({ key }) => key === line.key);
      expect(first).toMatchObject({ op: 'add', version: 0 });
      expect(first && 'content' in first && first.content.participants).toBe(undefined);
      expect(line).toMatchObject({ version: 1, content: clean && 'content' in clean ? clean.content : null });
      const lateMs = line.afterMs - (first?.afterMs ?? 0);
      expect(lateMs).toBeGreaterThanOrEqual(4_000);
      expect(lateMs).toBeLessThanOrEqual(20_000);
    }
  });

  it('[MA57] tells goals and takes them back, and never confirms them', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const bad = only('disallowed_goals', seed);
      const added = bad.lines.filter(({ key }) => match.lines.every((line) => line.key !== key));
      const goals = added.filter((line) => line.op === 'add');
      expect(goals.length).toBeGreaterThanOrEqual(1);
      expect(goals.length).toBeLessThanOrEqual(3);
      expect(added).toHaveLength(2 * goals.length);
      for (const goal of goals) {
        expect(goal).toMatchObject({
          provisional: true,
          content: { type: 'goal', participants: [{ role: 'scorer' }] },
        });
        const back = added.find((line) => line.key === goal.key && line.op === 'retract');
        const afterMs = (back?.afterMs ?? 0) - goal.afterMs;
        expect(afterMs).toBeGreaterThanOrEqual(30_000);
        expect(afterMs).toBeLessThanOrEqual(90_000);
      }
    }
  });

  it('[MA57] counts a goal until it is taken back', () => {
    const bad = only('disallowed_goals');
    const steps = [...told(bad)];
    const at = steps.findIndex(({ line }) => /:x\d$/.test(line.key));
    const [before, after] = [steps[at - 1]?.state.score, steps[at]?.state.score];
    expect((after?.home ?? 0) + (after?.away ?? 0)).toBe((before?.home ?? 0) + (before?.away ?? 0) + 1);
  });

  it('[MA57] is silent for minutes, and tells all of it then', () => {
    const first = simulated({ sport: 'cricket', seed: 3 });
    const bad = misbehaved(first, { kinds: ['silence'], seed: 2 });
    expect(bad.lines.map(({ key }) => key)).toEqual(first.lines.map(({ key }) => key));
    const moments = bad.lines.map(({ afterMs }) => afterMs);
    const mostAtOnce = Math.max(...moments.map((ms) => moments.filter((other) => other === ms).length));
    expect(mostAtOnce).toBeGreaterThan(3);
    expect(longGaps(bad)).toBeGreaterThan(longGaps(first));
    expect(bad.lines.every((line, at) => line.afterMs >= (first.lines[at]?.afterMs ?? 0))).toBe(true);
  });
});
