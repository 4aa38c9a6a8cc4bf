import { describe, expect, test } from '@jest/globals';
import { Rounds } from './rounds.js';

/** Rounds that end when they are told to. */
function held() {
  const ends: ((error?: Error) => void)[] = [];
  let count = 0;
  const rounds = new Rounds<string>(
    (key) =>
      new Promise((resolve, reject) => {
        count += 1;
        const name = `${key} ${count}`;
        ends.push((error) => (error === undefined ? resolve(name) : reject(error)));
      }),
  );
  return { rounds, ends, began: () => count };
}

const ticks = async (): Promise<void> => {
  for (let tick = 0; tick < 20; tick += 1) await Promise.resolve();
};

describe('rounds', () => {
  test('[K12] many who ask at once are answered by one round, and who asks during it by the next', async () => {
    const { rounds, ends, began } = held();
    const first = [rounds.ask('a'), rounds.ask('a')];
    await ticks();
    const second = [rounds.ask('a'), rounds.ask('a'), rounds.ask('a')];
    await ticks();
    expect(began()).toBe(1);
    ends[0]?.();
    expect(await Promise.all(first)).toEqual(['a 1', 'a 1']);
    await ticks();
    expect(began()).toBe(2);
    ends[1]?.();
    expect(await Promise.all(second)).toEqual(['a 2', 'a 2', 'a 2']);
  });

  test('[K12] one that fails, fails for those who asked for it alone', async () => {
    const { rounds, ends } = held();
    const first = rounds.ask('a');
    await ticks();
    const second = rounds.ask('a');
    ends[0]?.(new Error('away'));
    await expect(first).rejects.toThrow('away');
    await ticks();
    ends[1]?.();
    expect(await second).toBe('a 2');
  });

  test('[K12] keys do not wait for each other, and whoever asks as a round ends is answered by a new one', async () => {
    const { rounds, ends } = held();
    const one = rounds.ask('a');
    const other = rounds.ask('b');
    await ticks();
    ends[1]?.();
    expect(await other).toBe('b 2');
    ends[0]?.();
    const late = one.then(() => rounds.ask('a'));
    await ticks();
    ends[2]?.();
    expect(await late).toBe('a 3');
  });
});
