import { beforeEach, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../kernel/virtual.clock.js';
import type { ServerTime } from '../kernel/server-time.port.js';
import type { AiredChunk } from '../radio/aired-sound.port.js';
import { Sheets, type Sheet } from './sheets.js';

const HOUR_MS = 3_600_000;
const NOON = 1_000 * HOUR_MS;
const NEWS = { id: 'news', keepDays: null };

const chunkAt = (nth: number, more: Partial<AiredChunk> = {}): AiredChunk => ({
  chunk: `chunk ${nth}`,
  request: `request ${nth}`,
  startsAt: NOON + nth * 2_400,
  frames: 100,
  key: `key ${nth}`,
  silenced: false,
  ...more,
});

/** A channel on which three things were said before now, one after the other, and which changes as it is told to. */
let chunks: AiredChunk[];
let stamp: number;
let clock: VirtualClock;
let asked: string[];
let silence: (channel: string) => void;
let sheets: Sheets;
beforeEach(() => {
  chunks = [chunkAt(0), chunkAt(1), chunkAt(2)];
  stamp = 1;
  clock = new VirtualClock(NOON + 60_000);
  asked = [];
  sheets = new Sheets({
    time: clock as unknown as ServerTime,
    aired: {
      stamp: async () => {
        asked.push('stamp');
        return String(stamp);
      },
      until: async (_, until) => {
        asked.push(`chunks until ${until}`);
        return chunks.map((chunk) => ({ ...chunk }));
      },
    },
    silencings: {
      watch: (tell) => {
        silence = tell;
        return () => undefined;
      },
    },
  });
});

const now = (): Promise<Sheet> => sheets.of(NEWS, { deadAir: 'squeezed' });
const namesOf = ({ parts }: Sheet): (string | undefined)[] => parts.map(({ of }) => of?.chunk);
const ALL = 'chunks until Infinity';

describe('the sheet of an archive', () => {
  test('[RP61] is worked out once for all who ask, and while nothing changes one row is asked for once a second', async () => {
    const [first, ...others] = await Promise.all(Array.from({ length: 100 }, now));
    expect(new Set(others)).toEqual(new Set([first]));
    expect(asked).toEqual(['stamp', ALL]);
    for (let second = 1; second <= 8; second += 1) {
      await clock.advance(1_000);
      expect(await now()).toBe(first);
      expect(await now()).toBe(first);
    }
    expect(asked).toEqual(['stamp', ALL, ...Array.from({ length: 8 }, () => 'stamp')]);
  });

  test('[RP61] [RP22] is another within a second where something has changed', async () => {
    const before = await now();
    chunks = [chunkAt(0), chunkAt(1, { key: null, silenced: true }), chunkAt(2)];
    stamp += 1;
    await clock.advance(1_000);
    const after = await now();
    expect([before.silent, after.silent]).toEqual([new Set(), new Set(['chunk 1'])]);
    expect(after.version).not.toBe(before.version);
  });

  test('[RP61] [RP22] is another at once where it was withdrawn on this node, whatever is being read', async () => {
    await now();
    const reading = sheets.of(NEWS, { deadAir: 'squeezed' });
    chunks = [chunkAt(0, { key: null, silenced: true }), chunkAt(1), chunkAt(2)];
    stamp += 1;
    silence('news');
    expect((await now()).silent).toEqual(new Set(['chunk 0']));
    await reading;
    expect((await now()).silent).toEqual(new Set(['chunk 0']));
  });

  test('[RP61] [RP6] knows within ten seconds what was cleaned away, which nothing tells', async () => {
    const before = await now();
    chunks = [chunkAt(0, { key: null }), chunkAt(1), chunkAt(2)];
    await clock.advance(10_000);
    const after = await now();
    expect(after.parts[0]?.of?.key).toBeNull();
    expect(after.version).not.toBe(before.version);
  });

  test('[RP61] says it is another where words are withdrawn whose sound was gone already', async () => {
    chunks = [chunkAt(0, { key: null })];
    const before = await now();
    chunks = [chunkAt(0, { key: null, silenced: true })];
    stamp += 1;
    await clock.advance(1_000);
    expect((await now()).version).not.toBe(before.version);
  });

  test('[RP61] stays what it is where all was read anew and nothing is otherwise', async () => {
    const before = await now();
    await clock.advance(10_000);
    expect(await now()).toBe(before);
    expect(asked.filter((one) => one === ALL)).toHaveLength(2);
  });

  test('[RP3] [RP61] has what is announced when its last frame has sounded, with nothing read for it', async () => {
    chunks.push(chunkAt(0, { chunk: 'late', startsAt: clock.now() - 2_000 }));
    expect(namesOf(await now())).not.toContain('late');
    await clock.advance(399);
    expect(namesOf(await now())).not.toContain('late');
    await clock.advance(1);
    // The pause before it is two seconds at most.
    expect(namesOf(await now())).toEqual(['chunk 0', 'chunk 1', 'chunk 2', undefined, 'late']);
    expect(asked).toEqual(['stamp', ALL]);
  });

  test.each([
    [NOON + 2_400, ['chunk 0']],
    [NOON + 4_799, ['chunk 0']],
    [NOON + 4_800, ['chunk 0', 'chunk 1']],
    [NOON, []],
    [NOON + 999_999, ['chunk 0', 'chunk 1', 'chunk 2']],
  ])('[RP13] [RP61] of %d has what had ended by then, as the whole has it', async (until, expected) => {
    const cut = await sheets.of(NEWS, { deadAir: 'kept', until });
    expect(namesOf(cut)).toEqual(expected);
    expect(cut.parts).toEqual((await sheets.of(NEWS, { deadAir: 'kept' })).parts.slice(0, expected.length));
  });

  test('[RP48] [RP61] of a channel that keeps some days is read as far as the hour goes, once for all moments of it', async () => {
    const day = { id: 'day', keepDays: 1 };
    expect(namesOf(await sheets.of(day, { deadAir: 'kept' }))).toEqual(['chunk 0', 'chunk 1', 'chunk 2']);
    expect(namesOf(await sheets.of(day, { deadAir: 'kept', until: NOON + 2_400 }))).toEqual(['chunk 0']);
    const thisHour = ['stamp', `chunks until ${NOON + HOUR_MS - 1}`];
    expect(asked).toEqual(thisHour);
    expect(namesOf(await sheets.of(day, { deadAir: 'kept', until: NOON - 1 }))).toEqual([]);
    const before = ['stamp', `chunks until ${NOON - 1}`];
    expect(asked).toEqual([...thisHour, ...before]);
    await clock.advance(HOUR_MS);
    const after = await sheets.of(day, { deadAir: 'kept' });
    const next = ['stamp', `chunks until ${NOON + 2 * HOUR_MS - 1}`];
    expect([asked, after.readUntil]).toEqual([[...thisHour, ...before, ...next], NOON + 2 * HOUR_MS - 1]);
  });

  test('[RP48] [RP61] is read for a few hours at a time of each channel, however many are asked for', async () => {
    const day = { id: 'day', keepDays: 1 };
    const ask = (hour: number): Promise<Sheet> => sheets.of(day, { deadAir: 'kept', until: NOON - hour * HOUR_MS });
    for (const hour of [1, 2, 3, 4, 5]) await ask(hour);
    await ask(2);
    expect(asked.filter((one) => one !== 'stamp')).toHaveLength(5);
    await ask(6);
    await ask(1);
    expect(asked.filter((one) => one !== 'stamp')).toHaveLength(7);
  });

  test('[RP51] [RP61] is another at once where it is known that it is not true any more', async () => {
    const before = await now();
    chunks = chunks.map((chunk) => ({ ...chunk, key: null }));
    expect(await now()).toBe(before);
    sheets.forget('news');
    expect((await now()).silent).toEqual(new Set(['chunk 0', 'chunk 1', 'chunk 2']));
  });

  test('[RP61] is asked for anew after the database failed', async () => {
    const failing = new Sheets({
      time: clock as unknown as ServerTime,
      aired: {
        stamp: async () => {
          asked.push('stamp');
          if (asked.length === 1) throw new Error('away');
          return '1';
        },
        until: async () => chunks,
      },
      silencings: { watch: () => () => undefined },
    });
    await expect(failing.of(NEWS, { deadAir: 'kept' })).rejects.toThrow('away');
    expect(namesOf(await failing.of(NEWS, { deadAir: 'kept' }))).toHaveLength(3);
  });
});
