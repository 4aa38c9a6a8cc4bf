import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { faultIn, offsetOfFault } from './json-fault.js';

/** Written by hand: where each stops being JSON. */
const FAULTS: readonly (readonly [text: string, offset: number])[] = [
  ['', 0],
  ['  ', 2],
  ['abc', 0],
  ['{', 1],
  ['{"a"', 4],
  ['{"a":', 5],
  ['{"a":1', 6],
  ['{"a":1,', 7],
  ['{"a":1,}', 7],
  ['{"a" 1}', 5],
  ['{a:1}', 1],
  ['{,}', 1],
  ['[1,]', 3],
  ['[1 2]', 3],
  ['[1}', 2],
  ['{"a":1]', 6],
  ['[01]', 2],
  ['[1.]', 2],
  ['[-]', 1],
  ['[truth]', 1],
  ['[nul', 1],
  ['"abc', 4],
  ['"a\nb"', 2],
  [String.raw`"a\qb"`, 2],
  [String.raw`"a\u12G4"`, 2],
  ['{} {}', 3],
  ['1 1', 2],
  ['[[[[', 4],
];

describe('where a text stops being JSON', () => {
  test.each(FAULTS)('[MA72] %j at %i', (text, offset) => {
    expect(offsetOfFault(text)).toBe(offset);
  });

  test('[MA72] is told as an editor counts, and whether something is missing', () => {
    expect(faultIn('{\n  "a": [1,\n  2}\n')).toEqual({ line: 3, column: 4, isCut: false });
    expect(faultIn('{\n  "a": [1,\n')).toEqual({ line: 3, column: 1, isCut: true });
  });

  test('[MA72] is nowhere in what is JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        expect(offsetOfFault(JSON.stringify(value, null, indent))).toBeUndefined();
      }),
    );
  });

  test('[MA72] is somewhere in what JSON.parse refuses, and nowhere else', () => {
    const signs = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      'u00e9',
      'true',
      'null',
      '-',
      '1',
      '.5',
      'e3',
      ' ',
      '\n',
      'a',
    );
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        expect([text, offsetOfFault(text) === undefined]).toEqual([text, isJson(text)]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('[MA74] is found however deep it lies', () => {
    expect(offsetOfFault('['.repeat(1_000_000))).toBe(1_000_000);
    expect(offsetOfFault(`"${'x'.repeat(5_000_000)}`)).toBe(5_000_001);
    expect(offsetOfFault(`[${'1'.repeat(1_000_000)}}`)).toBe(1_000_001);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
