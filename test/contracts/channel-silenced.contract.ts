import { beforeEach, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import type { ChannelStore } from '../../src/radio/channel-store.port.js';
import { claimed, process, type StoreHouse } from '../support/channel-stores.js';
import { channel, chunk, chunkId, longGone, NOON, request, requestId, step } from '../support/kept-channel.js';

/** What every store of channels keeps of what was withdrawn. */
export function channelSilencedContract(house: () => StoreHouse): void {
  describe('what was withdrawn', () => {
    const HEARD = request(requestId('d', 1), {
      making: { phase: 'done', pieces: 2 },
      place: { at: 'ended', when: NOON - 60_000, as: 'skipped', reason: 'host' },
      chunks: [
        chunk(chunkId('d', 1), { start: { at: NOON - 72_000, frames: 120 } }),
        chunk(chunkId('d', 2), { index: 1, piece: 1 }),
      ],
    });
    const by = { request: HEARD.id, by: 'host-1', why: 'It was wrong.' };
    let store: ChannelStore;

    beforeEach(async () => {
      await house().empty();
      store = house().store(process('a'));
    });

    test('[RP28] is kept with the step that says so, and loaded', async () => {
      await store.create(channel('silenced'));
      const { state } = claimed(await store.claim('silenced'));
      const before = { ...state, requests: [HEARD] };
      await store.commit(step(state, before, { term: 1, seq: 1 }));
      expect(await store.aired('silenced', HEARD.id)).toEqual({ chunks: [chunkId('d', 1)], isSilenced: false });
      const after = { ...state, requests: [{ ...HEARD, silenced: true as const }] };
      const again = step(before, after, { term: 1, seq: 2 }, { silencing: by });
      await store.commit(again);
      // An answer that got lost.
      await store.commit(again);
      expect(await store.aired('silenced', HEARD.id)).toEqual({ chunks: [chunkId('d', 1)], isSilenced: true });
      const loaded = claimed(
        await house()
          .store(process('a', new VirtualClock(NOON)))
          .claim('silenced'),
      );
      expect(loaded.state.requests).toEqual(after.requests);
    });

    test('[RP28] may be what no owner holds any more, and is of its channel alone', async () => {
      for (const id of ['long', 'other']) await store.create(channel(id));
      const { state } = claimed(await store.claim('long'));
      const requests = longGone('d');
      const first = { ...state, requests };
      await store.commit(step(state, first, { term: 1, seq: 1 }));
      const gone = requests[1]?.id ?? '';
      const before = await store.aired('long', gone);
      expect(before?.isSilenced).toBe(false);
      await store.commit(step(state, state, { term: 1, seq: 2 }, { silencing: { ...by, request: gone } }));
      expect(await store.aired('long', gone)).toEqual({ ...before, isSilenced: true });
      expect(await store.aired('other', gone)).toBeUndefined();
      expect(await store.aired('long', requestId('d', 99))).toBeUndefined();
    });
  });
}
