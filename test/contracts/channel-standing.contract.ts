import { beforeEach, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { Superseded, type Channel, type ChannelStore, type Claimed } from '../../src/radio/channel-store.port.js';
import { claimed, process, type StoreHouse } from '../support/channel-stores.js';
import { channel, chunk, chunkId, everyRequest, NOON, request, requestId, step } from '../support/kept-channel.js';

/** How channels are, and what is changed of them. */
export function channelStandingContract(house: () => StoreHouse): void {
  describe('how a channel is', () => {
    let store: ChannelStore;

    beforeEach(async () => {
      await house().empty();
      store = house().store(process('a'));
    });

    async function onAir(id: string, over: Partial<Channel> = {}): Promise<Claimed> {
      await store.create(channel(id, over));
      return claimed(await store.claim(id));
    }

    test('[RA175] how channels are is kept: their phase, and whether something sounds or is announced', async () => {
      const { state } = await onAir('busy');
      await onAir('idle');
      await store.commit(step(state, { ...state, requests: everyRequest('b') }, { term: 1, seq: 1 }));
      const { state: paused } = await onAir('paused');
      const held = request(requestId('c', 1), {
        place: { at: 'air', since: NOON },
        making: { phase: 'done', pieces: 1 },
      });
      const pause = { ...paused, phase: { name: 'paused', since: NOON }, requests: [held] } as const;
      await store.commit(step(paused, pause, { term: 1, seq: 1 }));
      const { state: ahead } = await onAir('ahead');
      const start = { at: NOON + 24, frames: 90 };
      const cued = request(requestId('d', 1), { chunks: [chunk(chunkId('d', 1), { start })] });
      const ahead1 = { ...ahead, phase: { name: 'closing', since: NOON }, requests: [cued] } as const;
      await store.commit(step(ahead, ahead1, { term: 1, seq: 1 }));
      expect(await store.standings(['busy', 'idle', 'paused', 'ahead', 'none'])).toEqual(
        new Map([
          ['busy', { phase: 'open', isOnAir: true }],
          ['idle', { phase: 'open', isOnAir: false }],
          ['paused', { phase: 'paused', isOnAir: false }],
          ['ahead', { phase: 'closing', isOnAir: true }],
        ]),
      );
      const later = house().store(process('a', new VirtualClock(NOON + 24 + 90 * 24)));
      expect((await later.standings(['ahead'])).get('ahead')).toEqual({ phase: 'closing', isOnAir: false });
    });

    test('[RA177] a notice is kept, and what was taken back is gone', async () => {
      const { state } = await onAir('noticed');
      const noticed = { ...state, notice: 'Zurück nach der Pause \u{1F44B}' };
      await store.commit(step(state, noticed, { term: 1, seq: 1 }));
      const again = claimed(await house().store(process('a')).claim('noticed'));
      expect(again.state).toEqual(noticed);
      const other = house().store(process('a'));
      const { term } = claimed(await other.claim('noticed'));
      await other.commit(step(noticed, state, { term, seq: 2 }));
      expect(claimed(await house().store(process('a')).claim('noticed')).state).toEqual(state);
    });

    test('[RA176] what is changed of a channel is kept, by its owner alone, and the rest stays', async () => {
      const full = { match: 'match-1', voice: 'openai:nova', pronunciations: { Müller: 'mew lair' } };
      const { term } = await onAir('amended', full);
      const owned = { id: 'amended', term };
      expect(await store.amend(owned, { title: 'Derby', gapMs: 0 })).toEqual(
        channel('amended', { ...full, title: 'Derby', gapMs: 0 }),
      );
      const all = {
        title: 'Cup',
        language: 'de',
        voice: null,
        visibility: 'private',
        archived: true,
        keepDays: 30,
        gapMs: 24,
        pronunciations: {},
      } as const;
      const { voice: _, ...rest } = all;
      expect(await store.amend(owned, all)).toEqual(channel('amended', { match: 'match-1', ...rest }));
      expect(await store.amend(owned, { voice: 'espeak:en' })).toMatchObject({ voice: 'espeak:en', keepDays: 30 });
      expect(await store.amend(owned, { keepDays: null })).toMatchObject({ keepDays: null, title: 'Cup' });
      await expect(store.amend({ id: 'amended', term: term + 1 }, { title: 'x' })).rejects.toBeInstanceOf(Superseded);
      await expect(store.amend({ id: 'none', term: 1 }, { title: 'x' })).rejects.toBeInstanceOf(Superseded);
      const deleted = await store.amend(owned, { soundDeleted: true });
      expect(await store.amend(owned, {})).toEqual(deleted);
      const again = claimed(await house().store(process('a')).claim('amended'));
      expect(again.channel).toEqual(
        channel('amended', { match: 'match-1', ...rest, keepDays: null, voice: 'espeak:en', soundDeleted: true }),
      );
      expect(again.state.gapMs).toBe(24);
    });
  });
}
