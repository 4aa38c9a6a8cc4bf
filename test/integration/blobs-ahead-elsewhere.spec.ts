import { describe, expect, test } from '@jest/globals';
import { MemoryAir, MemoryFanout } from '../support/memory.fanout.js';
import { MemoryBlobStore } from '../support/memory.blob-store.js';
import { MemoryLog } from '../support/memory.log.js';
import { FannedQuestions } from '../../src/fanout/fanned.questions.js';
import { CountingIds } from '../../src/kernel/ids.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { AskedBlobStore } from '../../src/blobs/asked.blobs.js';

const KEY = 'audio/final/one.mp3';
const BYTES = Buffer.from('frames, and more frames');
const OPTIONS = { contentType: 'audio/mpeg' };

/** Two nodes with one bucket; what lies ahead is on the disk of each. */
async function nodes() {
  const [air, clock, bucket] = [new MemoryAir(), new VirtualClock(), new MemoryBlobStore()];
  const make = async (node: string) => {
    const [fanout, ids, log] = [new MemoryFanout(air), new CountingIds(), new MemoryLog()];
    const questions = new FannedQuestions({ clock, node, fanout, ids, log });
    await questions.begin();
    const ahead = new MemoryBlobStore();
    return { ahead, store: new AskedBlobStore(bucket, ahead, questions) };
  };
  return { clock, bucket, one: await make('one'), two: await make('two') };
}

async function read(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts).toString();
}

/** How it ends, while time goes by. */
async function ended<T>(clock: VirtualClock, asked: Promise<T>): Promise<T | string> {
  const end = asked.catch((error: unknown) => (error as { code: string }).code);
  await clock.advance(1_000);
  return end;
}

describe('what one node has stored and not carried to the bucket yet', () => {
  test('[FO3] is read at another, whole or in part, and known there', async () => {
    const { clock, one, two } = await nodes();
    await one.ahead.put(KEY, BYTES, OPTIONS);
    const got = (await ended(clock, two.store.get(KEY))) as AsyncIterable<Uint8Array>;
    const part = (await ended(clock, two.store.get(KEY, { start: 8, end: 11 }))) as AsyncIterable<Uint8Array>;
    expect([await read(got), await read(part)]).toEqual(['frames, and more frames', 'and']);
    expect(await ended(clock, two.store.stat(KEY))).toMatchObject({ bytes: 23, contentType: 'audio/mpeg' });
  });

  test('[FO3] is not asked for when it is in the bucket, nor when it is what a cache may lack', async () => {
    const { clock, bucket, one, two } = await nodes();
    await bucket.put(KEY, BYTES, OPTIONS);
    expect(await read(await two.store.get(KEY))).toBe('frames, and more frames');
    await one.ahead.put('speech/x', BYTES, OPTIONS);
    await expect(two.store.get('speech/x')).rejects.toMatchObject({ code: 'blobs.not-found' });
    expect(clock.waiting).toBe(0);
  });

  test('[FO3] and was carried there while it was asked for, is found in the bucket', async () => {
    const { clock, bucket, two } = await nodes();
    const [got, stat] = [ended(clock, two.store.get(KEY)), ended(clock, two.store.stat(KEY))];
    await bucket.put(KEY, BYTES, OPTIONS);
    expect(await read((await got) as AsyncIterable<Uint8Array>)).toBe('frames, and more frames');
    expect(await stat).toMatchObject({ bytes: 23 });
  });

  test('[FO3] and is nowhere, is not found', async () => {
    const { clock, two } = await nodes();
    expect(await ended(clock, two.store.get(KEY))).toBe('blobs.not-found');
    expect(await ended(clock, two.store.stat(KEY))).toBeUndefined();
  });
});
