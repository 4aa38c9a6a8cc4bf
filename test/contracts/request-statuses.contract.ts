import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ChannelStore, Claimed } from '../../src/radio/channel-store.port.js';
import type { ChannelState, Request } from '../../src/radio/model/state.js';
import type { RequestStatus } from '../../src/wire/radio.js';
import { claimed, process, type StoreHouse } from '../support/channel-stores.js';
import { channel, inStatus, NOON, requestId, step } from '../support/kept-channel.js';

/** By hand: what a request that is in one status may become. */
const MAY_BECOME: Record<RequestStatus, readonly RequestStatus[]> = {
  pending: ['generating', 'ready', 'failed', 'cancelled'],
  generating: ['ready', 'playing', 'interrupted', 'completed', 'failed', 'cancelled', 'skipped'],
  ready: ['playing', 'interrupted', 'completed', 'failed', 'cancelled', 'skipped'],
  playing: ['interrupted', 'completed', 'failed', 'skipped'],
  interrupted: ['playing', 'completed', 'failed', 'skipped'],
  completed: [],
  failed: [],
  cancelled: [],
  skipped: [],
};
const STATUSES = Object.keys(MAY_BECOME) as RequestStatus[];

const id = (n: number): string => requestId('8', n);

/** What every store refuses, whatever the rules say. */
export function requestStatusesContract(house: () => StoreHouse): void {
  describe('what a request may become', () => {
    let store: ChannelStore;

    beforeEach(async () => {
      await house().empty();
      store = house().store(process('a'));
    });

    async function begin(name: string): Promise<Claimed> {
      await store.create(channel(name));
      return claimed(await store.claim(name));
    }

    test('[RA44] two on air are refused; one leaves for the other in one commit', async () => {
      const { state } = await begin('two');
      const [first, second, third] = [inStatus(id(1), 'ready'), inStatus(id(2), 'playing'), inStatus(id(3), 'ready')];
      const before = { ...state, requests: [first, second, third] };
      await store.commit(step(state, before, { term: 1, seq: 1 }));
      const both = { ...state, requests: [inStatus(id(1), 'playing'), second, third] };
      await expect(store.commit(step(before, both, { term: 1, seq: 2 }))).rejects.toThrow(/RA44|on_air/);
      const more = { ...state, requests: [first, second, third, inStatus(id(4), 'playing')] };
      await expect(store.commit(step(before, more, { term: 1, seq: 2 }))).rejects.toThrow(/RA44|on_air/);
      const aside = inStatus(id(2), 'interrupted');
      const flash = { ...state, requests: [inStatus(id(1), 'playing'), aside, third] };
      await store.commit(step(before, flash, { term: 1, seq: 2 }));
      const next = { ...state, requests: [inStatus(id(1), 'completed'), aside, inStatus(id(3), 'playing')] };
      await store.commit(step(flash, next, { term: 1, seq: 3 }));
      expect((await begin('two')).state.requests.map(({ place }) => place.at)).toEqual(['aside', 'air']);
    });

    test.each(STATUSES)('[RA44] what may become %s', async (to) => {
      const { state } = await begin('becoming');
      const others = STATUSES.filter((from) => from !== to);
      let before: ChannelState = { ...state, requests: others.map((from, n) => inStatus(id(n), from)) };
      await store.commit(step(state, before, { term: 1, seq: 1 }));
      let seq = 1;
      async function become(n: number, status: RequestStatus): Promise<void> {
        const after = { ...before, requests: before.requests.with(n, inStatus(id(n), status)) };
        await store.commit(step(before, after, { term: 1, seq: seq + 1 }));
        before = after;
        seq += 1;
      }
      for (const [n, from] of others.entries()) {
        const done = become(n, to);
        if (!MAY_BECOME[from].includes(to)) await expect(done).rejects.toThrow(/RA44|cannot be/);
        else await done;
        // There is room for one on air.
        if (to === 'playing' && MAY_BECOME[from].includes(to)) await become(n, 'completed');
      }
    });

    test('[RA44] how something ended stays as it was', async () => {
      const { state } = await begin('ended');
      const is = { ...state, requests: [inStatus(id(1), 'completed')] };
      await store.commit(step(state, is, { term: 1, seq: 1 }));
      const place = { at: 'ended', when: NOON, as: 'completed', reason: 'host' } as const;
      const after = { ...is, requests: [{ ...(is.requests[0] as Request), place }] };
      await expect(store.commit(step(is, after, { term: 1, seq: 2 }))).rejects.toThrow(/RA44|cannot be/);
    });
  });
}
