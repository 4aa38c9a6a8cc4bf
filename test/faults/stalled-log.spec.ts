import { spawn } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/kernel/program.js';
import { until } from '../support/until.js';

describe('a log that nobody reads', () => {
  test('[WA21] it does not stop the program, and whoever reads on is told how much was dropped', async () => {
    const child = spawn(process.execPath, ['test/support/chatty-program.mjs'], { cwd: projectRoot });
    child.stderr.pause();
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    await until('the program lives', () => out === 'alive');
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString())).resume();
    await until('it is told', () => err.includes('lines of the log were dropped'));
    child.stdin.end();
    await until('it has ended', () => child.exitCode !== null && err.includes('the end'));
    const lines = err
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly msg: string; readonly lines?: number });
    const read = lines.filter(({ msg }) => msg === 'chatter').length;
    const dropped = lines.reduce((sum, line) => sum + (line.lines ?? 0), 0);
    expect(dropped).toBeGreaterThan(1_000);
    expect(read + dropped).toBe(8_000);
  });
});
