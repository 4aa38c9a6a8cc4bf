import { describe, expect, test } from '@jest/globals';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { GuessLimit } from './guess-limit.js';

const HERE = '10.0.0.1';

describe('guess limit', () => {
  test('[PE8] of a thousand wrong guesses at once ten are looked at', async () => {
    const house = make();
    const answers = await times(1_000, () => house.limit.limit(HERE, wrong(house)));
    expect(house.tried.times).toBe(10);
    expect(answers.filter((answer) => isRefusal(answer) && answer.refused === 'request.too-many')).toHaveLength(990);
  });

  test('[PE8] a hundred right ones at once all pass, also beside nine wrong ones', async () => {
    const house = make();
    const guesses = times(9, () => house.limit.limit(HERE, wrong(house)));
    expect(await times(100, () => house.limit.limit(HERE, right))).toEqual(
      Array.from({ length: 100 }, () => 'welcome'),
    );
    await guesses;
    expect(house.tried.times).toBe(9);
  });

  test('[PE8] a right refresh passes whatever others did, and a wrong one is told to wait', async () => {
    const house = make();
    await times(10, () => house.limit.limit(HERE, wrong(house)));
    expect(await house.limit.limitFailures(HERE, right)).toBe('welcome');
    expect(await house.limit.limitFailures(HERE, wrong(house))).toMatchObject({ refused: 'request.too-many' });
  });

  test('[PE8] who has to wait is told how long', async () => {
    const house = make();
    await times(10, () => house.limit.limit(HERE, wrong(house)));
    await house.clock.advance(18_500);
    expect(await house.limit.limit(HERE, right)).toMatchObject({ refused: 'request.too-many', retryAfterS: 42 });
    await house.clock.advance(41_500);
    expect(await house.limit.limit(HERE, right)).toBe('welcome');
  });

  test('[PE8] an attempt that breaks off counts for nothing and holds nobody up', async () => {
    const house = make();
    const answers = await times(20, () => house.limit.limit(HERE, broken).catch((error: Error) => error.message));
    expect(new Set(answers)).toEqual(new Set(['the database is away']));
    expect(await house.limit.limit(HERE, right)).toBe('welcome');
  });
});

function make() {
  const clock = new VirtualClock(Date.UTC(2026, 10, 20));
  return { clock, limit: new GuessLimit(clock), tried: { times: 0 } };
}

function wrong({ tried }: ReturnType<typeof make>): () => Promise<string | Refusal> {
  return async () => {
    tried.times += 1;
    await Promise.resolve();
    return refuse('people.invitation-unknown');
  };
}

function right(): Promise<string | Refusal> {
  return Promise.resolve('welcome');
}

function broken(): Promise<string | Refusal> {
  return Promise.reject(new Error('the database is away'));
}

function times<T>(count: number, act: () => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, act));
}
