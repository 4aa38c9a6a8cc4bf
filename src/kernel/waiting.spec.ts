import { describe, expect, test } from '@jest/globals';
import { backoffMs } from './backoff.js';
import { withDeadline } from './deadline.js';
import { VirtualClock } from './virtual.clock.js';

describe('waiting', () => {
  test.each([
    [0, 0, 50],
    [0, 1, 100],
    [1, 0, 100],
    [3, 1, 800],
    [4, 1, 1_000],
    [60, 0, 500],
  ])('[K4] attempt %i with the draw %i waits %i ms', (attempt, draw, expected) => {
    expect(backoffMs(attempt, { baseMs: 100, maxMs: 1_000 }, () => draw)).toBe(expected);
  });

  test('[K5] a call that ignores its signal ends at the deadline', async () => {
    const clock = new VirtualClock(0);
    const call = withDeadline(
      clock,
      { ms: 200, reason: new Error('too late') },
      () => new Promise<never>(() => undefined),
    );
    const failed = expect(call).rejects.toThrow('too late');
    await clock.advance(199);
    expect(clock.waiting).toBe(1);
    await clock.advance(1);
    await failed;
  });

  test('[K5] a call that is quick leaves no timer behind', async () => {
    const clock = new VirtualClock(0);
    await expect(withDeadline(clock, { ms: 200, reason: new Error('too late') }, async () => 7)).resolves.toBe(7);
    expect(clock.waiting).toBe(0);
  });

  test('[K5] the parent’s end is passed on', async () => {
    const parent = new AbortController();
    const call = withDeadline(
      new VirtualClock(0),
      { ms: 200, reason: new Error('too late'), parent: parent.signal },
      () => new Promise<never>(() => undefined),
    );
    parent.abort(new Error('gone'));
    await expect(call).rejects.toThrow('gone');
  });
});
