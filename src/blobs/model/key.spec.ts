import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { posix, win32 } from 'node:path';
import { isKey, isKeyPrefix, KEY_LENGTH_MAX, SEGMENT_LENGTH_MAX } from './key.js';

const GOOD = [
  'a',
  '0',
  '_',
  '-',
  'intro.mp3',
  'channel/01890a5d-ac96-774b-bcce-b302099a8057/chunk/7.mp3',
  'a.b.c/d_e-f',
  'x'.repeat(SEGMENT_LENGTH_MAX),
];

const BAD = [
  '',
  '/',
  '.',
  '..',
  '../a',
  'a/..',
  'a/../b',
  'a/./b',
  '/a',
  'a/',
  'a//b',
  '//a',
  '.hidden',
  'a/.hidden',
  'a..b',
  'a.',
  'a./b',
  'A',
  'é',
  'a b',
  'a\u0000',
  'a\n',
  'a\r\nX-Injected: 1',
  'a\\b',
  '%2e%2e%2fa',
  'c:a',
  'a+blob',
  'a?b',
  'a#b',
  '~',
  '\u202egp3',
  'а',
  'x'.repeat(SEGMENT_LENGTH_MAX + 1),
  'x/'.repeat(4_096),
  `${'x'.repeat(100)}/`.repeat(6).slice(0, KEY_LENGTH_MAX + 1),
];

describe('keys', () => {
  test.each(GOOD)('[BL1] %j is a key', (key) => expect(isKey(key)).toBe(true));

  test.each(BAD)('[BL1] %j is no key', (key) => expect(isKey(key)).toBe(false));

  test('[BL1] whatever is a key stays below its folder, by the rules of every system', () => {
    const pieces = fc.constantFrom('.', '..', '/', '\\', 'a', 'b', '-', '_', '0', 'C:', '%2e', '\u0000', '~');
    const candidates = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 12 }).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(candidates, (candidate) => {
        if (!isKey(candidate)) return;
        expect(posix.normalize(candidate)).toBe(candidate);
        expect(posix.relative('/root', posix.resolve('/root', candidate))).toBe(candidate);
        expect(win32.relative('C:\\root', win32.resolve('C:\\root', candidate))).toBe(candidate.replaceAll('/', '\\'));
        expect(new URL(`http://host/root/${candidate}`).pathname).toBe(`/root/${candidate}`);
      }),
      { numRuns: 2_000 },
    );
  });

  test('[BL1] every beginning of a key is a prefix, and a way up is at least no key', () => {
    expect(GOOD.every((key) => Array.from(key).every((_, at) => isKeyPrefix(key.slice(0, at))))).toBe(true);
    expect(['A', 'a b', '\u0000', '%', 'x'.repeat(KEY_LENGTH_MAX + 1)].map(isKeyPrefix)).not.toContain(true);
  });
});
