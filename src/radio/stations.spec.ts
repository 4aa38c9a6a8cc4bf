import { expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { MemoryChannelStore, RadioMemory } from '../../test/support/memory.channel-store.js';
import { channel, NOON } from '../../test/support/kept-channel.js';
import { MemoryLog } from '../../test/support/memory.log.js';
import { assert } from '../kernel/assert.js';
import type { Cancel } from '../kernel/clock.js';
import type { Refusal } from '../kernel/outcome.js';
import { refuse } from '../kernel/outcome.js';
import { ServerTime } from '../kernel/server-time.port.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import type { Claimed } from './channel-store.port.js';
import { RadioMetrics } from './radio.metrics.js';
import { Stations } from './stations.js';
import { Tally } from './tally.js';

class StillTime extends ServerTime {
  readonly clockId = 'clock';

  constructor(private readonly clock: VirtualClock) {
    super();
  }

  now(): number {
    return this.clock.now();
  }

  after(ms: number, run: () => void): Cancel {
    return this.clock.after(ms, run);
  }

  onNewClock(): Cancel {
    return () => undefined;
  }

  look(): void {
    return undefined;
  }
}

/** One channel's rows are not as we wrote them. */
class OddStore extends MemoryChannelStore {
  override claim(id: string): Promise<Claimed | Refusal> {
    return id === 'b' ? oddity() : super.claim(id);
  }
}

async function oddity(): Promise<never> {
  await Promise.resolve();
  assert(false, 'RA42 a chunk has its request');
}

test('[RA150] a channel that cannot be run keeps no other from being run, and is told of once', async () => {
  const clock = new VirtualClock(NOON);
  const here = { run: 'run', node: 'node', clockId: 'clock', clock, aliveAt: () => undefined };
  const store = new OddStore(new RadioMemory(() => clock.now()), here);
  for (const id of ['a', 'b', 'c']) await store.create(channel(id));
  const log = new MemoryLog();
  const stations = new Stations({
    time: new StillTime(clock),
    store,
    maker: { expectedMs: () => 0, make: () => refuse('speech.unavailable') },
    publisher: { publish: () => undefined, dismiss: () => undefined },
    tally: new Tally(),
    metrics: new RadioMetrics({ registry: new Registry() }),
    emptyRoom: { mayBegin: () => true },
    log,
  });
  await stations.begin();
  await clock.advance(5_000);
  expect(stations.channels).toEqual(['a', 'c']);
  expect(log.lines.filter(({ level }) => level === 'error')).toEqual([
    {
      level: 'error',
      sentence: 'a channel cannot be run, by our own mistake',
      fields: { channel: 'b', error: expect.anything() },
    },
  ]);
  await expect(stations.on('b')).rejects.toThrow('RA42');
  stations.end();
});
