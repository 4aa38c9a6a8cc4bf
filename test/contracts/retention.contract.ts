import { beforeEach, describe, expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import type { Channel } from '../../src/radio/channel-store.port.js';
import { Cleanup } from '../../src/radio/cleanup.js';
import type { Request } from '../../src/radio/model/state.js';
import { RadioMetrics } from '../../src/radio/radio.metrics.js';
import { SqlAiredSound } from '../../src/radio/sql.aired-sound.js';
import { SqlChannelStore } from '../../src/radio/sql.channel-store.js';
import { SqlRadioCleanup } from '../../src/radio/sql.radio-cleanup.js';
import { claimed, process, type SqlHouse } from '../support/channel-stores.js';
import { channel, chunk, chunkId, NOON, request, requestId, sound, step } from '../support/kept-channel.js';
import { MemoryBlobStore } from '../support/memory.blob-store.js';
import { MemoryLog } from '../support/memory.log.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** One chunk, heard so many days before noon. */
function heard(of: string, n: number, days: number): Request {
  const when = NOON - days * DAY_MS;
  return request(requestId(of, n), {
    making: { phase: 'done', pieces: 1 },
    place: { at: 'ended', when: when + 4_800, as: 'completed', reason: 'clock' },
    chunks: [chunk(chunkId(of, n), { start: { at: when, frames: 200 } })],
  });
}

/** For how long each channel keeps what was heard on it. */
export function retentionContract(house: () => SqlHouse): void {
  let store: SqlChannelStore;

  /** A channel on which something was heard so many days ago; each sound has its channel and its days for a name. */
  async function kept(id: string, of: string, days: readonly number[], over: Partial<Channel>): Promise<void> {
    await store.create(channel(id, over));
    const { state } = claimed(await store.claim(id));
    const chunks = new Map(days.map((day, n) => [chunkId(of, n), { ...sound('x'), key: `${id}-${day}` }]));
    const requests = days.map((day, n) => heard(of, n, day));
    await store.commit(step(state, { ...state, requests }, { term: 1, seq: 1 }, { chunks }));
  }

  function cleaning() {
    const log = new MemoryLog();
    const blobs = new MemoryBlobStore();
    const cleanup = new Cleanup({
      time: new VirtualClock(NOON),
      rows: new SqlRadioCleanup(house().database),
      blobs,
      bytes: { isUsed: () => false },
      metrics: new RadioMetrics({ registry: new Registry() }),
      log,
      keptDays: 7,
    });
    return { cleanup, log };
  }

  async function left(): Promise<string[]> {
    const rows = await house().database.query<{ key: string }>(
      'SELECT blob_key AS key FROM audio_chunks WHERE audio_deleted_at IS NULL ORDER BY blob_key',
    );
    return rows.map(({ key }) => key);
  }

  describe('for how long sound is kept', () => {
    beforeEach(async () => {
      await house().empty();
      store = new SqlChannelStore(house().database, process('a'));
    });

    test('[RP47] each channel keeps its sound for its own days, and the log says of which it was deleted', async () => {
      await kept('ever', '1', [1, 5_000], { archived: true });
      await kept('month', '2', [29.9, 30.1, 400], { archived: true, keepDays: 30 });
      await kept('week', '3', [6.9, 7.1], { archived: false });
      await kept('day', '4', [0.9, 1.1], { archived: false, keepDays: 1 });
      await kept('no-longer', '5', [6.9, 7.1], { archived: false, keepDays: 30 });
      const { cleanup, log } = cleaning();
      expect(await cleanup.run()).toBe(5);
      expect(await left()).toEqual(['day-0.9', 'ever-1', 'ever-5000', 'month-29.9', 'no-longer-6.9', 'week-6.9']);
      expect(log.lines).toEqual([
        {
          level: 'info',
          sentence: 'old sound was deleted',
          fields: { count: 5, channels: { month: 2, week: 1, day: 1, 'no-longer': 1 } },
        },
      ]);
      expect(await cleanup.run()).toBe(0);
      expect(log.lines).toHaveLength(1);
      const { database } = house();
      const words = await database.query('SELECT id FROM audio_chunks WHERE text <> $1', ['']);
      expect(words).toHaveLength(11);
      const looked = await database.query<{ id: string }>(
        'SELECT id FROM audio_playback_requests WHERE has_sound_to_clean ORDER BY id',
      );
      expect(looked.map(({ id }) => id)).toEqual(
        [requestId('2', 0), requestId('3', 0), requestId('4', 0), requestId('5', 0)].toSorted(),
      );
    });

    test('[RP47] other days are good for what was heard before, too', async () => {
      await kept('news', '1', [1.5, 3.5, 40], { archived: true });
      const { cleanup } = cleaning();
      expect(await cleanup.run()).toBe(0);
      await store.amend({ id: 'news', term: 1 }, { keepDays: 30 });
      expect(await cleanup.run()).toBe(1);
      await store.amend({ id: 'news', term: 1 }, { keepDays: 2 });
      expect(await cleanup.run()).toBe(1);
      await store.amend({ id: 'news', term: 1 }, { keepDays: null });
      expect(await cleanup.run()).toBe(0);
      await store.amend({ id: 'news', term: 1 }, { archived: false, keepDays: 1 });
      expect(await cleanup.run()).toBe(1);
      expect(await left()).toEqual([]);
    });

    test('[RP47] sound that another channel keeps stays', async () => {
      await kept('ever', '1', [10], { archived: true });
      await kept('day', '2', [10], { archived: true, keepDays: 1 });
      await house().database.query(`UPDATE audio_chunks SET blob_key = 'of-both'`);
      expect(await cleaning().cleanup.run()).toBe(0);
      await store.amend({ id: 'ever', term: 1 }, { keepDays: 9 });
      expect(await cleaning().cleanup.run()).toBe(2);
    });

    test('[MA93] what is deleted with its channel goes when nobody can hear it any more, and what others share stays', async () => {
      await kept('gone', '1', [1 / 1_440, 5 / 1_440, 400], { archived: true });
      await kept('other', '2', [3], { archived: true });
      await house().database.query(`UPDATE audio_chunks SET blob_key = 'gone-400' WHERE blob_key = 'other-3'`);
      const { cleanup } = cleaning();
      expect(await cleanup.run()).toBe(0);
      const rows = new SqlRadioCleanup(house().database);
      expect(await rows.weigh(['gone', 'none'])).toEqual({ requests: 3, durationMs: 14_400, bytes: 115_200 });
      await store.amend({ id: 'gone', term: 1 }, { soundDeleted: true });
      // Whatever is chosen for it afterwards.
      await store.amend({ id: 'gone', term: 1 }, { archived: true, keepDays: null });
      expect(await cleanup.run()).toBe(1);
      expect(await left()).toEqual([`gone-${1 / 1_440}`, 'gone-400', 'gone-400']);
      const aired = await new SqlAiredSound(house().database).until('gone', NOON);
      expect(aired.map(({ key }) => key)).toEqual([null, null, null]);
      await store.amend({ id: 'other', term: 1 }, { soundDeleted: true });
      expect(await cleanup.run()).toBe(2);
      expect(await rows.weigh(['gone', 'other'])).toEqual({ requests: 1, durationMs: 4_800, bytes: 38_400 });
      expect(await rows.weigh([])).toEqual({ requests: 0, durationMs: 0, bytes: 0 });
    });

    test('[RP61] who keeps something other than before, or had its sound deleted, has another stamp, and nobody else', async () => {
      for (const id of ['gone', 'other']) await kept(id, id === 'gone' ? '1' : '2', [3], { archived: true });
      const aired = new SqlAiredSound(house().database);
      const stamps = [await aired.stamp('gone')];
      const other = await aired.stamp('other');
      await store.amend({ id: 'gone', term: 1 }, { keepDays: 7 });
      stamps.push(await aired.stamp('gone'));
      await store.amend({ id: 'gone', term: 1 }, { soundDeleted: true });
      stamps.push(await aired.stamp('gone'));
      expect([new Set(stamps).size, await aired.stamp('gone')]).toEqual([3, stamps[2]]);
      expect(await aired.stamp('other')).toBe(other);
    });

    test('[RP48] what was heard on a channel begins with its first whole hour that is kept, as seen from any moment', async () => {
      await kept('day', '1', [0.5, 1, 1.02, 1.2, 2.3], { archived: true, keepDays: 1 });
      const aired = new SqlAiredSound(house().database);
      const until = async (moment: number): Promise<unknown> =>
        (await aired.until('day', moment)).map(({ startsAt }) => Math.round(((NOON - startsAt) / DAY_MS) * 100) / 100);
      expect(await until(NOON)).toEqual([1, 0.5]);
      expect(await until(NOON + HOUR_MS - 1)).toEqual([1, 0.5]);
      expect(await until(NOON + HOUR_MS)).toEqual([0.5]);
      expect(await until(NOON - DAY_MS)).toEqual([1.2, 1.02]);
      expect(await until(Infinity)).toEqual([2.3, 1.2, 1.02, 1, 0.5]);
    });
  });
}
