import { describe, expect, test } from '@jest/globals';
import { Turns } from './turns.js';

describe('turns', () => {
  test('[AU17] two at once, the others in order, and who gives up loses the turn', async () => {
    const turns = new Turns(2);
    const began: string[] = [];
    const ends = new Map<string, () => void>();
    const start = (name: string, signal = new AbortController().signal) =>
      turns.take(signal, () => {
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
});
