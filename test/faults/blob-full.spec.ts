import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/kernel/program.js';
import { isRequired } from '../support/services.js';
import { tempFolder } from '../support/temp-folder.js';

const run = promisify(execFile);
const program = join(projectRoot, 'test/faults/fill-blobs.mjs');
const REFUSED_THEN_KEPT = [
  { outcome: 'BlobFault blobs.full', left: 0, found: false },
  { outcome: 'kept', left: 0, found: true },
];

describe('no room for a blob', () => {
  // The kernel ends the write in the middle as it does on a full disk, and anybody may ask it to.
  test('[BL9] a file that may not grow is full, leaves nothing, and smaller ones still go in', async () => {
    const shell = ['-c', 'ulimit -f 2048; exec "$0" "$@"', process.execPath, program, await tempFolder()];
    const { stdout } = await run('sh', shell);
    expect(JSON.parse(stdout)).toEqual(REFUSED_THEN_KEPT);
  });

  // Mounting needs root, as the machine that runs everything has.
  if (isRequired('s3')) {
    test('[BL9] a disk of two megabytes is full, leaves nothing, and smaller ones still go in', async () => {
      expect(await fill('2m')).toEqual(REFUSED_THEN_KEPT);
    });

    test('[BL9] a blob that would take what is kept free is refused on the way', async () => {
      const [pieces, reserve] = ['480', String(16 * 1_048_576)];
      expect(await fill('32m', pieces, reserve)).toEqual(REFUSED_THEN_KEPT);
    });
  }
});

async function fill(size: string, ...words: readonly string[]): Promise<unknown> {
  const folder = await tempFolder();
  await run('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  try {
    const { stdout } = await run(process.execPath, [program, folder, ...words]);
    return JSON.parse(stdout);
  } finally {
    await run('umount', [folder]);
  }
}
