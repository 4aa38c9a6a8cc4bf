import { expect, test } from '@jest/globals';
import { limitName, limitWords } from './limit-words.js';

test.each([
  [{ value: true, unit: 'allowed' }, 'yes'],
  [{ value: false, unit: 'allowed' }, 'no'],
  [{ value: 536_870_912, unit: 'bytes' }, '512 MB'],
  [{ value: 18_000_000, unit: 'bytes' }, '17.2 MB'],
  [{ value: 180_000, unit: 'ms' }, '180 s'],
  [{ value: 200_000, unit: 'characters' }, '200,000 characters'],
  [{ value: 10, unit: 'per second' }, '10 per second'],
  [{ value: 64, unit: 'count' }, '64'],
] as const)('[PG26] the limit %j reads %s', (limit, words) => {
  expect(limitWords(limit)).toBe(words);
});

test('[PG26] a limit has a name in words, and one that is new keeps its own', () => {
  expect([limitName('clip'), limitName('somethingNew')]).toEqual(['A recorded clip', 'somethingNew']);
});
