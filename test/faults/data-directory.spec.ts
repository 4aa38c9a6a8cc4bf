import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { lockDirectory } from '../../src/database/data-directory.lock.js';
import { projectRoot } from '../../src/kernel/program.js';

async function hold(folder: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(projectRoot, 'test/support/hold-directory.mjs'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('the data directory', () => {
  let folder: string;
  let holder: ChildProcess | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'longwave-directory-'));
  });

  afterEach(() => {
    holder?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  test('[DB12] a second process is refused and told who holds it, by whatever path it comes', async () => {
    holder = await hold(folder);
    const alias = `${folder}-alias`;
    symlinkSync(folder, alias);
    const refused = { code: 'database.in-use', message: `Process ${holder.pid} uses this data directory.` };
    await expect(lockDirectory(folder)).rejects.toMatchObject(refused);
    await expect(lockDirectory(alias)).rejects.toMatchObject(refused);
    rmSync(alias);
  });

  test('[DB12] kill -9 of the holder frees it', async () => {
    holder = await hold(folder);
    const gone = once(holder, 'exit');
    holder.kill('SIGKILL');
    await gone;
    const lock = await lockDirectory(folder);
    await expect(lockDirectory(folder)).rejects.toMatchObject({
      message: expect.stringContaining(String(process.pid)),
    });
    await lock.release();
    await (await lockDirectory(folder)).release();
  });

  test('[DB12] a frozen holder holds it', async () => {
    holder = await hold(folder);
    holder.kill('SIGSTOP');
    await expect(lockDirectory(folder)).rejects.toMatchObject({
      code: 'database.in-use',
      message: 'Another process uses this data directory.',
    });
  });
});
