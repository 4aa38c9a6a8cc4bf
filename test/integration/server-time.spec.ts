import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/kernel/program.js';
import { tempFolder } from '../support/temp-folder.js';

interface Told {
  readonly node: string;
  readonly clockId: string;
  /** Between `Clock` and `ServerTime` of one process. */
  readonly apartMs: number;
  /** Server time when the machine's monotonic clock showed 0. */
  readonly anchorMs: number;
}

/** A process of its own with our kernel on this data directory; it starts that when it is told to. */
function starter(folder: string) {
  const child = spawn(process.execPath, [join(projectRoot, 'test/support/tell-time.mjs'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ready = lines.next();
  const tells = async (): Promise<Told> => {
    child.stdin.write('now\n');
    return JSON.parse(String((await lines.next()).value)) as Told;
  };
  return { ready, tells };
}

describe('the time of several processes', () => {
  test('[K9] those that start at once, and those after them, have one time, one clock id and one node', async () => {
    const folder = await tempFolder();
    const starters = [starter(folder), starter(folder), starter(folder)];
    await Promise.all(starters.map(({ ready }) => ready));
    const told = await Promise.all(starters.map(({ tells }) => tells()));
    const restarted = starter(folder);
    await restarted.ready;
    told.push(await restarted.tells());

    const bootsHaveNames = process.platform === 'linux';
    expect(new Set(told.map(({ clockId }) => clockId)).size).toBe(bootsHaveNames ? 1 : 4);
    expect(new Set(told.map(({ node }) => node)).size).toBe(1);
    const anchors = told.map(({ anchorMs }) => anchorMs);
    expect(Math.max(...anchors) - Math.min(...anchors)).toBeLessThan(2);
    expect(Math.max(...told.map(({ apartMs }) => Math.abs(apartMs)))).toBeLessThan(2);
    expect(readdirSync(folder).sort()).toEqual(bootsHaveNames ? ['clock.json', 'node-id'] : ['node-id']);
  });
});
