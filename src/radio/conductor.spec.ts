import { describe, expect, test } from '@jest/globals';
import { MemoryChannelStore, RadioMemory } from '../../test/support/memory.channel-store.js';
import { channel, chunkId, content, NOON, requestId } from '../../test/support/kept-channel.js';
import { MemoryLog } from '../../test/support/memory.log.js';
import { Fault } from '../kernel/fault.js';
import { isRefusal } from '../kernel/outcome.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import type { LogRow } from '../wire/radio.js';
import type { Transition } from './channel-store.port.js';
import { Conductor } from './conductor.js';
import { timelineOf } from './model/timeline.js';

/** Tables that cannot be reached for a while. */
class AwayStore extends MemoryChannelStore {
  isAway = false;
  /** The next commit is done, and its answer gets lost. */
  losesAnswer = false;

  override async commit(transition: Transition): Promise<void> {
    if (this.isAway) return away();
    await super.commit(transition);
    if (!this.losesAnswer) return;
    this.losesAnswer = false;
    return away();
  }

  override rowsAfter(id: string, seq: number, limit: number): Promise<readonly LogRow[]> {
    return this.isAway ? away() : super.rowsAfter(id, seq, limit);
  }
}

function away(): Promise<never> {
  return Promise.reject(new Fault('database.unavailable', { retryable: true }));
}

const A = requestId('a', 1);
const [A0, A1] = [chunkId('a', 1), chunkId('a', 2)];

async function onAir() {
  const clock = new VirtualClock(NOON);
  const here = { run: 'run', node: 'node', clockId: 'clock', clock, aliveAt: () => undefined };
  const store = new AwayStore(new RadioMemory(() => clock.now()), here);
  await store.live();
  await store.create(channel('a'));
  const claimed = await store.claim('a');
  if (isRefusal(claimed)) throw new Error(claimed.refused);
  const rows: LogRow[] = [];
  const conductor = new Conductor(claimed, {
    clock,
    store,
    publisher: { publish: (row) => rows.push(row), dismiss: () => undefined },
    log: new MemoryLog(),
    reachedBy: () => ({ offeredTo: 0, heardBy: 0 }),
    onStep: () => undefined,
    onLost: () => undefined,
    onBroken: () => undefined,
    random: () => 0.5,
  });
  await conductor.begin();
  return { clock, store, conductor, rows };
}

describe('a conductor', () => {
  test('[RA149] on a new channel nothing is taken over: the first sound starts as early as any', async () => {
    const { conductor } = await onAir();
    expect([conductor.seq, conductor.state.notBefore <= NOON]).toEqual([0, true]);
    await say(conductor, [A0], true);
    expect(timelineOf(conductor.state).map(({ at }) => at - NOON)).toEqual([600]);
    conductor.end();
  });

  test('[RA149] what could not be announced while the database was away is said afterwards', async () => {
    const { clock, store, conductor } = await onAir();
    await say(conductor, [A0], false);
    store.isAway = true;
    // A0 is over after 5,400 ms. A1 is made in time, and nobody can write that down.
    await clock.advance(3_000);
    await expect(add(conductor, A1, true)).rejects.toThrow('database');
    await clock.advance(37_000);
    store.isAway = false;
    // It is asked again within a second.
    await clock.advance(1_000);
    await add(conductor, A1, true);
    const [, second] = timelineOf(conductor.state);
    expect(second?.chunk.id).toBe(A1);
    expect((second?.at ?? 0) - clock.now()).toBeGreaterThanOrEqual(600);
    expect((second?.at ?? 0) - clock.now()).toBeLessThan(624);
    await clock.advance(20_000);
    expect(conductor.state.requests.map(({ place }) => place)).toEqual([
      expect.objectContaining({ at: 'ended', as: 'completed' }),
    ]);
    conductor.end();
  });

  test('[RA172] a command whose time was over before its turn came is none that failed: the next is not held back', async () => {
    const { clock, conductor } = await onAir();
    await say(conductor, [A0], true);
    // It ends after 5,400 ms, and 300 ms later the clock completes it.
    await clock.advance(5_690);
    const kept = { host: 'host-1', key: 'key', bodyHash: 'ab'.repeat(32), answer: {} };
    const late = AbortSignal.abort(new Fault('database.unavailable', { retryable: true }));
    await expect(conductor.carryOutOnce({ type: 'pause' }, { kept }, late)).rejects.toThrow('database');
    await clock.advance(10);
    expect(conductor.state.requests.map(({ place }) => place)).toEqual([
      expect.objectContaining({ at: 'ended', as: 'completed' }),
    ]);
    conductor.end();
  });

  test('[RA173] an answer that got lost is no outage: what comes later starts as it would have', async () => {
    const { clock, store, conductor } = await onAir();
    await say(conductor, [A0], false);
    const { notBefore } = conductor.state;
    store.losesAnswer = true;
    await expect(add(conductor, A1, true)).rejects.toThrow('database');
    // Asked again at once, as who makes sound does.
    expect(await add(conductor, A1, true, () => true)).toEqual([]);
    expect(conductor.state.requests[0]?.chunks.map(({ id }) => id)).toEqual([A0, A1]);
    await clock.advance(20_000);
    expect(conductor.state.notBefore).toBe(notBefore);
    conductor.end();
  });

  test('[RA173] nor is one whose host asks again with the same key', async () => {
    const { clock, store, conductor } = await onAir();
    await say(conductor, [A0], true);
    const { notBefore } = conductor.state;
    const kept = { host: 'host-1', key: 'key', bodyHash: 'ab'.repeat(32), answer: {} };
    const setLead = () =>
      conductor.carryOutOnce({ type: 'setLead', leadMs: 800 }, { kept }, new AbortController().signal);
    store.losesAnswer = true;
    await expect(setLead()).rejects.toThrow('database');
    expect(await setLead()).toEqual(kept);
    await clock.advance(20_000);
    expect(conductor.state.notBefore).toBe(notBefore);
    conductor.end();
  });
});

async function say(conductor: Conductor, chunks: readonly string[], last: boolean): Promise<void> {
  const request = { id: A, urgency: 'normal', expectedMs: 9_600 } as const;
  await conductor.carryOut({ type: 'enqueue', request }, { contents: new Map([[A, content('Two sentences.')]]) });
  await conductor.carryOut({ type: 'generationStarted', id: A, pieces: last ? 1 : 2 });
  for (const chunk of chunks) await add(conductor, chunk, last);
}

function add(conductor: Conductor, id: string, last: boolean, isDone?: () => boolean) {
  const chunk = { id, piece: id === A0 ? 0 : 1, frames: 200, cutPoints: [100, 200] };
  const about = {
    text: 'A sentence.',
    words: [],
    voice: 'v',
    key: id,
    sha256: '0'.repeat(64),
    peaks: new Uint8Array(200),
  };
  const made = { type: 'chunksReady', id: A, chunks: [chunk], last } as const;
  return conductor.carryOut(made, { chunks: new Map([[id, about]]) }, isDone);
}
