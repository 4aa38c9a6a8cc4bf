import { describe, expect, test } from '@jest/globals';
import { Turns } from './turns.js';

const forever = new AbortController().signal;

describe('turns', () => {
  test('[SP5] first come, first served, one at a time', async () => {
    const turns = new Turns(10);
    const order: number[] = [];
    const end = await turns.take(forever);
    const others = [1, 2, 3].map(async (number) => {
      const endMine = await turns.take(forever);
      order.push(number);
      endMine();
    });
    expect(order).toEqual([]);
    end();
    await Promise.all(others);
    expect(order).toEqual([1, 2, 3]);
  });

  test('[SP5] whoever gives up leaves the line at once', async () => {
    const turns = new Turns(10);
    const end = await turns.take(forever);
    const gaveUp = new AbortController();
    const left = expect(turns.take(gaveUp.signal)).rejects.toThrow('enough');
    const last = turns.take(forever);
    gaveUp.abort(new Error('enough'));
    await left;
    expect(turns.waiting).toBe(1);
    end();
    await expect(last).resolves.toBeInstanceOf(Function);
  });

  test('[SP5] the line has an end', async () => {
    const turns = new Turns(1);
    await turns.take(forever);
    void turns.take(forever);
    await expect(turns.take(forever)).rejects.toMatchObject({ code: 'speech.unavailable', retryable: true });
  });

  test('[SP5] an aborted signal never gets a turn', async () => {
    const turns = new Turns(1);
    await expect(turns.take(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    await expect(turns.take(forever)).resolves.toBeInstanceOf(Function);
  });
});
