import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { entryOf, idOf } from '../../../test/support/wire.js';
import type { Entry } from '../../../src/wire/radio.js';
import type { Sound } from './loudspeaker.js';
import { placed, type Placing } from './placing.js';

const MS = 48;
/** Two chunks of one second and a half each, joined, from 1.2 s on. */
const FIRST = entryOf(0, 1_200, { frames: 62 });
const SECOND = entryOf(1, 2_688, { frames: 62, last: true });
const ENTRIES = [FIRST, SECOND];

function placing(more: Partial<Placing> = {}): Placing {
  return { entries: ENTRIES, isDecoded: () => true, offsetMs: 0, now: 0, ...more };
}

/** What is told of a sound, in milliseconds. */
function told(sounds: readonly Sound[]): number[][] {
  return sounds.map(({ at, from, until }) => [at / MS, from / MS, until / MS]);
}

describe('where chunks are placed', () => {
  test('[PL1] each in its moment, and joined to the sample', () => {
    expect(told(placed([], placing()))).toEqual([
      [1_200, 0, 2_688],
      [2_688, 0, 4_176],
    ]);
    expect(told(placed([], placing({ offsetMs: -1_000 })))[0]).toEqual([200, 0, 1_688]);
  });

  test('[PL1] joined while the clocks differ by up to 5 ms, and in its own moment beyond', () => {
    const sounding = placed([], placing()).slice(0, 1);
    const later = (offsetMs: number) => told(placed(sounding, placing({ offsetMs, now: 1_300 * MS })))[1];
    expect(later(5)).toEqual([2_688, 0, 4_176]);
    expect(later(5.5)).toEqual([2_693.5, 0, 4_181.5]);
    expect(later(-5.5)).toEqual([2_682.5, 0, 4_170.5]);
  });

  test('[PL3] whoever comes late joins 60 ms ahead, in the middle, at the right sample', () => {
    const [first, second] = placed([], placing({ now: 2_000 * MS }));
    expect(told(first === undefined ? [] : [first])).toEqual([[2_060, 860, 2_688]]);
    expect(first?.fadeIn).toBe(480);
    expect(second?.at).toBe(2_688 * MS);
    expect(told(placed([], placing({ now: 1_150 * MS })))[0]).toEqual([1_200, 0, 2_688]);
    expect(told(placed([], placing({ now: 1_151 * MS })))[0]).toEqual([1_211, 11, 2_688]);
  });

  test('[PL3] what has less than 300 ms left is left out', () => {
    expect(told(placed([], placing({ now: 2_328 * MS })))[0]).toEqual([2_388, 1_188, 2_688]);
    expect(told(placed([], placing({ now: 2_329 * MS })))).toEqual([[2_688, 0, 4_176]]);
  });

  test('[PL3] what was joined in its middle stays where it is', () => {
    const joined = placed([], placing({ now: 2_000 * MS }));
    for (const ms of [2_005, 2_030, 2_059, 2_500]) expect(placed(joined, placing({ now: ms * MS }))).toEqual(joined);
  });

  test('[PL4] what is withdrawn falls silent at its frame, blended out, and what had not begun is gone', () => {
    const before = placed([], placing());
    const cut = { ...FIRST, frames: 40 };
    const [sound, ...others] = placed(before, placing({ entries: [cut], now: 1_500 * MS }));
    expect(others).toEqual([]);
    expect(sound).toMatchObject({ at: 1_200 * MS, until: 2_160 * MS, fadeOut: 480 });
    // Told too late, it does so as soon as it can, and no later each time one looks.
    const [late] = placed(before, placing({ entries: [cut], now: 2_300 * MS }));
    expect(late?.until).toBe(2_320 * MS);
    expect(placed(late === undefined ? [] : [late], placing({ entries: [cut], now: 2_310 * MS }))[0]?.until).toBe(
      2_320 * MS,
    );
    expect(placed(before, placing({ entries: [], now: 1_500 * MS }))[0]?.until).toBe(1_520 * MS);
  });

  test('[PL5] what begins later than in 2.5 s follows the clock when it is off by more than 2 ms', () => {
    const now = -1_300 * MS;
    const before = placed([], placing({ now }));
    expect(placed(before, placing({ now, offsetMs: 2 }))).toEqual(before);
    expect(told(placed(before, placing({ now, offsetMs: 2.5 })))).toEqual([
      [1_202.5, 0, 2_690.5],
      [2_690.5, 0, 4_178.5],
    ]);
  });

  test('[PL5] what is about to begin follows it by a tenth of a millisecond, and what is joined to it too', () => {
    const before = placed([], placing());
    expect(placed(before, placing({ offsetMs: 0.1 }))).toEqual(before);
    expect(told(placed(before, placing({ offsetMs: 0.125 })))).toEqual([
      [1_200.125, 0, 2_688.125],
      [2_688.125, 0, 4_176.125],
    ]);
  });

  test('[PL5] broken off, it goes on 300 ms later where it should be, blended over 10 ms', () => {
    const before = placed([], placing());
    const now = 1_500 * MS;
    const after = placed(before, placing({ offsetMs: 20, now, cutOver: 300 * MS }));
    expect(told(after)).toEqual([
      [1_200, 0, 1_810],
      [1_800, 580, 2_708],
      [2_708, 0, 4_196],
    ]);
    expect(after.map(({ fadeIn, fadeOut }) => [fadeIn, fadeOut])).toEqual([
      [0, 480],
      [480, 0],
      [0, 0],
    ]);
    for (const ms of [1_600, 1_745, 1_790, 1_805]) {
      expect(placed(after, placing({ offsetMs: 20, now: ms * MS }))).toEqual(after);
    }
  });

  test('[PL6] at another delay it is silent or elsewhere at once', () => {
    const before = placed([], placing());
    const after = placed(before, placing({ offsetMs: 2_000, now: 1_500 * MS, cutOver: 60 * MS }));
    expect(told(after)).toEqual([
      [1_200, 0, 1_570],
      [3_200, 0, 4_688],
      [4_688, 0, 6_176],
    ]);
  });

  test('[PL1] whatever is announced and whenever one looks, every sample is in its place or nowhere', () => {
    const chunk = fc.record({ frames: fc.integer({ min: 13, max: 333 }), gap: fc.constantFrom(0, 0, 0, 17, 100) });
    const looks = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.array(chunk, { minLength: 1, maxLength: 8 }), looks, (chunks, steps) => {
        const entries = timelineOf(chunks);
        let now = 0;
        let sounds: readonly Sound[] = [];
        const begun = new Map<string, Sound>();
        for (const ms of steps) {
          sounds = placed(sounds, placing({ entries, now }));
          for (const sound of sounds) if (sound.at < now + ms * MS) begun.set(sound.of, sound);
          now += ms * MS;
        }
        // The oracle is the timeline itself: a sample's place is its entry's start and its number.
        for (const sound of begun.values()) {
          const entry = entries.find((one) => one.chunk === sound.of);
          expect(sound.at - sound.from).toBe((entry?.startsAt ?? NaN) * MS);
          expect(sound.until).toBe((entry?.startsAt ?? NaN) * MS + (entry?.frames ?? NaN) * 1_152);
        }
        const inOrder = [...begun.values()].sort((a, b) => a.at - b.at);
        inOrder.forEach((sound, nth) => expect(inOrder[nth + 1]?.at ?? Infinity).toBeGreaterThanOrEqual(sound.until));
      }),
    );
  });
});

function timelineOf(chunks: ReadonlyArray<{ frames: number; gap: number }>): Entry[] {
  let startsAt = 240;
  return chunks.map(({ frames, gap }, nth) => {
    startsAt += gap * 24;
    const entry = entryOf(nth, startsAt, { frames, request: idOf(gap === 0 ? 1 : nth + 2) });
    startsAt += frames * 24;
    return entry;
  });
}
