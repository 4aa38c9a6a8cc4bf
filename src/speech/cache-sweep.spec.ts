import { describe, expect, test } from '@jest/globals';
import { MemoryBlobStore } from '../../test/support/memory.blob-store.js';
import { MemoryLog } from '../../test/support/memory.log.js';
import { Fault } from '../kernel/fault.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { CacheSweep } from './cache-sweep.js';

const HOUR = 3_600_000;
const WEEK = 168 * HOUR;
const TYPE = { contentType: 'application/octet-stream' };

async function house(keys: readonly string[], bytesMax: number) {
  const blobs = new MemoryBlobStore();
  for (const key of keys) await blobs.put(key, Buffer.alloc(100), TYPE);
  // In the week that counts as 00010.
  const clock = new VirtualClock(10 * WEEK + 5 * HOUR);
  const log = new MemoryLog();
  return { blobs, clock, log, sweep: new CacheSweep({ blobs, clock, log, bytesMax }) };
}

describe('what is kept of speech', () => {
  test('[SP69] over its size, the oldest goes first, and nothing that is no speech', async () => {
    const keys = ['archive/00001/x', 'speech/00009/a', 'speech/00009/b', 'speech/00010/a', 'speech/00010/b'];
    const { blobs, clock, sweep } = await house(keys, 250);
    sweep.start();
    await clock.advance(1);
    expect([...blobs.blobs.keys()]).toEqual(['archive/00001/x', 'speech/00010/a', 'speech/00010/b']);
    await sweep.close();
    expect(clock.waiting).toBe(0);
  });

  test('[SP69] what nobody asked for in two weeks goes, however much room there is', async () => {
    const { blobs, clock, sweep } = await house(['speech/00008/a', 'speech/00009/a', 'speech/00010/a'], 1_000);
    sweep.start();
    await clock.advance(1);
    expect([...blobs.blobs.keys()]).toEqual(['speech/00009/a', 'speech/00010/a']);
    await sweep.close();
  });

  test('[SP69] it is looked after again every hour, also when the storage failed', async () => {
    const { blobs, clock, log, sweep } = await house(['speech/00010/a'], 100);
    const stat = blobs.stat.bind(blobs);
    blobs.stat = () => Promise.reject(new Fault('blobs.unavailable', { retryable: true }));
    sweep.start();
    await clock.advance(1);
    expect(log.lines.map(({ sentence }) => sentence)).toEqual(['stored speech could not be swept']);
    blobs.stat = stat;
    await blobs.put('speech/00010/b', Buffer.alloc(100), TYPE);
    await clock.advance(HOUR);
    expect([...blobs.blobs.keys()]).toEqual(['speech/00010/b']);
    await sweep.close();
  });

  test('[SP69] a storage that hangs does not keep it from closing', async () => {
    const { blobs, clock, log, sweep } = await house(['speech/00010/a'], 0);
    blobs.stat = () => new Promise(() => undefined);
    sweep.start();
    await clock.advance(1);
    await sweep.close();
    expect(clock.waiting).toBe(0);
    expect(log.lines).toEqual([]);
  });
});
