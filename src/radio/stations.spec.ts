import { describe, expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { MemoryChannelStore, RadioMemory } from '../../test/support/memory.channel-store.js';
import { channel, NOON } from '../../test/support/kept-channel.js';
import { MemoryLog } from '../../test/support/memory.log.js';
import { SetReadings } from '../../test/support/readings.js';
import { tempFolder } from '../../test/support/temp-folder.js';
import { AnchoredServerTime } from '../kernel/anchored.server-time.js';
import { assert } from '../kernel/assert.js';
import { newAnchor } from '../kernel/clock-anchor.js';
import { CountingIds } from '../kernel/ids.js';
import type { Refusal } from '../kernel/outcome.js';
import { isRefusal, refuse } from '../kernel/outcome.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { Awaited } from './awaited.js';
import type { Claimed, Transition } from './channel-store.port.js';
import type { Conductor } from './conductor.js';
import { RadioMetrics } from './radio.metrics.js';
import { RunningNode } from './running-node.js';
import { Stations } from './stations.js';
import { Tally } from './tally.js';

/** Some channels are not as we wrote them, and some answers take their time. */
class OddStore extends MemoryChannelStore {
  readonly unreadable = new Set<string>();
  readonly unwritable = new Set<string>();
  claims = 0;
  /** Claims are answered once this has happened. */
  answering: Promise<void> | undefined;

  override async claim(id: string): Promise<Claimed | Refusal> {
    this.claims += 1;
    const claimed = await super.claim(id);
    assert(!this.unreadable.has(id), 'RA42 a chunk has its request');
    await this.answering;
    return claimed;
  }

  override async commit(transition: Transition): Promise<void> {
    assert(!this.unwritable.has(transition.after.id), 'RA44 at most one request is on air');
    return super.commit(transition);
  }
}

/** A process with its clock, on a machine that can be suspended. */
async function house() {
  const readings = new SetReadings();
  const anchor = { ...newAnchor(readings), anchorMs: NOON };
  const clock = new VirtualClock(NOON);
  const time = new AnchoredServerTime(anchor, { clock, readings, keep: () => undefined });
  const node = new RunningNode('node', time, { ids: new CountingIds(), folder: await tempFolder() });
  node.begin();
  const memory = new RadioMemory(() => time.now());
  const store = new OddStore(memory, node);
  const log = new MemoryLog();
  const tally = new Tally();
  const dismissed: string[] = [];
  const stations = new Stations({
    time,
    store,
    maker: { expectedMs: () => 0, make: () => refuse('speech.unavailable') },
    publisher: { publish: () => undefined, dismiss: (id) => dismissed.push(id) },
    tally,
    metrics: new RadioMetrics({ registry: new Registry() }),
    emptyRoom: { mayBegin: () => true },
    log,
  });
  for (const id of ['a', 'b', 'c']) await store.create(channel(id));
  const mistakes = () => log.lines.filter(({ level }) => level === 'error');
  const sleep = (ms: number) => readings.sleeps(ms);
  const end = () => {
    stations.end();
    node.end();
  };
  return { clock, node, memory, store, log, tally, dismissed, stations, mistakes, sleep, end };
}

async function on(stations: Stations, id: string): Promise<Conductor> {
  const conductor = await stations.on(id);
  if (isRefusal(conductor)) throw new Error(conductor.refused);
  return conductor;
}

const mistakeOf = (id: string) => ({
  level: 'error',
  sentence: 'a channel cannot be run, by our own mistake',
  fields: { channel: id, error: expect.anything() },
});

describe('a channel that our own mistake stops', () => {
  test('[RA150] keeps no other from being run, and is told of once', async () => {
    const { clock, store, stations, mistakes, end } = await house();
    store.unreadable.add('b');
    await stations.begin();
    await clock.advance(5_000);
    expect(stations.channels).toEqual(['a', 'c']);
    expect(await stations.on('b')).toMatchObject({ refused: 'server.fault' });
    expect(mistakes()).toEqual([mistakeOf('b')]);
    expect(store.claims).toBe(3);
    end();
  });

  test('[RA168] in its middle is not taken again and again, and who listens is sent away once', async () => {
    const { clock, store, dismissed, stations, mistakes, sleep, end } = await house();
    await stations.begin();
    await (await on(stations, 'b')).carryOut({ type: 'pause' });
    store.unwritable.add('b');
    // All are taken again, and one of them has something to take over.
    sleep(60_000);
    await clock.advance(5_000);
    expect(stations.channels).toEqual(['a', 'c']);
    expect(dismissed).toEqual(['b']);
    expect(mistakes()).toEqual([mistakeOf('b')]);
    expect(await stations.on('b')).toMatchObject({ refused: 'server.fault' });
    expect(store.claims).toBe(6);
    await clock.advance(30_000);
    expect([store.claims, dismissed]).toEqual([7, ['b', 'b']]);
    expect(mistakes()).toEqual([mistakeOf('b')]);
    store.unwritable.clear();
    await clock.advance(30_000);
    expect(stations.channels.toSorted()).toEqual(['a', 'b', 'c']);
    end();
  });
});

describe('a channel that is taken', () => {
  test('[RA169] after the process was stopped is run by nobody', async () => {
    const { clock, store, stations, end } = await house();
    const answer = new Awaited();
    store.answering = answer.promise;
    const begun = stations.begin();
    await clock.advance(0);
    expect(store.claims).toBe(1);
    end();
    answer.resolve();
    await begun;
    expect([stations.channels, store.claims, clock.waiting]).toEqual([[], 1, 0]);
  });

  test('[RA169] by the clock before is taken again by the new one', async () => {
    const { clock, node, store, stations, sleep, end } = await house();
    const answer = new Awaited();
    store.answering = answer.promise;
    void stations.begin();
    await clock.advance(0);
    sleep(60_000);
    store.answering = undefined;
    answer.resolve();
    await clock.advance(1_000);
    expect(stations.channels).toEqual(['b', 'c', 'a']);
    expect((await on(stations, 'a')).term).toBe(2);
    expect(await store.claimable()).toEqual([]);
    expect(node.clock.now()).toBe(NOON + 61_000);
    end();
  });

  test('[RA169] takes its time, and the others stay ours meanwhile', async () => {
    const { clock, node, memory, store, stations, end } = await house();
    store.answering = new Promise(() => undefined);
    void stations.begin();
    await clock.advance(4_500);
    expect(memory.lives.get(node.run)?.lifeAt).toBe(NOON + 4_000);
    end();
  });
});

test('[RA170] who wakes from a suspend has not lived meanwhile', async () => {
  const { clock, node, memory, stations, sleep, end } = await house();
  // The clock is looked at every second by itself, and half a second before anybody says that it lives.
  await clock.advance(500);
  await stations.begin();
  const { run } = node;
  await clock.advance(800);
  sleep(60_000);
  await clock.advance(300);
  expect(node.run).not.toBe(run);
  expect(memory.lives.get(run)?.lifeAt).toBe(NOON + 500);
  expect(memory.lives.get(node.run)?.lifeAt).toBe(NOON + 61_500);
  end();
});

describe('a closed channel', () => {
  test('[RA167] is let go when nobody can hear it any more, with all that was counted of it', async () => {
    const { clock, tally, stations, end } = await house();
    await stations.begin();
    tally.joined('a', 'ear');
    tally.offered('a', 'request', { chunk: 'chunk', index: 0 });
    await (await on(stations, 'a')).carryOut({ type: 'close' });
    await clock.advance(260_000);
    tally.left('a', 'ear');
    await clock.advance(2_000);
    // What was offered is not written down yet.
    expect(stations.channels).toEqual(['a', 'b', 'c']);
    tally.untold('a');
    await clock.advance(1_000);
    expect(stations.channels).toEqual(['b', 'c']);
    expect(tally).toEqual(new Tally());
    end();
  });

  test('[RA167] is held for 250 s, and whoever asks for it later changes nothing of it', async () => {
    const { clock, memory, store, stations, end } = await house();
    await stations.begin();
    await (await on(stations, 'a')).carryOut({ type: 'close' });
    await clock.advance(249_900);
    expect(stations.channels).toEqual(['a', 'b', 'c']);
    await clock.advance(1_000);
    expect(stations.channels).toEqual(['b', 'c']);
    const again = await on(stations, 'a');
    expect([again.term, again.seq, again.state.phase.name]).toEqual([2, 1, 'closed']);
    await clock.advance(9_000);
    expect(await on(stations, 'a')).toBe(again);
    await clock.advance(9_000);
    expect(stations.channels).toEqual(['b', 'c', 'a']);
    await clock.advance(2_000);
    expect(stations.channels).toEqual(['b', 'c']);
    expect(memory.channels.get('a')?.log).toHaveLength(1);
    expect(store.claims).toBe(4);
    end();
  });
});
