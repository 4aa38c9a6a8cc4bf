import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/kernel/program.js';
import { until } from '../support/until.js';

const LAUNCHER = ['longwave.mjs', 'build.mjs', 'package.json'];
// Enough to be built, started and told apart; all of the program would only take longer to compile.
const SOURCES = ['src/main.ts', 'src/kernel/program.ts', 'bench/bench.ts', 'bench/machine-ticks.ts'];

// Runs like a server: it has been started, and asks for a file of its own only when it is told to.
const LONG_RUN = `
  const { buildIfStale } = await import('./longwave.mjs');
  const { programFile } = await import(buildIfStale() + '/src/kernel/program.js');
  process.stdout.write('running');
  process.stdin.once('data', () => {
    process.stdin.destroy();
    process.stdout.write(' ' + programFile('src/main.js'));
  });`;

describe('launcher', () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'longwave-launcher-')));
    copy(...LAUNCHER, ...SOURCES);
    mkdirSync(join(folder, 'migrations'));
    mkdirSync(join(folder, 'client'));
    writeFileSync(join(folder, 'client', 'index.html'), '<!doctype html><title>A page</title>');
    symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'junction');
  });
  afterEach(async () => {
    for (const run of runs.splice(0)) await run.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const copy = (...parts: string[]): void => {
    for (const part of parts) {
      cpSync(join(projectRoot, part), join(folder, part), { recursive: true });
    }
  };
  const runs: Run[] = [];
  const start = (...given: string[]): Run => {
    const run = new Run(folder, given);
    runs.push(run);
    return run;
  };
  const pull = (): void => utimesSync(join(folder, 'src/main.ts'), new Date(), new Date(Date.now() + 60_000));

  test('[RE7] two commands at once in a fresh copy both run', async () => {
    for (const run of [start('longwave.mjs', 'bench'), start('longwave.mjs', 'bench')]) {
      expect(await run.ended).toBe(0);
      expect(run.out).toContain('the embedded voice');
    }
  });

  test('[SE5] settings are read from .env, and what is set already counts more', async () => {
    copy('dist/src', 'dist/migrations');
    writeFileSync(join(folder, 'dist', 'built'), '');
    writeFileSync(join(folder, '.env'), 'PORT=eighty\nLOG_LEVEL=loud\n');
    const run = start('longwave.mjs', 'say', 'Goal', '--out', 'goal.mp3');
    expect(await run.ended).toBe(2);
    expect(run.err).toContain('LOG_LEVEL is "loud"');
    expect(run.err).toContain('PORT is "9o"');
  });

  test('[RE7] a server that runs keeps its files through any number of new builds, and not longer', async () => {
    const server = start('--input-type=module', '--eval', LONG_RUN);
    await server.said('running');
    const itsBuild = realpathSync(join(folder, 'dist'));
    for (const command of ['first', 'second', 'third']) {
      pull();
      expect([command, await start('longwave.mjs', 'bench').ended]).toEqual([command, 0]);
    }
    server.child.stdin.write('go on');
    expect(await server.ended).toBe(0);
    expect(server.out).toBe(`running ${join(itsBuild, 'src/main.js')}`);
    expect(existsSync(join(itsBuild, 'src/main.js'))).toBe(true);
    pull();
    expect(await start('longwave.mjs', 'bench').ended).toBe(0);
    expect(existsSync(itsBuild)).toBe(false);
    expect(readdirSync(join(folder, 'builds'))).toHaveLength(2);
  }, 90_000);
});

class Run {
  out = '';
  err = '';
  readonly child;
  readonly ended: Promise<number | null>;

  constructor(cwd: string, run: readonly string[]) {
    this.child = spawn(process.execPath, run, {
      cwd,
      env: { PATH: process.env['PATH'], PORT: '9o' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.child.stderr.on('data', (piece: Buffer) => (this.err += piece.toString()));
    this.ended = new Promise((resolve) => this.child.once('close', resolve));
    this.child.stdout.on('data', (piece: Buffer) => (this.out += piece.toString()));
  }

  async remove(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  async said(words: string): Promise<void> {
    await until(words, () => this.out.includes(words), 25_000);
  }
}
