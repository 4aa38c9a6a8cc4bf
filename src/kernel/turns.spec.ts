import { describe, expect, test } from '@jest/globals';
import { Turns } from './turns.js';

const forever = new AbortController().signal;

describe('turns', () => {
  test('[SP5] first come, first served, one at a time', async () => {
    const turns = new Turns(1);
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

  test('[AU17] two at once, the others in order, and who gives up loses the turn', async () => {
    const turns = new Turns(2);
    const began: string[] = [];
    const ends = new Map<string, () => void>();
    const start = (name: string, signal = forever) =>
      turns.during(signal, () => {
        began.push(name);
        return new Promise<void>((resolve) => {
          ends.set(name, resolve);
        });
      });
    const giveUp = new AbortController();
    const a = start('a');
    const b = start('b');
    const c = start('c', giveUp.signal);
    const d = start('d');
    await Promise.resolve();
    expect(began).toEqual(['a', 'b']);
    giveUp.abort(new Error('enough'));
    await expect(c).rejects.toThrow('enough');
    ends.get('b')?.();
    await b;
    await Promise.resolve();
    expect(began).toEqual(['a', 'b', 'd']);
    ends.get('a')?.();
    ends.get('d')?.();
    await Promise.all([a, d]);
    await expect(start('e', giveUp.signal)).rejects.toThrow('enough');
    expect(began).toEqual(['a', 'b', 'd']);
  });

  test('[SP5] whoever gives up leaves the line at once', async () => {
    const turns = new Turns(1);
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

  test('[AU17] what fails ends its turn', async () => {
    const turns = new Turns(1);
    await expect(turns.during(forever, () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
    await expect(turns.take(forever)).resolves.toBeInstanceOf(Function);
  });

  test('[SP5] the line has an end', async () => {
    const turns = new Turns(1, { waitingMax: 1, full: () => new Error('full') });
    await turns.take(forever);
    void turns.take(forever);
    await expect(turns.take(forever)).rejects.toThrow('full');
  });

  test('[SP5] an aborted signal never gets a turn', async () => {
    const turns = new Turns(1);
    await expect(turns.take(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    await expect(turns.take(forever)).resolves.toBeInstanceOf(Function);
  });
});
