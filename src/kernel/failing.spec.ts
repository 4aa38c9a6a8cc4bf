import { describe, expect, test } from '@jest/globals';
import { assert } from './assert.js';
import { Fault } from './fault.js';
import { isRefusal, refuse } from './outcome.js';

class LampFault extends Fault {}

describe('failing', () => {
  test('[K6] a refusal is returned with its code and a sentence', () => {
    const refusal = refuse('people.not-allowed');
    expect(refusal).toEqual({ refused: 'people.not-allowed', detail: 'You may not do this.' });
    expect(isRefusal(refusal)).toBe(true);
    expect(isRefusal({ ok: true })).toBe(false);
    expect(isRefusal(undefined)).toBe(false);
  });

  test('[K6] a fault keeps its cause, its class and whether to try again', () => {
    const cause = new Error('ECONNRESET');
    const fault = new LampFault('database.unavailable', { retryable: true, cause });
    expect(fault).toBeInstanceOf(Fault);
    expect(fault.name).toBe('LampFault');
    expect(fault.message).toBe('The database cannot be reached: try again in a moment.');
    expect(fault.retryable).toBe(true);
    expect(fault.cause).toBe(cause);
  });

  test('[K6] a broken assertion says which promise it breaks', () => {
    expect(() => assert(undefined, 'K6 nothing came')).toThrow('K6 nothing came');
    expect(() => assert('something', 'K6')).not.toThrow();
  });
});
