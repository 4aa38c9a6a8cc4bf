import { describe, expect, test } from '@jest/globals';
import { idOfName } from '../../../src/kernel/ids.js';
import { factIdOf } from './fact-id.js';

// By Python's uuid.uuid5, for names that fill one block of the hash, go into a second, and take three.
const IDS: ReadonlyArray<readonly [string, string]> = [
  ['score:home:1', 'f22f79de-0a96-586c-9849-f142a9372afa'],
  ['a'.repeat(49), 'e9172ebf-3e02-5597-9be8-8014947024e6'],
  ['a'.repeat(100), 'c9682fc9-20f9-5174-9168-8af48f790d29'],
];

describe('the id of a fact', () => {
  test.each(IDS)('[MA80] of the key %s is known to who tells it', (key, id) => {
    expect(factIdOf('final', key)).toBe(id);
  });

  test.each(IDS)('[MA80] of the key %s is the same at the server', (key, id) => {
    expect(idOfName(`final/${key}`)).toBe(id);
  });
});
