import { describe, expect, test } from '@jest/globals';
import { lineOf } from '../../../test/support/match-events.js';
import { draftsOf, meantBy, nameOf } from './drafts.js';

describe('drafts', () => {
  test('[HO39] of one channel, that are not too old, the one that waits least first', () => {
    const lines = [
      lineOf(1, { state: 'draft', until: 9_000 }),
      lineOf(2, { state: 'draft', until: 5_000 }),
      lineOf(3, { state: 'draft', until: 5_000, channel: 'other' }),
      lineOf(4, { state: 'draft', until: 1_000 }),
      lineOf(5, { state: 'asked', until: null }),
    ];
    expect(draftsOf(lines, 'c', 1_000).map(nameOf)).toEqual(['2/0', '1/0']);
    expect(draftsOf(lines, 'c', 9_000)).toEqual([]);
  });

  test.each([
    ['Enter', 'BODY', 'air'],
    ['e', 'BODY', 'edit'],
    ['E', 'BUTTON', 'edit'],
    ['Escape', 'BUTTON', 'drop'],
    ['Enter', 'BUTTON', undefined],
    ['Enter', 'A', undefined],
    ['Enter', 'TEXTAREA', undefined],
    ['e', 'INPUT', undefined],
    ['Escape', 'SELECT', undefined],
    ['x', 'BODY', undefined],
  ] as const)('[HO39] %s on %s means %p', (key, on, meant) => {
    expect(meantBy({ key, on, isModified: false })).toBe(meant);
    expect(meantBy({ key, on, isModified: true })).toBeUndefined();
  });
});
