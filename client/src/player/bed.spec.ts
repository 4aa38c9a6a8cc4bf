import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../src/kernel/program.js';
import { entryOf } from '../../../test/support/wire.js';
import { stretchAt } from '../../../src/transmitter/model/bed.js';
import { bedPlaced, type BedPlacing } from './bed.js';
import type { Sound } from './loudspeaker.js';

const MS = 48;
const LOOP = 833 * 1_152;
/** Sound until 2,400 and from 12,000 on. */
const ENTRIES = [entryOf(0, 0, { frames: 100 }), entryOf(1, 12_000, { frames: 100 })];

function placing(more: Partial<BedPlacing> = {}): BedPlacing {
  return { entries: ENTRIES, isWanted: true, offsetMs: 0, now: 0, samples: LOOP, ...more };
}

describe('the bed', () => {
  test('[PL9] lies between 2,016 ms after sound and 240 ms before it, where there is room for its fades', () => {
    expect(stretchAt(ENTRIES, 100)).toEqual({ from: 4_416, until: 11_760 });
    expect(stretchAt(ENTRIES, 11_760)).toEqual({ from: 16_416, until: Infinity });
    expect(stretchAt([], 100)).toEqual({ from: -Infinity, until: Infinity });
    const near = [entryOf(0, 0, { frames: 100 }), entryOf(1, 5_112, { frames: 100 })];
    expect(stretchAt(near, 100)?.from).toBe(9_528);
    const enough = [entryOf(0, 0, { frames: 100 }), entryOf(1, 5_136, { frames: 100 })];
    expect(stretchAt(enough, 100)?.from).toBe(4_416);
  });

  test('[PL9] is at the frame that server time says, whoever listens', () => {
    const [sound] = bedPlaced([], placing());
    // 4,416 ms is the beginning of frame 184.
    expect(sound).toMatchObject({
      at: 4_416 * MS,
      from: 184 * 1_152,
      until: 11_760 * MS,
      fadeIn: 11_520,
      fadeOut: 11_520,
    });
    const offsetMs = -1_700_000_000_000;
    const [other] = bedPlaced([], placing({ entries: [], offsetMs, now: 1_000 * MS }));
    // By hand: 1,700,000,001,060 ms modulo 19,992 ms are 10,348 ms.
    expect([other?.at, other?.from]).toEqual([1_060 * MS, (1_700_000_001_060 % 19_992) * MS]);
  });

  test('[PL9] fades out for a start that is announced, and stays where that is withdrawn again', () => {
    const [open] = bedPlaced([], placing({ entries: [] }));
    const sounds: readonly Sound[] = open === undefined ? [] : [open];
    const now = 5_000 * MS;
    const ending = bedPlaced(sounds, placing({ entries: [entryOf(1, 6_000)], now }));
    expect(ending[0]).toMatchObject({ at: open?.at, until: 5_760 * MS, fadeOut: 11_520 });
    expect(bedPlaced(ending, placing({ entries: [], now }))[0]).toEqual(open);
    // With less room the fade is shorter.
    expect(bedPlaced(sounds, placing({ entries: [entryOf(1, 5_400)], now }))[0]).toMatchObject({
      until: 5_160 * MS,
      fadeOut: 160 * MS,
    });
  });

  test('[PL9] goes when it is switched off, and is put right when it is in the wrong place', () => {
    const sounds = bedPlaced([], placing({ entries: [] }));
    const now = 5_000 * MS;
    const off = bedPlaced(sounds, placing({ entries: [], isWanted: false, now }));
    expect(off).toMatchObject([{ until: 5_260 * MS, fadeOut: 11_520 }]);
    expect(bedPlaced(off, placing({ entries: [], isWanted: false, now: now + 480 }))).toEqual(off);
    const moved = bedPlaced(sounds, placing({ entries: [], offsetMs: 40, now }));
    expect(moved).toMatchObject([{ until: 5_260 * MS }, { at: 5_060 * MS, from: 5_020 * MS, until: Infinity }]);
    expect(bedPlaced(sounds, placing({ entries: [], offsetMs: 20, now }))).toEqual(sounds);
  });

  test('[PL9] is 833 of our frames', () => {
    const bytes = readFileSync(join(projectRoot, 'client/public/bed.mp3'));
    expect(bytes.length).toBe(833 * 192);
    const heads = Array.from({ length: 833 }, (_, nth) => bytes.readUInt16BE(nth * 192));
    expect(new Set(heads)).toEqual(new Set([0xfffb]));
  });
});
