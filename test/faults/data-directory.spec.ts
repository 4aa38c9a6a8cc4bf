import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { lockDirectory } from '../../src/database/data-directory.lock.js';
import { projectRoot } from '../../src/kernel/program.js';
import { isRequired } from '../support/services.js';

async function hold(folder: string, inside: readonly string[] = []): Promise<ChildProcess> {
  const holder = [process.execPath, join(projectRoot, 'test/support/hold-directory.mjs'), folder];
  const [command = '', ...words] = [...inside, ...holder];
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

/** What `kill -9` leaves: a socket that nobody listens to any more. */
async function leaveDead(folder: string): Promise<void> {
  const lock = join(folder, 'lock');
  mkdirSync(lock, { recursive: true });
  const server = createServer().listen(join(lock, 'alive'));
  await once(server, 'listening');
  renameSync(join(lock, 'alive'), join(lock, 'dead'));
  server.close();
  await once(server, 'close');
}

class Starter {
  private readonly child = spawn(process.execPath, [join(projectRoot, 'test/support/race-directory.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  private readonly lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();

  async said(): Promise<string> {
    return String((await this.lines.next()).value);
  }

  start(folder: string): Promise<string> {
    this.child.stdin.write(`${folder}\n`);
    return this.said();
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
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

  test('[DB12] of twenty that start at once one wins, over a dead one too', async () => {
    const starters = Array.from({ length: 20 }, () => new Starter());
    try {
      for (const starter of starters) expect(await starter.said()).toBe('ready');
      for (let round = 0; round < 20; round += 1) {
        const data = join(folder, String(round));
        mkdirSync(data);
        if (round % 2 === 1) await leaveDead(data);
        const outcomes = await Promise.all(starters.map((starter) => starter.start(data)));
        expect(outcomes.toSorted()).toEqual([...Array<string>(19).fill('database.in-use'), 'won']);
        expect(readdirSync(data)).toEqual(['lock']);
      }
    } finally {
      for (const starter of starters) starter.kill();
    }
  });

  // Elsewhere a socket's address has room for about a hundred bytes.
  if (process.platform === 'linux') {
    test('[DB12] a directory with a long path is locked as any other', async () => {
      const long = join(folder, 'a'.repeat(100), 'b'.repeat(100));
      const lock = await lockDirectory(long);
      await expect(lockDirectory(long)).rejects.toMatchObject({ code: 'database.in-use' });
      await lock.release();
      await (await lockDirectory(long)).release();
    });
  }

  // Only root may make a network namespace, as containers have.
  if (isRequired('postgres')) {
    test('[DB12] a process in another container holds it too', async () => {
      holder = await hold(folder, ['unshare', '--net']);
      await expect(lockDirectory(folder)).rejects.toMatchObject({ code: 'database.in-use' });
    });
  }
});
