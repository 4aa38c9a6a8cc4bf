import { request } from 'node:http';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BlobLinks } from '../../src/blobs/blob-link.js';
import type { BlobStore } from '../../src/blobs/blob-store.port.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { DOOR_KEY, openDoor, type Door } from '../support/blob-door.js';
import { tempFolder } from '../support/temp-folder.js';
import { sha256 } from '../contracts/blob-store.contract.js';
import { until } from '../support/until.js';

const TYPE = { contentType: 'audio/mpeg' };
const BYTES = Buffer.from('0123456789');

describe('the door to blobs', () => {
  let folder: string;
  let door: Door;
  let store: BlobStore;

  beforeAll(async () => {
    folder = await tempFolder();
    await mkdir(join(folder, 'blobs', 'temp'), { recursive: true });
    await writeFile(join(folder, 'blobs', 'temp', 'left-by-a-crash'), 'half');
    door = await openDoor({ LONGWAVE_DATA: folder });
    ({ store } = door);
    await store.put('a/b.mp3', BYTES, TYPE);
  });
  afterAll(() => door.app.close());

  async function ask(init: RequestInit = {}, key = 'a/b.mp3'): Promise<Response> {
    return fetch(door.origin + (await store.sign(key, 60)), init);
  }

  test('[BL2] the start removes what a crash left', async () => {
    expect(await readdir(join(folder, 'blobs', 'temp'))).toEqual([]);
    expect(door.log.lines).toContainEqual(expect.objectContaining({ fields: { count: 1 } }));
  });

  test('[BL8] a folder that is gone makes the server not ready', async () => {
    expect((await fetch(`${door.origin}/readyz`)).status).toBe(200);
    const other = await tempFolder();
    const lost = await openDoor({ LONGWAVE_DATA: other });
    await rm(join(other, 'blobs'), { recursive: true });
    expect((await fetch(`${lost.origin}/readyz`)).status).toBe(503);
    await lost.app.close();
  });

  test('[BL6] the answer says what it is, is kept no longer than its link and is taken for nothing else', async () => {
    const { status, headers } = await ask();
    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'audio/mpeg',
      'content-length': '10',
      'accept-ranges': 'bytes',
      etag: `"${sha256(BYTES)}"`,
      'cache-control': expect.stringMatching(/^private, max-age=(60|59), immutable$/),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });

  test('[BL6] HEAD is the same without the bytes', async () => {
    const answer = await ask({ method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '10', '']);
  });

  test('[BL6] who has it already is told so', async () => {
    const answer = await ask({ headers: { 'if-none-match': `"${sha256(BYTES)}"` } });
    expect([answer.status, await answer.text()]).toEqual([304, '']);
  });

  test.each([
    ['bytes=0-0', 206, 'bytes 0-0/10', '0'],
    ['bytes=-3', 206, 'bytes 7-9/10', '789'],
    ['bytes=5-', 206, 'bytes 5-9/10', '56789'],
    ['bytes=0-1,4-5', 200, null, '0123456789'],
    ['bytes=x', 200, null, '0123456789'],
  ])('[BL4] a listener asking for %s gets it', async (range, status, contentRange, text) => {
    const answer = await ask({ headers: { range } });
    expect([answer.status, answer.headers.get('content-range'), await answer.text()]).toEqual([
      status,
      contentRange,
      text,
    ]);
  });

  test('[BL4] what is out of reach is 416 with the size', async () => {
    const answer = await ask({ headers: { range: 'bytes=10-' } });
    expect([answer.status, answer.headers.get('content-range'), await answer.json()]).toMatchObject([
      416,
      'bytes */10',
      { code: 'blobs.bad-range' },
    ]);
  });

  test('[BL4] a part of what has changed is the whole', async () => {
    const answer = await ask({ headers: { range: 'bytes=0-1', 'if-range': '"another"' } });
    expect([answer.status, await answer.text()]).toEqual([200, '0123456789']);
  });

  test('[BL6] an empty blob is an empty answer', async () => {
    await store.put('empty', Buffer.alloc(0), TYPE);
    const answer = await ask({}, 'empty');
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  test('[BL7] without a link nobody learns what is stored', async () => {
    for (const path of ['/v1/blobs/a/b.mp3', '/v1/blobs/missing', '/v1/blobs/a/b.mp3?expires=1&signature=x']) {
      const answer = await fetch(door.origin + path);
      expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'blobs.bad-link' }]);
    }
    const deleted = await store.put('deleted', BYTES, TYPE).then(() => store.sign('deleted', 60));
    await store.delete('deleted');
    expect((await fetch(door.origin + deleted)).status).toBe(404);
  });

  test('[BL7] a link that has expired is refused', async () => {
    const aMinuteAgo = new VirtualClock(Date.now() - 61_000);
    const link = new BlobLinks(DOOR_KEY, aMinuteAgo, undefined).make('a/b.mp3', 60);
    expect((await fetch(door.origin + link)).status).toBe(403);
  });

  test('[BL1] addresses that try to climb are refused before the disk is asked', async () => {
    const query = '?expires=1900000000&signature=AAAA';
    for (const path of [
      '../../etc/passwd',
      '%2e%2e/%2e%2e/etc/passwd',
      'a/%2e%2e%2fb',
      'a//b.mp3',
      'a%00',
      '%0d%0aX:%201',
    ]) {
      expect([403, 404]).toContain(await rawStatus(`${door.origin}/v1/blobs/`, path + query));
    }
    expect(await rawStatus(`${door.origin}/v1/blobs/`, 'x'.repeat(4_096) + query)).toBe(403);
  });

  test('[BL2] a blob that turns out damaged ends before its announced length', async () => {
    await store.put('damaged', Buffer.alloc(300_000, 1), TYPE);
    const path = join(folder, 'blobs', 'kept', 'damaged+blob');
    const file = readFileSync(path);
    writeFileSync(path, file.fill(2, 5, 6));
    const answer = await ask({}, 'damaged');
    await expect(answer.arrayBuffer()).rejects.toThrow('terminated');
    // The listener may see the end before the server has written it down.
    const line = await until('it is logged', () => door.log.lines.find(({ level }) => level === 'warn'));
    expect(line).toEqual({
      level: 'warn',
      sentence: 'stored audio could not be read to its end',
      fields: { error: expect.objectContaining({ code: 'blobs.damaged' }) },
    });
  });

  test('[BL2] a listener who leaves in the middle leaves no file open', async () => {
    await store.put('long', Buffer.alloc(20_000_000, 1), TYPE);
    const leaving = new AbortController();
    const answer = await ask({ signal: leaving.signal }, 'long');
    await answer.body?.getReader().read();
    leaving.abort();
    expect((await ask()).status).toBe(200);
  });
});

// fetch would tidy the path before sending it.
function rawStatus(base: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port, pathname } = new URL(base);
    const sent = request({ hostname, port, path: pathname + path }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.on('error', reject).end();
  });
}
