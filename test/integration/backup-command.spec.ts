import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { lockDirectory } from '../../src/database/data-directory.lock.js';
import { programFile, projectRoot } from '../../src/kernel/program.js';
import { openDoor } from '../support/blob-door.js';
import { dataFolder } from '../support/data-folder.js';
import { tempFolder } from '../support/temp-folder.js';

describe('npm run backup and npm run restore', () => {
  test('[BK8] carry an installation to another folder, and say what they carried', async () => {
    const [from, to, out] = [dataFolder('from'), dataFolder('to'), await tempFolder()];
    const before = await openDoor({ LONGWAVE_DATA: from });
    await before.store.put('a.mp3', Buffer.from('sound'), { contentType: 'audio/mpeg' });
    await before.app.close();
    const backup = await run('backup', ['--out', join(out, 'backup')], from);
    expect(backup).toMatchObject({ code: 0, stdout: expect.stringMatching(/ and 1 blobs\.\n$/) });
    const restored = await run('restore', ['--from', join(out, 'backup')], to);
    expect(restored).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Restored and compared: .* 1 blobs\.\n$/),
    });
    const after = await openDoor({ LONGWAVE_DATA: to });
    expect((await after.store.stat('a.mp3'))?.bytes).toBe(5);
    await after.app.close();
    for (const folder of [from, to]) rmSync(folder, { recursive: true });
  }, 120_000);

  test('[BK8] refuse while a server uses the folder, and say who', async () => {
    const folder = await tempFolder();
    const lock = await lockDirectory(folder);
    for (const args of [
      ['backup', '--out'],
      ['restore', '--from'],
    ] as const) {
      const { code, stderr } = await run(args[0], [args[1], join(folder, 'file')], folder);
      expect([code, stderr]).toEqual([
        1,
        `The ${args[0]} failed: Process ${process.pid} uses this data directory. Stop it first.\n`,
      ]);
    }
    await lock.release();
  });

  test('[BK8] without a file they say how they are used', async () => {
    const { code, stderr } = await run('restore', [], await tempFolder());
    expect([code, stderr]).toEqual([2, 'usage: npm run restore -- --from FILE\n']);
  });
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(name: 'backup' | 'restore', args: readonly string[], data: string): Promise<Ended> {
  const program = programFile(`src/database/backup/${name}.command.js`);
  const env = { PATH: process.env['PATH'], LONGWAVE_DATA: data };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { cwd: projectRoot, env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}
