import { describe, expect, it } from '@jest/globals';
import { goesOnFrom } from './pace.js';
import type { ScriptLine } from './script.js';

const line = (afterMs: number, key: string, op: 'add' | 'confirm' = 'add'): ScriptLine => {
  const content = { type: 'corner' };
  return op === 'add'
    ? { afterMs, key, version: 0, op, provisional: false, content }
    : { afterMs, key, version: 1, op };
};
const LINES = [line(0, 'start'), line(1_000, 'goal'), line(5_000, 'corner'), line(60_000, 'goal', 'confirm')];

describe('a script that was told in part', () => {
  it.each([
    ['nothing', [], 0],
    ['its start', ['start'], 0],
    ['a goal, whose confirmation is to come', ['start', 'goal'], 1_000],
    ['all that happened', ['start', 'goal', 'corner'], 5_000],
    ['what is not of it', ['something'], 0],
  ])('[MA85] goes on after %s', (_, told, fromMs) => {
    expect(goesOnFrom(LINES, (key) => told.includes(key))).toBe(fromMs);
  });
});
