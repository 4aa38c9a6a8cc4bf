import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@jest/globals';
import { BlobLinks } from '../../src/blobs/blob-link.js';
import { DiskBlobStore } from '../../src/blobs/disk.blobs.js';
import { Spool } from '../../src/blobs/spool.js';
import { SystemClock } from '../../src/kernel/clock.js';
import { projectRoot } from '../../src/kernel/program.js';
import { bytesOf } from '../contracts/blob-store.contract.js';
import { tempFolder } from '../support/temp-folder.js';

const RUNS = 10;
const links = new BlobLinks(Buffer.alloc(32), new SystemClock(), undefined);

test('[BL2] killed in the middle, ten times: what was answered is there, and nothing is half there', async () => {
  const folder = await tempFolder();
  const answered: string[] = [];
  for (let run = 0; run < RUNS; run += 1) answered.push(...(await putUntilKilled(folder, run, 5 + run * 7)));
  expect(answered.length).toBeGreaterThan(RUNS * 5);

  const spool = await Spool.open(join(folder, 'temp'));
  const store = await DiskBlobStore.open(join(folder, 'kept'), spool, links);
  const present = new Set<string>();
  for await (const key of store.list('')) {
    present.add(key);
    expect([key, (await bytesOf(store, key)).equals(expectedBytes(key))]).toEqual([key, true]);
  }
  expect(answered.filter((key) => !present.has(key))).toEqual([]);
  await spool.sweep();
  expect(await spool.sweep()).toBe(0);
}, 120_000);

async function putUntilKilled(folder: string, run: number, after: number): Promise<string[]> {
  const child = spawn(process.execPath, [join(projectRoot, 'test/faults/put-blobs.mjs'), folder, String(run)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const keys: string[] = [];
  const ended = once(child, 'close');
  createInterface(child.stdout).on('line', (key) => {
    keys.push(key);
    if (keys.length === after) child.kill('SIGKILL');
  });
  await ended;
  return keys;
}

// Said again in other words than put-blobs.mjs says it.
function expectedBytes(key: string): Buffer {
  const seed = createHash('sha256').update(key).digest();
  return Buffer.concat(Array.from({ length: seed.readUInt8(0) + 1 }, (_, at) => Buffer.alloc(1_000, seed[at % 32])));
}
