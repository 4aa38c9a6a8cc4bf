import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { bytesOf, expectCode } from '../contracts/blob-store.contract.js';
import { aheadHouse, keysIn, type AheadHouse } from '../support/ahead-house.js';
import { tempFolder } from '../support/temp-folder.js';
import { until } from '../support/until.js';

const TYPE = { contentType: 'audio/mpeg' };
const ENOUGH = AbortSignal.abort();

describe('audio that is written ahead of a bucket', () => {
  let folder: string;
  let house: AheadHouse;

  beforeEach(async () => {
    folder = await tempFolder();
    house = await aheadHouse(folder);
  });
  afterEach(() => house.close());

  const put = (key: string, text: string) => house.store.put(key, Buffer.from(text), TYPE);
  const textOf = async (key: string): Promise<string> => (await bytesOf(house.store, key)).toString();
  const stored = (): Record<string, string> => house.double.contents('bucket');
  const allArrived = () => house.patiently('nothing waits', async () => (await house.waiting()).length === 0);

  test('[BL11] [BL12] with the storage away for an hour puts and gets go on; when it is back everything arrives', async () => {
    await put('before', 'in the bucket');
    await allArrived();
    house.line.refuse();
    const expected: Record<string, string> = { before: 'in the bucket' };
    for (let blob = 0; blob < 6; blob += 1) {
      const key = `blob/${blob}`;
      expected[key] = `sound ${blob}`;
      await put(key, `sound ${blob}`);
      expect(await textOf(key)).toBe(`sound ${blob}`);
      await house.clock.advance(600_000);
    }
    expect(await house.waiting()).toHaveLength(6);
    expect(stored()).toEqual({ before: 'in the bucket' });
    await expectCode('blobs.unavailable', textOf('before'));
    await expectCode('blobs.unavailable', keysIn(house.store));
    expect(house.store.condition()).toMatchObject({ ok: false });
    house.line.accept();
    await allArrived();
    expect(stored()).toEqual(expected);
    expect(house.store.condition()).toEqual({ ok: true });
    expect(await house.uploads('stored')).toBe(7);
    expect(await keysIn(house.store)).toEqual(Object.keys(expected));
  });

  // As often as the SDK tries by itself; what it believes fails each time.
  test.each([
    ['PUT', 'broken', 3],
    ['PUT', 'slow-down', 3],
    ['PUT', 'reset', 3],
    ['PUT', 'no-bucket', 1],
    ['PUT', 'cut', 2],
    ['PUT', 'flipped', 2],
    ['GET', 'cut', 2],
    ['GET', 'flipped', 2],
  ] as const)('[BL11] %s that is %s, %i times, takes nothing from us', async (method, trouble, times) => {
    house.double.trouble(method, trouble, times);
    const sound = 'sound '.repeat(20_000);
    await put('a', sound);
    expect(await house.waiting()).toEqual(['a']);
    await allArrived();
    expect(await house.uploads('failed')).toBeGreaterThan(0);
    expect(house.double.asked.slice(-1)).toEqual(['GET']);
    expect(stored()['a'] === sound).toBe(true);
    expect((await textOf('a')) === sound).toBe(true);
  });

  test('[BL11] what lay there at the start arrives; what a crash left half written does not', async () => {
    await house.ahead.put('left/a', Buffer.from('before'), TYPE);
    await writeFile(join(folder, 'temp', 'half'), 'hal');
    expect(await house.store.start()).toBe(1);
    await allArrived();
    expect(stored()).toEqual({ 'left/a': 'before' });
  });

  test('[BL9] [BL11] on a full disk a put says so and leaves nothing, and what waits is uploaded all the same', async () => {
    await house.ahead.put('a', Buffer.from('before'), TYPE);
    const full = await aheadHouse(folder, 1e18);
    await full.store.start();
    await expectCode('blobs.full', full.store.put('b', Buffer.from('no room'), TYPE));
    await full.patiently('it has arrived', async () => (await full.waiting()).length === 0);
    expect(full.double.contents('bucket')).toEqual({ a: 'before' });
    expect(await readdir(join(folder, 'temp'))).toEqual([]);
    await full.close();
  });

  test('[BL13] a damaged one at the start stays on the disk, and the others arrive', async () => {
    await house.ahead.put('a', Buffer.from('before'), TYPE);
    await writeFile(join(folder, 'ahead', 'b+blob'), 'what a broken disk left');
    expect(await house.store.start()).toBe(2);
    await house.patiently('the whole one has arrived', async () => (await house.waiting()).join() === 'b');
    expect(stored()).toEqual({ a: 'before' });
    expect(await house.uploads('damaged')).toBe(1);
    await expectCode('blobs.damaged', textOf('b'));
  });

  test('[BL12] the list is one and in order, whether things are ahead, in the bucket or in both', async () => {
    for (const key of ['b', 'd/e']) await house.bucket.put(key, Buffer.from(key), TYPE);
    house.double.trouble('PUT', 'broken');
    for (const key of ['a', 'b', 'c', 'd', 'd-e', 'z']) await house.ahead.put(key, Buffer.from(key), TYPE);
    expect(await keysIn(house.store)).toEqual(['a', 'b', 'c', 'd', 'd-e', 'd/e', 'z']);
  });

  test('[BL12] a reader who is about to begin when the copy is taken away reads from the bucket', async () => {
    house.double.trouble('PUT', 'broken', 3);
    await put('a', '0123456789');
    const readers = [await house.store.get('a'), await house.store.get('a', { start: 2, end: 5 })];
    await allArrived();
    const read = readers.map(async (chunks) => {
      const parts: Uint8Array[] = [];
      for await (const chunk of chunks) parts.push(chunk);
      return Buffer.concat(parts).toString();
    });
    expect(await Promise.all(read)).toEqual(['0123456789', '234']);
  });

  test('[BL12] what is deleted while it waits, or is on its way, does not come back', async () => {
    house.double.trouble('PUT', 'broken', 3);
    await put('waits', 'x');
    await house.patiently('it has failed', async () => (await house.uploads('failed')) === 1);
    await house.store.delete('waits');
    house.double.calm();
    house.double.trouble('GET', 'stall', 1);
    await put('under-way', 'y');
    await house.patiently('it is in the bucket', () => 'under-way' in stored());
    const deleted = house.store.delete('under-way');
    let done = false;
    void deleted.then(() => (done = true));
    await house.patiently('it is deleted', () => done);
    await put('last', 'z');
    await allArrived();
    expect(stored()).toEqual({ last: 'z' });
    expect(await house.store.stat('waits')).toBeUndefined();
  });

  test('[BL12] a delete while the storage is away fails, and what waited is not uploaded after it', async () => {
    house.line.refuse();
    await put('a', 'x');
    await expectCode('blobs.unavailable', house.store.delete('a'));
    house.line.accept();
    await put('b', 'y');
    await allArrived();
    expect(stored()).toEqual({ b: 'y' });
  });

  test('[BL14] past the limit a put is refused until some of it has arrived, however many come at once', async () => {
    house.line.refuse();
    const tenth = Buffer.alloc(104_858, 7);
    const many = Array.from({ length: 20 }, (_, blob) =>
      house.store.put(`blob/${blob}`, tenth, TYPE).then(
        () => 'kept',
        (fault: { code: string; retryable: boolean }) => `${fault.code} ${fault.retryable}`,
      ),
    );
    const outcomes = await Promise.all(many);
    // Ten would be 4 bytes too many.
    expect(outcomes.filter((outcome) => outcome === 'kept')).toHaveLength(9);
    expect(outcomes.filter((outcome) => outcome === 'blobs.unavailable true')).toHaveLength(11);
    expect(await house.waiting()).toHaveLength(9);
    await put('fills', 'x'.repeat(104_854));
    await expect(put('none', '')).rejects.toMatchObject({
      message: 'Too much audio waits for the storage: try again when some of it has arrived.',
    });
    const reason = 'Too much audio waits for the storage: no more is taken.';
    expect(house.store.condition()).toEqual({ ok: false, reason });
    house.line.accept();
    await allArrived();
    expect((await put('none', '')).bytes).toBe(0);
    await expect(house.store.put('whale', Buffer.alloc(1_048_577), TYPE)).rejects.toMatchObject({ retryable: false });
    expect(await house.store.stat('whale')).toBeUndefined();
  });

  test('[BL15] another blob under a key is refused while the first waits and after it has arrived', async () => {
    house.line.refuse();
    await put('a', 'first');
    await expectCode('blobs.exists', put('a', 'other'));
    expect((await put('a', 'first')).bytes).toBe(5);
    house.line.accept();
    await allArrived();
    await expectCode('blobs.exists', put('a', 'other'));
    expect((await put('a', 'first')).bytes).toBe(5);
    expect(await house.waiting()).toEqual([]);
    expect(stored()).toEqual({ a: 'first' });
  });

  test('[BL15] where the storage could not be asked, what it holds wins over what was put here', async () => {
    await house.bucket.put('a', Buffer.from('theirs'), TYPE);
    house.line.refuse();
    await put('a', 'ours');
    await put('b', 'same');
    expect(await textOf('a')).toBe('ours');
    house.line.accept();
    await house.bucket.put('b', Buffer.from('same'), TYPE);
    await allArrived();
    expect(await textOf('a')).toBe('theirs');
    expect(stored()).toEqual({ a: 'theirs', b: 'same' });
    expect(await house.uploads('conflict')).toBe(1);
    expect(house.log.lines.filter(({ level }) => level === 'error')).toEqual([
      {
        level: 'error',
        sentence: 'something else is stored under the key: what waited was dropped',
        fields: { key: 'a' },
      },
    ]);
  });

  test('[BL15] a storage that does not answer keeps a writer waiting for a second, once', async () => {
    house.double.calm();
    house.double.trouble('HEAD', 'hang');
    const written = put('a', 'x');
    await until('the storage was asked', () => house.double.asked.length > 0);
    await house.clock.advance(999);
    expect(await house.waiting()).toEqual([]);
    await house.clock.advance(1);
    await written;
    await house.patiently('the upload has failed', async () => (await house.uploads('failed')) > 0);
    const asked = house.double.asked.length;
    await put('b', 'y');
    expect(house.double.asked).toHaveLength(asked);
    await house.store.stop(ENOUGH);
  });
});
