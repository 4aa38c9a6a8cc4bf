import { describe, expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { MemoryLog } from '../../test/support/memory.log.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { BlobFault } from './blob-store.port.js';
import { UploadMeters } from './upload-meters.js';
import { UploadQueue, type Carried } from './upload-queue.js';

const AWAY = new BlobFault('blobs.unavailable', { retryable: true });
const DAMAGED = new BlobFault('blobs.damaged');

/** A queue whose uploads take 100 ms and end as the test says, by key. */
function queueWith({ random = 1, endings = {} }: { random?: number; endings?: Record<string, Carried | Error> } = {}) {
  const clock = new VirtualClock(0);
  const log = new MemoryLog();
  const registry = new Registry();
  const tried: [key: string, atMs: number][] = [];
  const dropped: string[] = [];
  const seen = { atOnce: 0, atOnceMax: 0 };
  const carry = async (key: string, signal: AbortSignal): Promise<Carried> => {
    tried.push([key, clock.now()]);
    seen.atOnce += 1;
    seen.atOnceMax = Math.max(seen.atOnceMax, seen.atOnce);
    try {
      await clock.sleep(100, signal);
    } finally {
      seen.atOnce -= 1;
    }
    const ending = endings[key] ?? 'stored';
    if (ending instanceof Error) throw ending;
    return ending;
  };
  const drop = async (key: string): Promise<void> => void dropped.push(key);
  const meters = new UploadMeters({ registry });
  const queue = new UploadQueue({ clock, log, meters, carry, drop, random: () => random });
  const said = (): string[] => log.lines.map(({ level, sentence }) => `${level}: ${sentence}`);
  return { queue, clock, tried, dropped, seen, endings, registry, said };
}

describe('uploads that wait', () => {
  test.each([
    [1, [0, 1_100, 3_200, 7_300, 15_400, 31_500, 61_600, 91_700]],
    [0, [0, 600, 1_700, 3_800, 7_900, 16_000, 31_100, 46_200]],
  ])('[BL13] with the draw %i they are tried at these moments', async (random, expected) => {
    const { queue, clock, tried } = queueWith({ random, endings: { a: AWAY } });
    queue.add('a', 1);
    await clock.advance(100_000);
    expect(tried.slice(0, 8).map(([, atMs]) => atMs)).toEqual(expected);
  });

  test('[BL13] three go at once; after a failure one, until one has arrived', async () => {
    const { queue, clock, tried, seen, endings, dropped, said } = queueWith({
      endings: { a: AWAY, b: AWAY, c: AWAY, d: AWAY, e: AWAY },
    });
    for (const key of ['a', 'b', 'c', 'd', 'e']) queue.add(key, 1);
    await clock.advance(1_099);
    expect([tried.length, seen.atOnceMax]).toEqual([3, 3]);
    seen.atOnceMax = 0;
    await clock.advance(3_000);
    // The first three went to the end of the line.
    expect(tried.slice(3)).toEqual([
      ['d', 1_100],
      ['e', 3_200],
    ]);
    expect(seen.atOnceMax).toBe(1);
    for (const key of ['a', 'b', 'c', 'd', 'e']) endings[key] = 'stored';
    await clock.advance(10_000);
    expect([...dropped].sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(seen.atOnceMax).toBe(3);
    expect([queue.blobs, queue.bytes, queue.troubled]).toEqual([0, 0, false]);
    expect(said()).toEqual([
      'warn: audio waits because it could not be uploaded',
      'info: the storage takes audio again',
    ]);
  });

  test('[BL13] a blob that fails does not hold up the others; one that cannot arrive is set aside, kept and told', async () => {
    const { queue, clock, dropped, said, registry } = queueWith({ endings: { bad: AWAY, spoiled: DAMAGED } });
    for (const key of ['bad', 'spoiled', 'a', 'b', 'c', 'd']) queue.add(key, 10);
    await clock.advance(20_000);
    expect([...dropped].sort()).toEqual(['a', 'b', 'c', 'd']);
    expect([queue.blobs, queue.bytes]).toEqual([2, 20]);
    expect(said()).toContain('error: audio cannot be uploaded and stays on the disk');
    expect(queue.condition()).toEqual({ ok: false, reason: 'Audio on our disk cannot be uploaded: the log names it.' });
    const metrics = await registry.metrics();
    expect(metrics).toContain('blob_uploads_total{outcome="damaged"} 1\n');
    expect(metrics).toContain('blob_uploads_total{outcome="stored"} 4\n');
    expect(metrics).toContain('blobs_ahead 2\n');
    expect(metrics).toContain('blobs_ahead_bytes 20\n');
  });

  test('[BL15] what finds something else in its place is dropped, told as an error and counted', async () => {
    const { queue, clock, dropped, said, registry } = queueWith({ endings: { a: 'conflict' } });
    queue.add('a', 1);
    await clock.advance(100);
    expect(dropped).toEqual(['a']);
    expect(said()).toEqual(['error: something else is stored under the key: what waited was dropped']);
    expect(await registry.metrics()).toContain('blob_uploads_total{outcome="conflict"} 1\n');
  });

  test('[BL15] under a key that is being written nothing is taken away', async () => {
    const { queue, clock, dropped, tried } = queueWith();
    queue.add('a', 1);
    queue.hold('a');
    queue.hold('a');
    await clock.advance(100);
    queue.release('a');
    await clock.advance(100);
    expect([dropped, tried.length]).toEqual([[], 1]);
    queue.release('a');
    await clock.advance(100);
    expect([dropped, tried.length]).toEqual([['a'], 2]);
  });

  test('[BL12] what is forgotten is tried no more; what was under way is waited for, and takes nothing new away', async () => {
    const { queue, clock, dropped, tried } = queueWith({ endings: { b: AWAY } });
    queue.add('a', 1);
    queue.add('b', 1);
    let ended = false;
    const forgotten = queue.forget('a').then(() => (ended = true));
    queue.add('a', 2);
    await clock.advance(99);
    expect(ended).toBe(false);
    await clock.advance(1);
    await forgotten;
    await queue.forget('b');
    expect([dropped, queue.bytes]).toEqual([[], 2]);
    await clock.advance(60_000);
    expect([dropped, tried.map(([key]) => key)]).toEqual([['a'], ['a', 'b', 'a']]);
  });

  test('[BL16] what waits for a minute is told', async () => {
    const { queue, clock } = queueWith({ endings: { a: AWAY } });
    expect(queue.condition()).toEqual({ ok: true });
    queue.add('a', 1);
    await clock.advance(59_999);
    expect(queue.condition()).toEqual({ ok: true });
    await clock.advance(1);
    expect(queue.condition()).toEqual({ ok: false, reason: 'Audio has waited for the storage for 60 s.' });
  });

  test('[BL11] a stop lets uploads go on for four seconds, and then leaves the rest', async () => {
    const { queue, clock, dropped, said } = queueWith();
    for (let blob = 0; blob < 130; blob += 1) queue.add(`a${blob}`, 1);
    let stopped = false;
    const stop = queue.stop(new AbortController().signal).then(() => (stopped = true));
    await clock.advance(3_999);
    expect(stopped).toBe(false);
    await clock.advance(1);
    await stop;
    expect([dropped.length, queue.blobs, clock.waiting]).toEqual([117, 13, 0]);
    expect(said()).toEqual(['info: audio waits on the disk for the next start']);
  });

  test('[BL11] a stop waits for nothing where nothing waits, or where the storage is away', async () => {
    const idle = queueWith();
    await idle.queue.stop(new AbortController().signal);
    const away = queueWith({ endings: { a: AWAY } });
    away.queue.add('a', 1);
    await away.clock.advance(100);
    await away.queue.stop(new AbortController().signal);
    away.queue.add('b', 1);
    await away.clock.advance(60_000);
    expect([away.tried.length, away.clock.waiting, away.queue.blobs]).toEqual([1, 0, 2]);
  });
});
