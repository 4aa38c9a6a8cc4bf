import { describe, expect, test } from '@jest/globals';
import { readLineUp } from './line-up.js';

describe('a line-up as it is typed', () => {
  test.each([
    ['9 Ann Reed', [{ name: 'Ann Reed', number: 9 }]],
    [
      '9. Ann Reed\r\n#10\tBea\n\n  Eve  ',
      [{ name: 'Ann Reed', number: 9 }, { name: 'Bea', number: 10 }, { name: 'Eve' }],
    ],
    ['11) Zoë O’Neil', [{ name: 'Zoë O’Neil', number: 11 }]],
    ['', []],
  ])('[PG52] %j is read', (text, players) => {
    expect(readLineUp(text)).toEqual({ players });
  });

  test.each([
    ['Ann\n7', { is: 'noName', line: 2 }],
    ['Ann\n\nAnn', { is: 'twice', line: 3 }],
    ['1000 Ann', { is: 'badNumber', line: 1 }],
    ['x'.repeat(101), { is: 'tooLong', line: 1 }],
    [Array.from({ length: 61 }, (_, at) => `Player ${at}`).join('\n'), { is: 'tooMany' }],
  ])('[PG52] %j has a mistake, in its line', (text, mistake) => {
    expect(readLineUp(text)).toEqual({ mistake });
  });
});
