import { beforeEach, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { Superseded, type Channel, type ChannelStore, type Claimed } from '../../src/radio/channel-store.port.js';
import type { ChannelState, Request } from '../../src/radio/model/state.js';
import { claimed, process, type StoreHouse } from '../support/channel-stores.js';
import {
  answer,
  channel,
  chunk,
  chunkId,
  content,
  everyRequest,
  longGone,
  NOON,
  request,
  requestId,
  row,
  sound,
  step,
} from '../support/kept-channel.js';

/** What every store of channels keeps. */
export function channelStoreContract(house: () => StoreHouse): void {
  // As after a restart.
  async function loadAgain(id: string, clock = new VirtualClock(NOON)): Promise<Claimed> {
    return claimed(await house().store(process('a', clock)).claim(id));
  }

  describe('what a channel is', () => {
    let store: ChannelStore;

    beforeEach(async () => {
      await house().empty();
      store = house().store(process('a'));
    });

    async function page(limit: number, before?: string): Promise<string[]> {
      return (await store.list({ limit, before })).map(({ id }) => id);
    }
    async function onAir(id: string, over: Partial<Channel> = {}): Promise<Claimed> {
      await store.create(channel(id, over));
      return claimed(await store.claim(id));
    }

    test('[RA41] a channel is found as it was made, and its id is given once', async () => {
      const full = channel('full', {
        match: 'match-1',
        visibility: 'private',
        archived: true,
        keepDays: 30,
        gapMs: 4_800,
        voice: 'openai:nova',
        pronunciations: { Müller: 'mew lair', '"': "'" },
      });
      expect(await store.create(full)).toEqual(full);
      expect(await store.create(channel('bare'))).toEqual(channel('bare'));
      expect(await store.create(channel('full', { title: 'Another' }))).toMatchObject({
        refused: 'radio.channel-exists',
      });
      expect(await store.find('full')).toEqual(full);
      expect(await store.find('bare')).toEqual(channel('bare'));
      expect(await store.find('none')).toBeUndefined();
    });

    test('[RA41] channels are listed newest first, page by page', async () => {
      for (const [id, at] of [
        ['b', 2],
        ['a', 2],
        ['d', 1],
        ['c', 3],
      ] as const)
        await store.create(channel(id, { createdAt: at }));
      expect(await page(10)).toEqual(['c', 'b', 'a', 'd']);
      expect(await page(2)).toEqual(['c', 'b']);
      expect(await page(2, 'b')).toEqual(['a', 'd']);
      expect(await page(2, 'd')).toEqual([]);
      expect(await page(2, 'none')).toEqual([]);
    });

    test('[RA40] a new channel is open, empty and of the first term', async () => {
      expect(await onAir('new', { createdAt: NOON - 500 })).toEqual({
        channel: channel('new', { createdAt: NOON - 500 }),
        term: 1,
        seq: 0,
        state: {
          id: 'new',
          phase: { name: 'open', since: NOON - 500 },
          leadMs: 600,
          gapMs: 408,
          firmUntil: NOON - 500,
          notBefore: NOON - 500,
          requests: [],
        },
        contents: new Map(),
        chunks: new Map(),
        aliveAt: NOON,
      });
    });

    test('[RA40] every place of a request, every state of its sound, and all it says is loaded as it was', async () => {
      const { state } = await onAir('every');
      const first = step(state, { ...state, requests: [...everyRequest('a'), ...longGone('a')] }, { term: 1, seq: 1 });
      const said = content('Tor! 👩‍👩‍👧‍👦 "quoted" \\ line\nend', {
        language: 'pt-BR',
        voice: 'x:y',
        style: 'excited',
        clip: 'clips/1',
      });
      const replay = { channel: 'before', first: chunkId('b', 1), last: chunkId('b', 2), durationMs: 4_800 };
      const heardAgain = content('', { replay });
      const contents = new Map([...(first.contents ?? []), [requestId('a', 6), said], [requestId('a', 7), heardAgain]]);
      const foreign = { ...sound('2005'), language: 'hi' };
      const chunks = new Map([...(first.chunks ?? []), [chunkId('a', 5), foreign]]);
      await store.commit({ ...first, contents, chunks });
      const again = await loadAgain('every');
      expect(again).toMatchObject({ term: 2, seq: 1, channel: channel('every') });
      expect(again.state).toEqual({ ...state, requests: everyRequest('a') });
      expect(again.contents.get(requestId('a', 6))).toEqual(said);
      expect(again.contents.get(requestId('a', 7))).toEqual(heardAgain);
      expect(again.chunks.get(chunkId('a', 5))).toEqual(foreign);
      expect(again.contents.get(requestId('a', 1))).toEqual(content('said by 1001'));
      expect([...again.contents.keys()]).toEqual(everyRequest('a').map(({ id }) => id));
      expect(again.contents.get(requestId('a', 13))).toEqual(content('said by 1013', { mode: 'write' }));
      expect(again.chunks.get(chunkId('a', 4))).toEqual(sound('2004'));
      expect([...again.chunks.keys()]).toEqual(Array.from({ length: 10 }, (_, at) => chunkId('a', at + 1)));
    });

    test.each(['open', 'paused', 'closing', 'closed'] as const)('[RA40] a channel that is %s', async (phase) => {
      const { state } = await onAir('phases');
      const after: ChannelState = {
        ...state,
        phase: { name: phase, since: NOON + 0.25 },
        leadMs: 812.5,
        firmUntil: NOON + 800.125,
        notBefore: NOON + 2_500,
      };
      await store.commit(step(state, after, { term: 1, seq: 1 }));
      expect((await loadAgain('phases')).state).toEqual(after);
    });

    test('[RA40] what several steps led to is loaded', async () => {
      const { state } = await onAir('steps');
      const before: ChannelState = { ...state, requests: everyRequest('b') };
      await store.commit(step(state, before, { term: 1, seq: 1 }));
      const [id, c] = [(n: number) => requestId('b', n), (n: number) => chunkId('b', n)];
      const changed: Record<string, Partial<Request>> = {
        [id(5)]: { place: { at: 'ended', when: NOON + 2_400, as: 'completed', reason: 'clock' } },
        [id(6)]: { making: { phase: 'running', pieces: 1 }, rank: 7, expectedMs: 1 },
        [id(7)]: {
          making: { phase: 'done', pieces: 3 },
          place: { at: 'air', since: NOON + 3_120 },
          leaving: { how: 'skipped', reason: 'host', at: NOON + 5_280 },
          chunks: [
            chunk(c(9), { start: { at: NOON + 3_120, frames: 90 } }),
            chunk(c(12), { index: 1, piece: 1, start: { at: NOON + 7_920, frames: 200 } }),
            chunk(c(13), { index: 2, piece: 2 }),
          ],
        },
        [id(8)]: { chunks: [chunk(c(10), { start: { at: NOON + 9_000, frames: 1 } })] },
        [id(9)]: { place: { at: 'ended', when: NOON + 1, as: 'failed', reason: 'speech' } },
        [id(10)]: { place: { at: 'ended', when: NOON, as: 'cancelled', reason: 'displaced' } },
      };
      const requests = [...before.requests.map((was) => changedBy(was, changed)), request(id(20), { rank: 5 })];
      // The rules may forget what has ended: it stays as it is.
      const after = { ...before, firmUntil: NOON + 3_720, requests: requests.slice(1) };
      await store.commit(step(before, after, { term: 1, seq: 2 }));
      const silent = [id(9), id(10)];
      expect((await loadAgain('steps')).state).toEqual({
        ...after,
        requests: requests.filter((one) => !silent.includes(one.id)),
      });

      // One thing each: a start that is withdrawn is gone.
      const single: Record<string, Partial<Request>> = {
        [id(4)]: { leaving: { how: 'skipped', reason: 'stale', at: NOON + 24 } },
        [id(6)]: { expectedMs: 77 },
        [id(7)]: { staleAt: NOON + 88 },
        [id(8)]: { chunks: [chunk(c(10))] },
        [id(20)]: { rank: 99 },
      };
      const last = { ...after, requests: after.requests.map((was) => changedBy(was, single)) };
      await store.commit(step(after, last, { term: 2, seq: 3 }));
      const heard = requests.map((was) => changedBy(was, single)).filter((one) => !silent.includes(one.id));
      expect((await loadAgain('steps')).state).toEqual({ ...last, requests: heard });
    });

    test('[RA42] a commit asked again is done once, also when others came after it', async () => {
      const { state } = await onAir('again');
      const after = { ...state, requests: [request(requestId('c', 1))] };
      const first = step(state, after, { term: 1, seq: 1 }, { kept: answer('key', 1) });
      await store.commit(first);
      await store.commit(first);
      await store.commit(step(after, { ...after, leadMs: 700 }, { term: 1, seq: 2 }));
      await store.commit(first);
      expect(await store.rowsAfter('again', 0, 10)).toHaveLength(2);
      expect((await loadAgain('again')).state).toEqual({ ...after, leadMs: 700 });
    });

    test('[RA42] what cannot be kept whole is not kept at all', async () => {
      const { state } = await onAir('whole');
      const two = { ...state, leadMs: 999, requests: [request(requestId('d', 1)), request(requestId('d', 2))] };
      const contents = new Map([[requestId('d', 1), content('one')]]);
      const kept = answer('key', 1);
      await expect(store.commit(step(state, two, { term: 1, seq: 1 }, { contents, kept }))).rejects.toThrow('RA42');
      expect(await store.rowsAfter('whole', 0, 10)).toEqual([]);
      expect(await store.answered('whole', 'host-1', 'key')).toBeUndefined();
      expect((await loadAgain('whole')).state).toEqual(state);
    });

    test('[RA42] what starts from somewhere else than what is kept is refused', async () => {
      const { state } = await onAir('elsewhere');
      const is = { ...state, requests: [request(requestId('e', 1))] };
      await store.commit(step(state, is, { term: 1, seq: 1 }));
      const thought = { ...is, requests: [request(requestId('e', 1), { making: { phase: 'running', pieces: 1 } })] };
      const after = { ...is, requests: [request(requestId('e', 1), { making: { phase: 'done', pieces: 1 } })] };
      await expect(store.commit(step(thought, after, { term: 1, seq: 2 }))).rejects.toThrow('RA42');
      expect((await loadAgain('elsewhere')).state).toEqual(is);
    });

    test('[RA43] an old term, a gap and a row written twice change nothing', async () => {
      const { state } = await onAir('guarded');
      const after = { ...state, leadMs: 700 };
      const other = house().store(process('a'));
      const { term } = claimed(await other.claim('guarded'));
      expect(term).toBe(2);
      await expect(store.commit(step(state, after, { term: 1, seq: 1 }))).rejects.toBeInstanceOf(Superseded);
      await expect(other.commit(step(state, after, { term: 2, seq: 2 }))).rejects.toBeInstanceOf(Superseded);
      await other.commit(step(state, after, { term: 2, seq: 1 }));
      await expect(store.commit(step(state, state, { term: 1, seq: 1 }))).rejects.toBeInstanceOf(Superseded);
      await expect(store.commit(step(after, state, { term: 1, seq: 2 }))).rejects.toBeInstanceOf(Superseded);
      await expect(store.commit(step(after, state, { term: 3, seq: 2 }))).rejects.toBeInstanceOf(Superseded);
      const none = { ...state, id: 'none' };
      await expect(store.commit(step(none, none, { term: 1, seq: 1 }))).rejects.toBeInstanceOf(Superseded);
      expect(await store.rowsAfter('guarded', 0, 10)).toEqual([row('guarded', { epoch: 2, seq: 1 })]);
      expect((await loadAgain('guarded')).state).toEqual(after);
    });

    test('[RA43] the log is read in order, after any row, as much as was asked for', async () => {
      const { state } = await onAir('log');
      for (const seq of [1, 2, 3]) await store.commit(step(state, state, { term: 1, seq }));
      const other = house().store(process('a'));
      await other.claim('log');
      await other.commit(step(state, state, { term: 2, seq: 4 }));
      const rows = [1, 2, 3].map((seq) => row('log', { epoch: 1, seq }));
      expect(await store.rowsAfter('log', 0, 10)).toEqual([...rows, row('log', { epoch: 2, seq: 4 })]);
      expect(await store.rowsAfter('log', 1, 2)).toEqual(rows.slice(1));
      expect(await store.rowsAfter('log', 4, 2)).toEqual([]);
      expect(await store.rowsAfter('none', 0, 2)).toEqual([]);
    });

    test('[RA47] a key has one answer, of its host, for 24 h', async () => {
      const { state } = await onAir('asked');
      const kept = answer('key', { id: 'x', position: 1 });
      await store.commit(step(state, state, { term: 1, seq: 1 }, { kept }));
      expect(await store.answered('asked', 'host-1', 'key')).toEqual(kept);
      expect(await store.answered('asked', 'host-2', 'key')).toBeUndefined();
      expect(await store.answered('other', 'host-1', 'key')).toBeUndefined();
      await house().age(86_000_000);
      expect(await store.answered('asked', 'host-1', 'key')).toEqual(kept);
      const second = step(state, { ...state, leadMs: 1 }, { term: 1, seq: 2 }, { kept: answer('key', 2) });
      await expect(store.commit(second)).rejects.toThrow('RA47');
      expect(await store.rowsAfter('asked', 0, 10)).toHaveLength(1);
      await house().age(400_001);
      expect(await store.answered('asked', 'host-1', 'key')).toBeUndefined();
      await store.commit(second);
      expect(await store.answered('asked', 'host-1', 'key')).toEqual(answer('key', 2));
    });
  });
}

function changedBy(was: Request, changes: Record<string, Partial<Request>>): Request {
  return changes[was.id] === undefined ? was : { ...was, ...changes[was.id] };
}
