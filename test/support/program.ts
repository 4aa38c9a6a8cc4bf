import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { projectRoot } from '../../src/kernel/program.js';
import { dataFolder } from './data-folder.js';
import { until } from './until.js';

export interface ProgramOptions {
  /** Arguments for node. Without them it is the program as a person starts it. */
  readonly run?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** How many files it may have open. */
  readonly filesMax?: number;
}

/** A program of ours as a process of its own, in a data directory of its own, on free ports. */
export class Program {
  out = '';
  err = '';
  private code: number | undefined;
  private readonly data = dataFolder('program');
  private readonly child;

  constructor({ run = ['longwave.mjs', 'start'], environment = {}, filesMax }: ProgramOptions = {}) {
    const limit = filesMax === undefined ? '' : `ulimit -n ${filesMax}; `;
    this.child = spawn('/bin/sh', ['-c', `${limit}exec "$0" "$@"`, process.execPath, ...run], {
      cwd: projectRoot,
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'test',
        PORT: '0',
        METRICS_PORT: '0',
        LONGWAVE_DATA: this.data,
        DEMO: 'off',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout.on('data', (chunk: Buffer) => (this.out += chunk.toString()));
    this.child.stderr.on('data', (chunk: Buffer) => (this.err += chunk.toString()));
    this.child.once('close', (code, signal) => (this.code = code ?? (signal === null ? -1 : 128)));
  }

  /** Its lines of the log, so far. */
  get log(): readonly Readonly<Record<string, unknown>>[] {
    return this.err
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Where it answers, once it does. */
  async origin(): Promise<string> {
    const started = await until(
      'the program has started',
      () => {
        if (this.code !== undefined) throw new Error(`The program has ended with ${this.code}: ${this.err}`);
        return this.log.find((line) => line['msg'] === 'started');
      },
      25_000,
    );
    return `http://127.0.0.1:${String(started['port'])}`;
  }

  signal(name: 'SIGTERM' | 'SIGINT'): void {
    this.child.kill(name);
  }

  /** Nobody reads what it prints any more. */
  stopReading(stream: 'stdout' | 'stderr'): void {
    this.child[stream].destroy();
  }

  /** Its exit code, once it has ended. */
  async ended(withinMs = 25_000): Promise<number> {
    return until('the program has ended', () => this.code ?? false, withinMs).catch(() => -2);
  }

  async remove(): Promise<void> {
    if (this.code === undefined) this.child.kill('SIGKILL');
    await until('the program is gone', () => this.code !== undefined);
    rmSync(this.data, { recursive: true, force: true });
  }
}
