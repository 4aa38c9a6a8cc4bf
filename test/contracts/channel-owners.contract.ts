import { beforeEach, describe, expect, test } from '@jest/globals';
import { SystemClock } from '../../src/kernel/clock.js';
import { isRefusal } from '../../src/kernel/outcome.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import type { ChannelState } from '../../src/radio/model/state.js';
import { claimed, process, ShiftedClock, type StoreHouse } from '../support/channel-stores.js';
import { channel, everyRequest, movedBy, NOON, row, step } from '../support/kept-channel.js';

/** Who runs a channel, whatever keeps it. */
export function channelOwnersContract(house: () => StoreHouse): void {
  describe('who runs a channel', () => {
    beforeEach(() => house().empty());

    test('[RA45] a channel stays with who owns it until it is silent for 5 s', async () => {
      const one = process('a');
      const here = house().store(one);
      const there = house().store(process('b'));
      await here.create(channel('owned'));
      expect(await there.claimable()).toEqual(['owned']);
      expect(claimed(await here.claim('owned')).term).toBe(1);
      expect(await here.claimable()).toEqual([]);
      expect(await there.claimable()).toEqual([]);
      expect(await there.claim('owned')).toMatchObject({ refused: 'radio.elsewhere' });
      expect(await there.claim('none')).toMatchObject({ refused: 'radio.unknown-channel' });
      await house().silence(one.run, 4_000);
      expect(await there.claim('owned')).toMatchObject({ refused: 'radio.elsewhere' });
      await here.live();
      await house().silence(one.run, 4_000);
      expect(await there.claim('owned')).toMatchObject({ refused: 'radio.elsewhere' });
      await house().silence(one.run, 1_001);
      expect(await there.claimable()).toEqual(['owned']);
      expect(claimed(await there.claim('owned')).term).toBe(2);
    });

    test('[RA45] the same node takes its channels back at once, and a closed one waits for nobody', async () => {
      const store = house().store(process('a'));
      for (const id of ['mine', 'over']) await store.create(channel(id));
      await store.claim('mine');
      const { state } = claimed(await store.claim('over'));
      const closed: ChannelState = { ...state, phase: { name: 'closed', since: NOON } };
      await store.commit(step(state, closed, { term: 1, seq: 1 }));
      const restarted = house().store(process('a'));
      expect(await restarted.claimable()).toEqual(['mine']);
      expect(claimed(await restarted.claim('mine')).term).toBe(2);
      expect(claimed(await restarted.claim('mine')).term).toBe(3);
    });

    test('[RA169] what a process lets go it may claim again, and nobody else while it lives', async () => {
      const here = house().store(process('a'));
      const there = house().store(process('b'));
      await here.create(channel('left'));
      await here.claim('left');
      here.letGo('left');
      expect(await here.live()).toEqual([]);
      expect([await here.claimable(), await there.claimable()]).toEqual([['left'], []]);
      expect(claimed(await here.claim('left')).term).toBe(2);
    });

    test('[RA45] of many at once one has it', async () => {
      await house().store(process('a')).create(channel('wanted'));
      const nodes = ['a', 'b', 'c', 'd'].map((node) => house().store(process(node)));
      const outcomes = await Promise.all(nodes.map((node) => node.claim('wanted')));
      expect(outcomes.filter((outcome) => !isRefusal(outcome))).toMatchObject([{ term: 1 }]);
    });

    test('[RA45] who lives is told once which channels it has lost', async () => {
      const one = process('a');
      const here = house().store(one);
      for (const id of ['x', 'y', 'z']) {
        await here.create(channel(id));
        await here.claim(id);
      }
      expect(await here.live()).toEqual([]);
      await house().silence(one.run, 6_000);
      const there = house().store(process('b'));
      await there.claim('y');
      await there.claim('z');
      expect([...(await here.live())].toSorted()).toEqual(['y', 'z']);
      expect(await here.live()).toEqual([]);
      expect(await there.live()).toEqual([]);
      await house().store(process('a')).claim('x');
      expect(await here.live()).toEqual(['x']);
    });

    test('[RA46] who takes over knows when the owner was last alive, in its own time', async () => {
      const one = process('a');
      const here = house().store(one);
      await here.create(channel('silent'));
      await here.claim('silent');
      await house().silence(one.run, 60_000);
      const { aliveAt } = claimed(
        await house()
          .store(process('b', new VirtualClock(5_000_000), 'clock-2'))
          .claim('silent'),
      );
      expect(aliveAt).toBeLessThanOrEqual(5_000_000 - 60_000);
      expect(aliveAt).toBeGreaterThan(5_000_000 - 70_000);
    });

    test('[RA162] who takes over from one that never went on knows when the one before it was last alive', async () => {
      const [one, two, three] = [process('a'), process('b'), process('c', new VirtualClock(5_000_000), 'clock-2')];
      const here = house().store(one);
      await here.create(channel('twice'));
      const { state } = claimed(await here.claim('twice'));
      const written = { ...row('twice', { epoch: 1, seq: 1 }), at: NOON - 65_000 };
      await here.commit(step(state, state, { term: 1, seq: 1 }, { row: written }));
      await house().silence(one.run, 60_000);
      // Its answer is lost, or it dies before it goes on.
      const there = house().store(two);
      expect(claimed(await there.claim('twice')).aliveAt).toBeLessThanOrEqual(NOON - 60_000);
      await house().silence(two.run, 6_000);
      const elsewhere = house().store(three);
      const third = claimed(await elsewhere.claim('twice'));
      expect(third.aliveAt).toBeLessThanOrEqual(5_000_000 - 60_000 + 24);
      expect(third.aliveAt).toBeGreaterThan(5_000_000 - 70_000);
      expect(claimed(await house().store(process('c')).claim('twice')).aliveAt).toBeLessThanOrEqual(NOON - 60_000 + 48);

      const back = house().store(process('c'));
      const fifth = claimed(await back.claim('twice'));
      await back.commit(step(fifth.state, fifth.state, { term: 5, seq: 2 }));
      const { aliveAt } = claimed(await house().store(process('c')).claim('twice'));
      expect(aliveAt).toBeGreaterThan(NOON - 10_000);
    });

    test('[RA165] a row is a sign of life: what an owner announced whose other signs failed was heard', async () => {
      const [one, two] = [process('a'), process('b', new VirtualClock(5_000_000), 'clock-2')];
      const here = house().store(one);
      await here.create(channel('wrote'));
      const { state } = claimed(await here.claim('wrote'));
      const written = { ...row('wrote', { epoch: 1, seq: 1 }), at: NOON - 3_000 };
      await here.commit(step(state, state, { term: 1, seq: 1 }, { row: written }));
      await house().silence(one.run, 60_000);
      expect(claimed(await house().store(two).claim('wrote')).aliveAt).toBeCloseTo(5_000_000 - 3_000, -3);
      // The second wrote nothing: it was none.
      await house().silence(two.run, 6_000);
      expect(claimed(await house().store(process('c')).claim('wrote')).aliveAt).toBeCloseTo(NOON - 3_000, -3);
    });

    test('[RA46] with the same clock nothing moves, with another everything does, by whole frames', async () => {
      const zero = NOON - new SystemClock().now();
      const load = async (byMs: number, clockId: string): Promise<ChannelState> =>
        claimed(
          await house()
            .store(process('a', new ShiftedClock(zero + byMs), clockId))
            .claim('moved'),
        ).state;
      const first = house().store(process('a', new ShiftedClock(zero), 'clock-1'));
      await first.create(channel('moved'));
      const { state } = claimed(await first.claim('moved'));
      const before = { ...state, requests: everyRequest('7') };
      await first.commit(step(state, before, { term: 1, seq: 1 }));
      expect(await load(0, 'clock-1')).toEqual(before);

      const moved = await load(4_000_000, 'clock-2');
      const byMs = moved.firmUntil - before.firmUntil;
      expect(Math.abs(byMs - 4_000_000)).toBeLessThan(2_000);
      expect(byMs % 24).toBe(0);
      expect(moved).toEqual(movedBy(before, byMs));
      expect(await load(4_000_000, 'clock-2')).toEqual(moved);

      const back = await load(-9_000, 'clock-3');
      const backMs = back.firmUntil - before.firmUntil;
      expect(Math.abs(backMs + 9_000)).toBeLessThan(2_000);
      expect(back).toEqual(movedBy(before, backMs));
    });
  });
}
