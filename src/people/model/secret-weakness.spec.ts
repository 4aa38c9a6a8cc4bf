import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { secretWeakness } from './secret-weakness.js';

const SHORT = 'it is shorter than 32 bytes';
const EXAMPLE = 'it is an example from a document';
const REPEATS = 'it repeats itself';
const FEW = 'it has fewer than 10 different characters';
const SEQUENCE = 'its characters follow one another';

describe('weak secrets', () => {
  test.each([
    ['', SHORT],
    ['changeme', SHORT],
    ['K7fQ2mZx9LpT4vWc8RnB3hYd6JsG1kA', SHORT],
    ['9f86d081884c7d659a2feaa0c55ad015', SHORT],
    ['changeme-K7fQ2mZx9LpT4vWc8RnB3hYd6JsG1k', EXAMPLE],
    ['please_Change_Me_before_production_please', EXAMPLE],
    ['your-256-bit-secret-goes-here-and-is-long', EXAMPLE],
    ['MyPassword-K7fQ2mZx9LpT4vWc8RnB3hYd6JsG', EXAMPLE],
    ['a'.repeat(64), REPEATS],
    ['K7fQ2mZx9LpT4vWc'.repeat(3), REPEATS],
    ['xxxxxxxxxxxxxxxxxxxxyyyyyyyyyyyyyyyyyyyyz', FEW],
    ['abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN', SEQUENCE],
  ])('[PE2] %j is weak', (secret, weakness) => {
    expect(secretWeakness(secret)).toBe(weakness);
  });

  test.each([
    ['base64 of 48 bytes', () => randomBytes(48).toString('base64')],
    ['base64url of 32 bytes', () => randomBytes(32).toString('base64url')],
    ['hexadecimal of 32 bytes', () => randomBytes(32).toString('hex')],
    ['32 letters and digits', () => 'K7fQ2mZx9LpT4vWc8RnB3hYd6JsG1kAe'],
  ])('[PE2] %s is strong', (_, make) => {
    expect(Array.from({ length: 200 }, () => secretWeakness(make())).filter((weakness) => weakness)).toEqual([]);
  });
});
