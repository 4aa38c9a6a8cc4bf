import { beforeEach, describe, expect, test } from '@jest/globals';
import { never } from '../../test/contracts/speech.contract.js';
import { FailingBlobStore } from '../../test/support/failing.blob-store.js';
import { BlobFault } from '../blobs/blob-store.port.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { parseSettings } from '../settings/parse-settings.js';
import { ChunkBytes, soundMemoryOf } from './chunk-bytes.js';

const KEY = 'audio/test/a.mp3';
const SOUND = Buffer.alloc(192, 7);

describe('the bytes of recent chunks', () => {
  let blobs: FailingBlobStore;
  let clock: VirtualClock;
  let bytes: ChunkBytes;

  beforeEach(async () => {
    blobs = new FailingBlobStore();
    clock = new VirtualClock();
    bytes = new ChunkBytes(blobs, clock, 1_000);
    await blobs.put(KEY, SOUND, { contentType: 'audio/mpeg' });
  });

  test('[RA59] a thousand readers at once cost one reading, and share what it gave', async () => {
    const all = await Promise.all(Array.from({ length: 1_000 }, () => bytes.get('a', KEY, never())));
    expect(all[0]).toEqual(SOUND);
    expect(new Set(all).size).toBe(1);
    expect(await bytes.get('a', KEY, never())).toBe(all[0]);
    expect(blobs.gets).toBe(1);
  });

  test('[RA59] what was just made is never read, and stays as it was given', async () => {
    const made = Buffer.alloc(192, 9);
    bytes.keep('b', made);
    made.fill(0);
    expect(await bytes.get('b', 'audio/test/b.mp3', never())).toEqual(Buffer.alloc(192, 9));
    bytes.keep('b', SOUND);
    expect((await bytes.get('b', 'audio/test/b.mp3', never()))[0]).toBe(9);
    expect(blobs.gets).toBe(0);
  });

  test('[RA59] at the maximum the one longest unasked for is let go', async () => {
    for (const chunk of ['1', '2', '3', '4', '5']) bytes.keep(chunk, SOUND);
    await bytes.get('1', KEY, never());
    bytes.keep('6', SOUND);
    for (const chunk of ['1', '3', '4', '5', '6']) await bytes.get(chunk, KEY, never());
    expect(blobs.gets).toBe(0);
    await bytes.get('2', KEY, never());
    expect(blobs.gets).toBe(1);
  });

  test('[RA59] there is as much room as the machine has memory for, or as is set', () => {
    const unset = parseSettings({});
    const roomWith = (gib: number): number => soundMemoryOf(unset, gib * 1_073_741_824) / 1_048_576;
    expect([0.5, 1, 4, 8, 64].map(roomWith)).toEqual([64, 64, 256, 512, 512]);
    expect(soundMemoryOf(parseSettings({ SOUND_MEMORY_MB: '16' }), 1_073_741_824)).toBe(16_777_216);
  });

  test('[RA59] what is larger than all the room there is, is given and not kept', async () => {
    await blobs.put('audio/test/large.mp3', Buffer.alloc(1_001), { contentType: 'audio/mpeg' });
    bytes.keep('1', SOUND);
    expect(await bytes.get('large', 'audio/test/large.mp3', never())).toHaveLength(1_001);
    await bytes.get('large', 'audio/test/large.mp3', never());
    expect(blobs.gets).toBe(2);
  });

  test('[RA59] a reader who leaves harms nobody; when the last has left the reading ends', async () => {
    blobs.next('hang');
    const [first, second] = [new AbortController(), new AbortController()];
    const readings = [bytes.get('a', KEY, first.signal), bytes.get('a', KEY, second.signal)];
    const left = expect(readings[0]).rejects.toThrow('first left');
    first.abort(new Error('first left'));
    await left;
    expect(blobs.signal?.aborted).toBe(false);
    const leftToo = expect(readings[1]).rejects.toThrow('second left');
    second.abort(new Error('second left'));
    await leftToo;
    expect(blobs.signal?.aborted).toBe(true);
    expect(await bytes.get('a', KEY, never())).toEqual(SOUND);
    expect(blobs.gets).toBe(2);
  });

  test('[RA59] a reading that was called off does not end the one that was begun after it', async () => {
    blobs.next('hang', 'hang');
    const [first, second] = [new AbortController(), new AbortController()];
    const left = expect(bytes.get('a', KEY, first.signal)).rejects.toThrow('left');
    first.abort(new Error('left'));
    await left;
    const waits = [bytes.get('a', KEY, second.signal)];
    await clock.advance(0);
    waits.push(bytes.get('a', KEY, second.signal));
    expect(blobs.gets).toBe(2);
    const all = Promise.allSettled(waits);
    second.abort(new Error('left too'));
    expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  test('[RA59] a reading that failed is told to all who waited, and the next reader begins anew', async () => {
    blobs.next(new BlobFault('blobs.damaged'));
    const outcomes = await Promise.allSettled([bytes.get('a', KEY, never()), bytes.get('a', KEY, never())]);
    expect(outcomes).toMatchObject([{ reason: { code: 'blobs.damaged' } }, { reason: { code: 'blobs.damaged' } }]);
    expect(await bytes.get('a', KEY, never())).toEqual(SOUND);
    expect(blobs.gets).toBe(2);
  });

  test('[RA59] a storage that hangs is a fault after ten seconds', async () => {
    blobs.next('hang');
    const reading = expect(bytes.get('a', KEY, never())).rejects.toMatchObject({
      code: 'blobs.unavailable',
      retryable: true,
    });
    await clock.advance(9_999);
    expect(blobs.signal?.aborted).toBe(false);
    await clock.advance(1);
    await reading;
    expect(blobs.signal?.aborted).toBe(true);
  });

  test('[RA59] what is larger than any chunk is none', async () => {
    await blobs.put('audio/test/foreign.mp3', Buffer.alloc(63_937), { contentType: 'audio/mpeg' });
    await expect(bytes.get('f', 'audio/test/foreign.mp3', never())).rejects.toMatchObject({ code: 'blobs.damaged' });
  });

  test('[RA59] who has left already is told so, also where it is in memory', async () => {
    bytes.keep('a', SOUND);
    await expect(bytes.get('a', KEY, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  });
});
