import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { SystemClock } from '../../src/kernel/clock.js';
import { LoneFanout } from '../../src/fanout/lone.fanout.js';
import { RedisFanout } from '../../src/fanout/redis.fanout.js';
import { MemoryAir, MemoryFanout } from '../support/memory.fanout.js';
import { MemoryLog } from '../support/memory.log.js';
import { isRequired, WHERE } from '../support/services.js';
import { until } from '../support/until.js';
import { fanoutContract, type OpenFanout } from './fanout.contract.js';

async function openRedis(): Promise<OpenFanout> {
  const prefix = `test:${randomUUID()}:`;
  const opened: RedisFanout[] = [];
  return {
    join: async () => {
      const fanout = new RedisFanout({ url: WHERE.redis, prefix, clock: new SystemClock(), log: new MemoryLog() });
      opened.push(fanout);
      fanout.open();
      await until('Redis is there', () => fanout.condition().ok);
      return fanout;
    },
    close: async () => {
      for (const fanout of opened) fanout.close();
    },
  };
}

async function openMemory(): Promise<OpenFanout> {
  const air = new MemoryAir();
  return { join: async () => new MemoryFanout(air), close: async () => undefined };
}

fanoutContract('memory', openMemory);
if (isRequired('redis')) {
  fanoutContract('Redis', openRedis);

  describe('two installations on one Redis', () => {
    test('[FO1] hear nothing of each other', async () => {
      const [ours, theirs] = [await openRedis(), await openRedis()];
      const [one, two, stranger] = [await ours.join(), await ours.join(), await theirs.join()];
      const heard: unknown[] = [];
      await stranger.hear('a', (said) => heard.push(said));
      const control: unknown[] = [];
      await two.hear('a', (said) => control.push(said));
      one.publish('a', 1);
      await until('ours is heard', () => control.length === 1);
      stranger.publish('a', 2);
      await until('theirs is heard', () => heard.length === 1);
      expect([heard, control]).toEqual([[2], [1]]);
      await ours.close();
      await theirs.close();
    });
  });
}

describe('a node that is alone', () => {
  test('[FO1] has nobody who could hear', async () => {
    const heard: unknown[] = [];
    const lone = new LoneFanout();
    await lone.hear();
    lone.publish();
    expect([heard, lone.isShared]).toEqual([[], false]);
  });
});
