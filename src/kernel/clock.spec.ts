import { describe, expect, jest, test } from '@jest/globals';
import { SystemClock } from './clock.js';
import { VirtualClock } from './virtual.clock.js';

describe('clock', () => {
  test('[K1] a wall clock that steps changes nothing', () => {
    const clock = new SystemClock();
    const before = clock.now();
    const wall = jest.spyOn(Date, 'now').mockReturnValue(0);
    const after = clock.now();
    wall.mockRestore();
    expect(after).toBeGreaterThanOrEqual(before);
    expect(after - before).toBeLessThan(60_000);
  });

  test('[K1] server time starts at the wall clock', () => {
    expect(Math.abs(new SystemClock().now() - Date.now())).toBeLessThan(1_000);
  });

  test('[K2] timers fire in due order, at their own moment', async () => {
    const clock = new VirtualClock(0);
    const fired: [string, number][] = [];
    for (const [name, ms] of [
      ['late', 30],
      ['early', 10],
      ['middle', 20],
    ] as const) {
      clock.after(ms, () => fired.push([name, clock.now()]));
    }
    await clock.advance(25);
    expect(fired).toEqual([
      ['early', 10],
      ['middle', 20],
    ]);
    expect(clock.now()).toBe(25);
    expect(clock.waiting).toBe(1);
  });

  test('[K2] a timer set by a timer fires within the same advance', async () => {
    const clock = new VirtualClock(0);
    const fired: number[] = [];
    clock.after(10, () => clock.after(5, () => fired.push(clock.now())));
    await clock.advance(100);
    expect(fired).toEqual([15]);
  });

  test('[K2] a cancelled timer never fires', async () => {
    const clock = new VirtualClock(0);
    let fired = false;
    const cancel = clock.after(10, () => {
      fired = true;
    });
    cancel();
    await clock.advance(100);
    expect(fired).toBe(false);
  });

  test('[K2] a sleep ends with its time, or with its signal', async () => {
    const clock = new VirtualClock(0);
    const controller = new AbortController();
    const slept = clock.sleep(50);
    const cut = clock.sleep(50, controller.signal);
    const cutShort = expect(cut).rejects.toThrow('enough');
    controller.abort(new Error('enough'));
    await cutShort;
    expect(clock.waiting).toBe(1);
    await clock.advance(50);
    await expect(slept).resolves.toBeUndefined();
  });
});
