import { describe, expect, test } from '@jest/globals';
import { aChannel, aChunk, aRequest } from '../../../test/support/channel-states.js';
import { Studio } from '../../../test/support/studio.js';
import { toMake } from './generation.js';
import type { Request } from './state.js';

function wanted(studio: Studio): string {
  return toMake(studio.state, studio.now)
    .map(({ id }) => id)
    .join(' ');
}

/** Something that is ready and waits; each chunk lasts 2.4 s. */
function ready(id: string, rank: number, chunks: number, change: Partial<Request> = {}): Request {
  return aRequest(id, {
    rank,
    making: { phase: 'done', pieces: chunks },
    chunks: Array.from({ length: chunks }, (_, at) => aChunk(`${id}${at}`, undefined, at)),
    ...change,
  });
}

function paused(...requests: readonly Request[]): Studio {
  return new Studio(aChannel({ phase: { name: 'paused', since: 0 }, requests }));
}

describe('what is to be made', () => {
  test('[RA17] the first two in playing order', () => {
    const studio = new Studio();
    studio.enqueue('filler', { urgency: 'filler' });
    for (const id of ['a', 'b', 'c']) studio.enqueue(id);
    expect(wanted(studio)).toBe('a b');
    studio.does({ type: 'reorder', id: 'c', before: 'a' });
    expect(wanted(studio)).toBe('c a');
  });

  test('[RA17] a flash never waits for a place', () => {
    const studio = new Studio();
    studio.begin('a');
    studio.begin('b');
    for (const id of ['goal', 'wicket', 'red-card']) studio.enqueue(id, { urgency: 'flash' });
    expect(wanted(studio)).toBe('goal wicket red-card a b');
  });

  test('[RA17] a flash is made also when much lies ready', () => {
    expect(wanted(paused(ready('a', 0, 50), aRequest('goal', { urgency: 'flash' })))).toBe('goal');
  });

  test('[RA17] what is on air comes before all others', () => {
    const studio = new Studio();
    studio.begin('a');
    studio.make('a', [50]);
    studio.does({ type: 'prepend', request: { id: 'b', urgency: 'normal', expectedMs: 1 } });
    studio.enqueue('c');
    expect(studio.at(700).status('a')).toBe('playing');
    expect(wanted(studio)).toBe('a b');
  });

  test.each([
    // 12 chunks are 28.8 s, 13 are 31.2 s.
    [12, 'next after'],
    [13, ''],
  ])('[RA17] nothing more when 30 s lie ready ahead: %i chunks → %s', (chunks, expected) => {
    const studio = paused(ready('a', 0, chunks), aRequest('next', { rank: 1 }), aRequest('after', { rank: 2 }));
    expect(wanted(studio)).toBe(expected);
  });

  test('[RA17] what was announced counts as it sounds away', () => {
    const studio = new Studio();
    studio.say('a', Array<number>(12).fill(100));
    studio.say('b', [100]);
    studio.enqueue('c');
    // a sounds from 600 to 29,400; b is 2.4 s more: 31.2 s, of which 30 s are left from 1,800 on.
    expect(wanted(studio.at(1_800))).toBe('');
    expect(wanted(studio.at(1_801))).toBe('c');
  });

  test('[RA17] what has sounded does not count any more', () => {
    const studio = new Studio();
    studio.say('a', Array<number>(20).fill(100));
    studio.enqueue('b');
    // a sounds until 48,600.
    expect(wanted(studio.at(18_600))).toBe('');
    expect(wanted(studio.at(18_601))).toBe('b');
  });

  test('[RA17] what lies behind a hole does not hold the hole up', () => {
    const studio = paused(
      ready('a', 0, 2),
      aRequest('hole', { rank: 1 }),
      ready('b', 2, 12),
      aRequest('c', { rank: 3 }),
    );
    expect(wanted(studio)).toBe('hole c');
  });

  test.each([
    [24, 'hole c'],
    [25, 'hole'],
  ])(
    '[RA17] the second runs ahead of a first that stays behind by no more than 60 s: %i chunks',
    (chunks, expected) => {
      expect(wanted(paused(aRequest('hole'), ready('b', 1, chunks), aRequest('c', { rank: 2 })))).toBe(expected);
    },
  );

  test('[RA17] paused, it is from where it goes on', () => {
    const studio = new Studio();
    studio.begin('a');
    studio.make('a', [100, 100]);
    studio.enqueue('b');
    studio.does({ type: 'pause' });
    expect(wanted(studio.at(60_000))).toBe('a b');
  });

  test('[RA17] nothing more of what will be skipped, and its rest is not counted', () => {
    const studio = new Studio();
    studio.begin('a');
    studio.make('a', Array<number>(14).fill(100));
    studio.enqueue('b');
    studio.enqueue('c');
    expect(wanted(studio)).toBe('');
    studio.at(700).does({ type: 'skip', id: 'a' });
    expect(wanted(studio)).toBe('b c');
  });

  test('[RA17] nothing of what has ended, nor on a closed channel', () => {
    const studio = new Studio();
    studio.enqueue('a');
    studio.does({ type: 'cancel', id: 'a' });
    expect(wanted(studio)).toBe('');
    expect(wanted(new Studio(aChannel({ phase: { name: 'closed', since: 0 }, requests: [aRequest('a')] })))).toBe('');
  });

  test('[RA17] what failed is not made again', () => {
    expect(
      wanted(paused(ready('a', 0, 1, { making: { phase: 'failed', pieces: 3, code: 'speech.unavailable' } }))),
    ).toBe('');
  });
});
