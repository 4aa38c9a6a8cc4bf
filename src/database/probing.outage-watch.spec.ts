import { beforeEach, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { MemoryLog } from '../../test/support/memory.log.js';
import { ProbingOutageWatch } from './probing.outage-watch.js';

describe('outage watch', () => {
  let clock: VirtualClock;
  let log: MemoryLog;
  let watch: ProbingOutageWatch;
  let answering: boolean;
  let probes: number;
  let told: boolean[];

  beforeEach(() => {
    clock = new VirtualClock(0);
    log = new MemoryLog();
    answering = false;
    probes = 0;
    told = [];
    watch = new ProbingOutageWatch(clock, log, async () => {
      probes += 1;
      if (!answering) throw new Error('ECONNREFUSED');
    });
    watch.onChange((away) => told.push(away));
  });

  test('[DB11] nothing is asked while statements are answered', async () => {
    watch.answered();
    await clock.advance(60_000);
    expect(probes).toBe(0);
    expect(told).toEqual([]);
    expect(watch.away).toBe(false);
  });

  test('[DB11] an outage is told once, however many notice', async () => {
    for (let count = 0; count < 5; count += 1) watch.unreachable(new Error('reset'));
    await clock.advance(10_000);
    expect(told).toEqual([true]);
    expect(watch.away).toBe(true);
    expect(log.lines.filter(({ level }) => level === 'error').map(({ sentence }) => sentence)).toEqual([
      'the database is away',
    ]);
  });

  test('[DB11] a server that answers at once was hardly away', async () => {
    answering = true;
    watch.unreachable(new Error('reset'));
    await clock.advance(0);
    expect(told).toEqual([true, false]);
    expect(clock.waiting).toBe(0);
  });

  test('[DB11] while away it asks at least once a second, and soon less than ten times', async () => {
    watch.unreachable(new Error('reset'));
    await clock.advance(10_000);
    const before = probes;
    await clock.advance(10_000);
    expect(probes - before).toBeGreaterThanOrEqual(10);
    expect(probes - before).toBeLessThanOrEqual(20);
    answering = true;
    await clock.advance(1_000);
    expect(watch.away).toBe(false);
    expect(told).toEqual([true, false]);
  });

  test('[DB11] a statement that is answered ends the outage too', async () => {
    watch.unreachable(new Error('reset'));
    await clock.advance(5_000);
    watch.answered();
    expect(watch.away).toBe(false);
    expect(clock.waiting).toBe(0);
  });

  test('[DB11] who has unsubscribed hears nothing, and a closed watch asks nothing', async () => {
    const heard: boolean[] = [];
    const forget = watch.onChange((away) => heard.push(away));
    forget();
    watch.unreachable(new Error('reset'));
    await clock.advance(0);
    watch.close();
    const before = probes;
    await clock.advance(10_000);
    expect(heard).toEqual([]);
    expect(probes).toBe(before);
  });
});
