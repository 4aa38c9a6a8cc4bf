import { beforeEach, describe, expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { BlobFault, type BlobStore } from '../../src/blobs/blob-store.port.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import type { Channel } from '../../src/radio/channel-store.port.js';
import { Cleanup } from '../../src/radio/cleanup.js';
import type { Request } from '../../src/radio/model/state.js';
import type { Hour } from '../../src/radio/radio-cleanup.port.js';
import { RadioMetrics } from '../../src/radio/radio.metrics.js';
import { SqlAttendance } from '../../src/radio/sql.attendance.js';
import { SqlChannelStore } from '../../src/radio/sql.channel-store.js';
import { SqlRadioCleanup } from '../../src/radio/sql.radio-cleanup.js';
import { claimed, process, type SqlHouse } from '../support/channel-stores.js';
import { answer, channel, chunk, chunkId, NOON, request, requestId, sound, step } from '../support/kept-channel.js';
import { MemoryBlobStore } from '../support/memory.blob-store.js';
import { MemoryLog } from '../support/memory.log.js';

const DAY_MS = 86_400_000;

/** What is removed when its time has passed. */
export function radioCleanupContract(house: () => SqlHouse): void {
  async function kept(
    id: string,
    requests: readonly Request[],
    keys: Record<string, string>,
    over: Partial<Channel> = {},
  ) {
    const store = new SqlChannelStore(house().database, process('a'));
    await store.create(channel(id, over));
    const { state } = claimed(await store.claim(id));
    const chunks = new Map(Object.entries(keys).map(([of, key]) => [of, { ...sound('x'), key }]));
    await store.commit(step(state, { ...state, requests }, { term: 1, seq: 1 }, { chunks, kept: answer('key', 1) }));
  }

  describe('what is removed', () => {
    beforeEach(() => house().empty());

    test('[RA49] old sound is told oldest first, a bounded number at once, until it is deleted', async () => {
      const [c1, c2, c3, c4] = [1, 2, 3, 4].map((n) => chunkId('1', n)) as [string, string, string, string];
      const live = request(requestId('1', 3), { making: { phase: 'done', pieces: 1 }, chunks: [chunk(c4)] });
      const requests = [ended('1', 1, NOON - 1_000, 3), ended('1', 2, NOON - 5_000, 1, 2), live];
      await kept('news', requests, { [c1]: 'k1', [c2]: 'k2', [c3]: 'k3', [c4]: 'k4' });
      const cleanup = new SqlRadioCleanup(house().database);
      expect(await cleanup.oldSound(at(NOON - 5_000), { limit: 9 })).toEqual([]);
      const all = [
        { channel: 'news', chunk: c1, key: 'k1', endedAt: NOON - 5_000 },
        { channel: 'news', chunk: c2, key: 'k2', endedAt: NOON - 5_000 },
        { channel: 'news', chunk: c3, key: 'k3', endedAt: NOON - 1_000 },
      ];
      expect(await cleanup.oldSound(at(NOON), { limit: 9 })).toEqual(all);
      expect(await cleanup.oldSound(at(NOON - 1_000), { limit: 9 })).toEqual(all.slice(0, 2));
      expect(await cleanup.oldSound(at(NOON), { limit: 1 })).toEqual(all.slice(0, 1));
      expect(await cleanup.oldSound(at(NOON), { after: all[0], limit: 1 })).toEqual(all.slice(1, 2));
      expect(await cleanup.oldSound(at(NOON), { after: all[1], limit: 9 })).toEqual(all.slice(2));
      await cleanup.soundDeleted([c1, c3]);
      expect(await cleanup.oldSound(at(NOON), { limit: 9 })).toEqual(all.slice(1, 2));
    });

    test('[RA49] sound of an archived channel stays, and what another chunk still needs', async () => {
      await kept(
        'archive',
        [ended('1', 1, NOON - 9_000, 1)],
        { [chunkId('1', 1)]: 'shared-with-archive' },
        { archived: true },
      );
      await kept('news', [ended('2', 1, NOON - 9_000, 1, 2, 3), ended('2', 2, NOON - 1_000, 4)], {
        [chunkId('2', 1)]: 'shared-with-archive',
        [chunkId('2', 2)]: 'shared-with-younger',
        [chunkId('2', 3)]: 'own',
        [chunkId('2', 4)]: 'shared-with-younger',
      });
      const cleanup = new SqlRadioCleanup(house().database);
      const earlier = await cleanup.oldSound(at(NOON - 5_000), { limit: 9 });
      expect(earlier).toEqual([{ channel: 'news', chunk: chunkId('2', 3), key: 'own', endedAt: NOON - 9_000 }]);
      const later = await cleanup.oldSound(at(NOON), { limit: 9 });
      expect(later.map(({ key }) => key)).toEqual(['shared-with-younger', 'own', 'shared-with-younger']);
    });

    test('[RA48] what was kept for a day is removed, and nothing younger', async () => {
      await kept('day', [], {});
      const { database } = house();
      const here = process('b');
      await new SqlChannelStore(database, here).live();
      const attendance = new SqlAttendance(database, here);
      const rows = ['gone', 'here'].map((connection) => ({ connection, channel: 'day' }));
      await attendance.joined(rows);
      await attendance.left(rows.slice(0, 1));
      await attendance.heard([{ connection: 'here', request: requestId('1', 1), offered: 1, heard: 1 }], []);
      const cleanup = new SqlRadioCleanup(database);
      const counts = async (): Promise<unknown> => {
        expect(await cleanup.sweep()).toBe(false);
        const [row] = await database.query(COUNTS);
        return row;
      };
      expect(await counts()).toEqual({ answers: 1, states: 1, connections: 2, nodes: 2 });
      for (const statement of LATER) await database.query(statement, ['23 hours']);
      expect(await counts()).toEqual({ answers: 1, states: 1, connections: 2, nodes: 2 });
      for (const statement of LATER) await database.query(statement, ['1 hour']);
      // The node that owns a channel stays known: whoever takes over asks when it was last alive.
      expect(await counts()).toEqual({ answers: 0, states: 0, connections: 0, nodes: 1 });
    });

    test('[RA160] however much there is of what was kept for a day, one round removes it', async () => {
      const { database } = house();
      for (const statement of MANY) await database.query(statement);
      await cleaning(new MemoryBlobStore()).cleanup.run();
      const [row] = await database.query(COUNTS);
      expect(row).toEqual({ answers: 0, states: 0, connections: 700, nodes: 1 });
    });

    test('[RA161] a sound that cannot be deleted holds up no other, and is told of once a round', async () => {
      await kept('news', [LONG_AGO], LONG_AGO_KEYS);
      const blobs = new StubbornBlobStore(['key-000', 'key-007', 'key-119'], new BlobFault('blobs.unavailable'));
      const { cleanup, log } = cleaning(blobs);
      expect(await cleanup.run()).toBe(117);
      expect(await marked()).toBe(117);
      expect(log.lines.map(({ sentence, fields }) => [sentence, fields['count']])).toEqual([
        ['old sound was deleted', 117],
        ['some old sound could not be deleted', 3],
      ]);
      expect(await cleanup.run()).toBe(0);
      blobs.stubborn.clear();
      expect(await cleanup.run()).toBe(3);
    });

    test('[RA161] a storage that is away is asked a few times a round, and others come next', async () => {
      await kept('news', [LONG_AGO], LONG_AGO_KEYS);
      const blobs = new StubbornBlobStore(Object.values(LONG_AGO_KEYS), new BlobFault('blobs.unavailable'));
      const { cleanup } = cleaning(blobs);
      await cleanup.run();
      expect(blobs.asked).toBe(50);
      blobs.stubborn.clear();
      expect(await cleanup.run()).toBe(70);
      expect(await cleanup.run()).toBe(50);
    });

    test('[RA161] what is deleted is marked, whatever becomes of the rest', async () => {
      await kept('news', [LONG_AGO], LONG_AGO_KEYS);
      const { cleanup } = cleaning(new StubbornBlobStore(['key-060'], new Error('our own mistake')));
      await expect(cleanup.run()).rejects.toThrow('our own mistake');
      expect(await marked()).toBe(60);
    });

    test('[RA176] what is archived from now on stays, and what no longer is goes with the rest', async () => {
      await kept('news', [ended('1', 1, NOON - 9_000, 1), ended('1', 2, NOON - 9_000, 2)], {
        [chunkId('1', 1)]: 'cleaned',
        [chunkId('1', 2)]: 'kept',
      });
      const { database } = house();
      const cleanup = new SqlRadioCleanup(database);
      await cleanup.soundDeleted([chunkId('1', 1)]);
      const store = new SqlChannelStore(database, process('a'));
      const looksThrough = async (archived: boolean): Promise<unknown> => {
        await store.amend({ id: 'news', term: 1 }, { archived });
        const sql = 'SELECT id FROM audio_playback_requests WHERE has_sound_to_clean';
        const found = (await cleanup.oldSound(at(NOON), { limit: 9 })).map(({ key }) => key);
        return [(await database.query<{ id: string }>(sql)).map(({ id }) => id), found];
      };
      expect(await looksThrough(true)).toEqual([[], []]);
      expect(await looksThrough(false)).toEqual([[requestId('1', 2)], ['kept']]);
    });

    test('[RA161] what is cleaned, what never had sound and what is archived is not looked through again', async () => {
      const silent = ended('1', 2, NOON - 9 * DAY_MS);
      const fresh = ended('1', 3, NOON - 6 * DAY_MS, 500);
      await kept('news', [LONG_AGO, silent, fresh], { ...LONG_AGO_KEYS, [chunkId('1', 500)]: 'fresh' });
      const old = ended('2', 1, NOON - 9 * DAY_MS, 1);
      await kept('archive', [old], { [chunkId('2', 1)]: 'old' }, { archived: true });
      await cleaning(new MemoryBlobStore()).cleanup.run();
      const left = await house().database.query('SELECT id FROM audio_playback_requests WHERE has_sound_to_clean');
      expect(left).toEqual([{ id: fresh.id }]);
    });
  });

  async function marked(): Promise<unknown> {
    const [row] = await house().database.query<{ count: number }>(
      'SELECT count(*)::integer AS count FROM audio_chunks WHERE audio_deleted_at IS NOT NULL',
    );
    return row?.count;
  }

  function cleaning(blobs: BlobStore) {
    const log = new MemoryLog();
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
}

// As if the server kept nothing: what ended before has had its time.
const at = (now: number): Hour => ({ now, keptDays: 0 });

const ended = (of: string, n: number, when: number, ...chunks: number[]): Request =>
  request(requestId(of, n), {
    making: { phase: 'done', pieces: 1 },
    place: { at: 'ended', when, as: 'completed', reason: 'clock' },
    chunks: chunks.map((c, index) => chunk(chunkId(of, c), { index })),
  });

const HUNDRED_TWENTY = Array.from({ length: 120 }, (_, n) => n);
const LONG_AGO = ended('1', 1, NOON - 8 * DAY_MS, ...HUNDRED_TWENTY);
const LONG_AGO_KEYS = Object.fromEntries(
  HUNDRED_TWENTY.map((n) => [chunkId('1', n), `key-${String(n).padStart(3, '0')}`]),
);

/** Does not delete these. */
class StubbornBlobStore extends MemoryBlobStore {
  readonly stubborn: Set<string>;
  asked = 0;

  constructor(
    keys: readonly string[],
    private readonly error: Error,
  ) {
    super();
    this.stubborn = new Set(keys);
  }

  override async delete(key: string): Promise<void> {
    this.asked += 1;
    if (this.stubborn.has(key)) throw this.error;
    await super.delete(key);
  }
}

const COUNTS = `
  SELECT (SELECT count(*) FROM host_commands)::integer AS answers,
    (SELECT count(*) FROM connection_playback_states)::integer AS states,
    (SELECT count(*) FROM websocket_connections)::integer AS connections,
    (SELECT count(*) FROM nodes)::integer AS nodes`;

const LATER = [
  'UPDATE host_commands SET kept_at = kept_at - $1::interval',
  'UPDATE connection_playback_states SET updated_at = updated_at - $1::interval',
  `UPDATE websocket_connections SET connected_at = connected_at - $1::interval,
     disconnected_at = disconnected_at - $1::interval`,
  'UPDATE nodes SET life_at = life_at - $1::interval',
];

// A third of the connections left, a third are of a process that is no more, a third are still there.
const MANY = [
  `INSERT INTO connection_playback_states SELECT n, gen_random_uuid(), NULL, 1, 1, now() - interval '25 hours'
   FROM generate_series(1, 2100) AS n`,
  `INSERT INTO nodes SELECT ('01970000-0000-7000-9000-00000000000' || n)::uuid, 'x', 'x', 0, now() - n * interval '1 day'
   FROM generate_series(0, 3, 3) AS n`,
  `INSERT INTO websocket_connections
   SELECT n, 'x', ('01970000-0000-7000-9000-00000000000' || CASE n % 3 WHEN 2 THEN 0 ELSE 3 END)::uuid, NULL,
     now() - interval '5 days', CASE n % 3 WHEN 0 THEN now() - interval '25 hours' END
   FROM generate_series(1, 2100) AS n`,
];
