import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/kernel/program.js';
import { bytesOf } from '../contracts/blob-store.contract.js';
import { aheadIn, keysIn } from '../support/ahead-house.js';
import { openDoor, type Door } from '../support/blob-door.js';
import { dataFolder } from '../support/data-folder.js';
import { Program } from '../support/program.js';
import { S3Double } from '../support/s3-double.js';
import { tempFolder } from '../support/temp-folder.js';
import { until } from '../support/until.js';

const TYPE = { contentType: 'audio/mpeg' };

describe('a server and what lies ahead of its bucket', () => {
  const double = new S3Double();
  let environment: Record<string, string>;

  beforeAll(async () => {
    environment = {
      S3_BUCKET: 'bucket',
      S3_ENDPOINT: await double.listen(),
      S3_ACCESS_KEY_ID: 'key',
      S3_SECRET_ACCESS_KEY: 'secret',
    };
  });
  beforeEach(() => {
    double.calm();
    double.kept.clear();
  });
  afterAll(() => double.close());

  test('[BL11] killed in the middle of uploads and puts, the program started again uploads all that was answered', async () => {
    const folder = dataFolder('ahead');
    double.trouble('PUT', 'hang');
    const answered = await putUntilKilled(folder, environment['S3_ENDPOINT'] ?? '');
    expect(answered.length).toBeGreaterThanOrEqual(40);
    double.calm();
    const program = new Program({ environment: { ...environment, LONGWAVE_DATA: folder } });
    await program.origin();
    const ahead = await aheadIn(folder);
    await until('nothing waits', async () => (await keysIn(ahead)).length === 0);
    program.signal('SIGTERM');
    expect(await program.ended()).toBe(0);
    await program.remove();
    const stored = double.contents('bucket');
    expect(answered.filter((key) => stored[key] === undefined)).toEqual([]);
    expect(Object.entries(stored).filter(([key, text]) => text !== `${key} `.repeat(1_000))).toEqual([]);
  }, 60_000);

  test('[BL11] [BL16] an end leaves what could not be uploaded, the next start takes it up, and both say so', async () => {
    const folder = await tempFolder();
    const first = await openDoor({ ...environment, LONGWAVE_DATA: folder });
    double.trouble('PUT', 'forbidden');
    await first.store.put('a', Buffer.from('sound'), TYPE);
    await untilTried(first);
    const metrics = await first.metrics();
    expect(metrics).toContain('blobs_ahead 1\n');
    expect(metrics).toContain('blobs_ahead_bytes 5\n');
    expect(metrics).toContain('blob_uploads_total{outcome="failed"} 1\n');
    await first.app.close();
    double.calm();
    const second = await openDoor({ ...environment, LONGWAVE_DATA: folder });
    await until('it is uploaded', () => double.contents('bucket')['a'] === 'sound');
    await second.app.close();
    const said = [...first.log.lines, ...second.log.lines].map(({ sentence, fields }) => [sentence, fields['blobs']]);
    expect(said).toContainEqual(['audio waits on the disk for the next start', 1]);
    expect(said).toContainEqual(['audio from before the start is uploaded', 1]);
  });

  test('[BL11] a stop waits for what is being uploaded', async () => {
    const folder = await tempFolder();
    const door = await openDoor({ ...environment, LONGWAVE_DATA: folder });
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) await door.store.put(key, Buffer.from(key), TYPE);
    await door.app.close();
    expect(double.contents('bucket')).toEqual({ a: 'a', b: 'b', c: 'c', d: 'd', e: 'e', f: 'f' });
    expect(await keysIn(await aheadIn(folder))).toEqual([]);
  });

  test('[BL11] a bucket that could not be made at the start is made when the storage is back', async () => {
    double.trouble('HEAD', 'forbidden');
    double.trouble('PUT', 'forbidden');
    const door = await openDoor({ ...environment, LONGWAVE_DATA: await tempFolder() });
    await door.store.put('a', Buffer.from('sound'), TYPE);
    await untilTried(door);
    expect([...double.kept.keys()]).toEqual([]);
    double.calm();
    await until('it is uploaded', () => double.contents('bucket')['a'] === 'sound');
    expect([...double.kept.keys()]).toContain('/bucket/');
    await door.app.close();
  });

  test('[BL16] started without the bucket’s name it serves its disk, and says that something waits', async () => {
    const folder = await tempFolder();
    await (await aheadIn(folder)).put('a', Buffer.from('waits'), TYPE);
    const door = await openDoor({ LONGWAVE_DATA: folder });
    await door.store.put('b', Buffer.from('sound'), TYPE);
    expect((await bytesOf(door.store, 'b')).toString()).toBe('sound');
    expect((await fetch(`${door.origin}/readyz`)).status).toBe(200);
    const reason = 'Audio that waits for a bucket lies in LONGWAVE_DATA: set S3_BUCKET as it was.';
    expect(await (await fetch(`${door.origin}/health`)).json()).toMatchObject({
      status: 'degraded',
      checks: { 'blobs-ahead': { ok: false, reason }, blobs: { ok: true } },
    });
    expect(door.log.lines.map(({ sentence }) => sentence)).toContain('audio waits for a bucket and none is set');
    await door.app.close();
    expect(await keysIn(await aheadIn(folder))).toEqual(['a']);
  });

  test('[BL16] what cannot be uploaded makes the health degraded, and the server stays ready', async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, 'blobs', 'ahead'), { recursive: true });
    await writeFile(join(folder, 'blobs', 'ahead', 'a+blob'), 'what a broken disk left');
    const door = await openDoor({ ...environment, LONGWAVE_DATA: folder });
    await until('it is told', () => door.log.lines.some(({ level }) => level === 'error'));
    const reason = 'Audio on our disk cannot be uploaded: the log names it.';
    expect(await (await fetch(`${door.origin}/health`)).json()).toMatchObject({
      status: 'degraded',
      checks: { 'blobs-ahead': { ok: false, reason } },
    });
    expect((await fetch(`${door.origin}/readyz`)).status).toBe(200);
    await door.app.close();
  });
});

async function untilTried({ log }: Door): Promise<void> {
  await until('an upload has failed', () =>
    log.lines.some(({ sentence }) => sentence === 'audio waits because it could not be uploaded'),
  );
}

async function putUntilKilled(folder: string, endpoint: string): Promise<string[]> {
  const child = spawn(process.execPath, [join(projectRoot, 'test/faults/put-ahead.mjs'), folder, endpoint], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const keys: string[] = [];
  const ended = once(child, 'close');
  createInterface(child.stdout).on('line', (key) => {
    keys.push(key);
    if (keys.length === 40) child.kill('SIGKILL');
  });
  await ended;
  return keys;
}
