import { beforeEach, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { Orphans } from '../../src/radio/orphans.js';
import type { Request } from '../../src/radio/model/state.js';
import { SqlChannelStore } from '../../src/radio/sql.channel-store.js';
import { SqlRadioCleanup } from '../../src/radio/sql.radio-cleanup.js';
import { claimed, process, type SqlHouse } from '../support/channel-stores.js';
import { channel, chunk, chunkId, content, NOON, request, requestId, sound, step } from '../support/kept-channel.js';
import { MemoryBlobStore } from '../support/memory.blob-store.js';
import { MemoryLog } from '../support/memory.log.js';

const DAY_MS = 86_400_000;

/** An id that was made so long before noon. */
function made(days: number, n: number): string {
  const hex = Math.floor(NOON - days * DAY_MS)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${String(n).padStart(12, '0')}`;
}

const soundOf = (days: number, n: number, of = 'news'): string => `audio/${of}/${made(days, n)}.mp3`;
const clipOf = (days: number, n: number, of = 'news'): string => `clips/${of}/${made(days, n)}`;

/** What is stored and nothing names. */
export function orphansContract(house: () => SqlHouse): void {
  async function kept(id: string, { archived = false, clips = {}, requests }: Kept): Promise<void> {
    const store = new SqlChannelStore(house().database, process('a'));
    await store.create(channel(id, { archived }));
    const { state } = claimed(await store.claim(id));
    const contents = new Map(requests.map((each) => [each.id, content('x', { ...clipIn(clips[each.id]) })]));
    const chunks = new Map([[chunkId('1', 1), { ...sound('x'), key: soundOf(3, 1) }]]);
    await store.commit(step(state, { ...state, requests }, { term: 1, seq: 1 }, { contents, chunks }));
  }

  describe('what nothing names', () => {
    let blobs: MemoryBlobStore;
    let clock: VirtualClock;
    let orphans: Orphans;

    beforeEach(async () => {
      await house().empty();
      blobs = new MemoryBlobStore();
      clock = new VirtualClock(NOON);
      const rows = new SqlRadioCleanup(house().database);
      const bytes = { isUsed: (key: string) => key === soundOf(3, 9) };
      orphans = new Orphans({ time: clock, rows, blobs, bytes, log: new MemoryLog(), keptDays: 7 });
    });

    async function stored(...keys: string[]): Promise<void> {
      for (const key of keys) await blobs.put(key, Buffer.from(key), { contentType: 'audio/mpeg' });
    }

    test('[RA164] sound that no chunk has is deleted after a day, where its channel is known', async () => {
      const named = request(requestId('1', 1), {
        making: { phase: 'done', pieces: 1 },
        chunks: [chunk(chunkId('1', 1))],
      });
      await kept('News', { requests: [named] });
      const stay = [soundOf(3, 1), soundOf(0.9, 2), soundOf(3, 3, 'foreign'), soundOf(3, 9), 'audio/news/other.mp3'];
      await stored(...stay, soundOf(1.1, 4), soundOf(30, 5));
      expect(await orphans.round()).toBe(2);
      expect([...blobs.blobs.keys()]).toEqual(stay);
    });

    test('[RA164] a clip is deleted that was not played for as long as sound is kept', async () => {
      const [live, recent, old, ofArchive] = [1, 2, 3, 4].map((n) => requestId('1', n)) as [
        string,
        string,
        string,
        string,
      ];
      const clips = {
        [live]: clipOf(9, 1),
        [recent]: clipOf(9, 2),
        [old]: clipOf(9, 3),
        [ofArchive]: clipOf(9, 4, 'archive'),
      };
      await kept('news', { clips, requests: [request(live), ended(recent, 6.9), ended(old, 7.1)] });
      await kept('archive', { clips, archived: true, requests: [ended(ofArchive, 8)] });
      const stay = [clipOf(9, 1), clipOf(9, 2), clipOf(9, 4, 'archive'), clipOf(6, 5), clipOf(9, 6, 'foreign')];
      await stored(...stay, clipOf(9, 3), clipOf(9, 7), clipOf(9, 8, 'archive'));
      expect(await orphans.round()).toBe(3);
      expect([...blobs.blobs.keys()]).toEqual(stay);
    });

    test('[RA164] all that is stored is gone through once a day, five hundred a round', async () => {
      await kept('news', { requests: [] });
      await stored(...Array.from({ length: 1_200 }, (_, n) => soundOf(3, n + 100)));
      expect([await orphans.round(), await orphans.round(), await orphans.round()]).toEqual([500, 500, 200]);
      await stored(soundOf(3, 1));
      await clock.advance(DAY_MS - 1);
      expect(await orphans.round()).toBe(0);
      await clock.advance(1);
      expect(await orphans.round()).toBe(1);
    });
  });
}

interface Kept {
  readonly archived?: boolean;
  readonly clips?: Readonly<Record<string, string>>;
  readonly requests: readonly Request[];
}

function clipIn(clip: string | undefined): { clip?: string } {
  return clip === undefined ? {} : { clip };
}

function ended(id: string, days: number): Request {
  return request(id, { place: { at: 'ended', when: NOON - days * DAY_MS, as: 'cancelled', reason: 'host' } });
}
