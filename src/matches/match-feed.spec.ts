import { describe, expect, test } from '@jest/globals';
import { LoneFanout } from '../fanout/lone.fanout.js';
import { Fault } from '../kernel/fault.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { MemoryLog } from '../../test/support/memory.log.js';
import { PaperRecord } from '../../test/support/paper.record.js';
import { MatchFeed } from './match-feed.js';
import type { Told } from './tail.js';

const upTo = (first: number): readonly number[] => Array.from({ length: 1_301 - first }, (_, nth) => first + nth);
const START = { seq: 0, change: 0 };

describe('following a match', () => {
  test('[MA24] whoever follows stays while the record cannot be read, and is told all of it when it can', async () => {
    const clock = new VirtualClock(0);
    const record = new PaperRecord(2);
    const feed = new MatchFeed({ store: record.store, fanout: new LoneFanout(), clock, log: new MemoryLog() });
    feed.begin();
    const told: Told[] = [];
    const failures: unknown[] = [];
    const leave = feed.follow(record.stored(), START, {
      tell: async (items) => void told.push(...items),
      onFailed: (error) => failures.push(error),
    });
    await clock.advance(1);
    record.add(2);
    record.fault = new Fault('database.unavailable');
    feed.touched(record.id);
    await clock.advance(10_000);
    const seqs = (): number[] => told.flatMap((item) => (item.kind === 'event' ? [item.event.seq] : []));
    expect([seqs(), failures]).toEqual([[1, 2], []]);
    record.fault = undefined;
    await clock.advance(2_000);
    expect([seqs(), failures]).toEqual([[1, 2, 3, 4], []]);
    leave();
    await feed.end();
    expect(clock.waiting).toBe(0);
  });

  test('[MA9] who comes later is told the same from what is at hand, however much of it is older', async () => {
    const clock = new VirtualClock(0);
    const record = new PaperRecord(1_300);
    const feed = new MatchFeed({ store: record.store, fanout: new LoneFanout(), clock, log: new MemoryLog() });
    const follow = async (seq: number): Promise<readonly number[]> => {
      const seqs: number[] = [];
      feed.follow(
        record.stored(),
        { seq, change: 0 },
        {
          tell: async (items) =>
            void seqs.push(...items.flatMap((item) => (item.kind === 'event' ? [item.event.seq] : []))),
          onFailed: () => undefined,
        },
      );
      await clock.advance(100);
      return seqs;
    };
    expect(await follow(0)).toEqual(upTo(1));
    expect(await follow(700)).toEqual(upTo(701));
    const { reads } = record;
    expect(await follow(700)).toEqual(upTo(701));
    expect(record.reads).toBe(reads);
    expect(await follow(0)).toEqual(upTo(1));
    // The two oldest pages again; what comes after them is at hand.
    expect(record.reads).toBe(reads + 2);
    await feed.end();
  });
});
