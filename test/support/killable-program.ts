import { fork, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { projectRoot } from '../../src/kernel/program.js';
import type { Role } from '../../src/people/person.port.js';
import { dataFolder } from './data-folder.js';
import { freePort } from './free-port.js';
import { until } from './until.js';

/** Where a program kills itself. */
export interface Failpoint {
  readonly kind: string;
  readonly when: 'before' | 'after';
  readonly nth?: number;
  readonly channel: string;
}

interface Told {
  /** The hour it was then, in server time. */
  readonly started?: number;
  readonly ask?: number;
  readonly answer?: unknown;
  readonly error?: string;
}

/** The program on one port and in one data directory, through all its deaths: test/support/radio-program.mjs. */
export class KillableProgram {
  err = '';
  /** When it began to answer the last time, in server time. */
  readyAt = NaN;
  /** A command that the next processes run in, such as a namespace with other clocks. */
  inside: readonly string[] = [];
  private aheadMs = NaN;
  private child: ChildProcess | undefined;
  private asked = 0;
  private readonly answers = new Map<number, (told: Told) => void>();
  private readonly data: string;

  private constructor(
    readonly port: number,
    private readonly environment: Readonly<Record<string, string>>,
    data: string | undefined,
  ) {
    this.data = data ?? dataFolder('killable');
  }

  static async make(environment: Readonly<Record<string, string>> = {}, data?: string): Promise<KillableProgram> {
    return new KillableProgram(await freePort(), environment, data);
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.child?.pid ?? -1;
  }

  get isAlive(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Resolves when it answers, or with false when it died before it did. */
  async start(...failpoints: readonly Failpoint[]): Promise<boolean> {
    const [execPath, ...execArgv] = [...this.inside, process.execPath];
    const child = fork(join(projectRoot, 'test/support/radio-program.mjs'), {
      execPath,
      execArgv,
      cwd: projectRoot,
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'test',
        PORT: String(this.port),
        METRICS_PORT: '0',
        LOG_LEVEL: 'warn',
        LONGWAVE_DATA: this.data,
        DEMO: 'off',
        ...this.environment,
        FAILPOINTS: JSON.stringify(failpoints),
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child = child;
    child.stderr?.on('data', (text: Buffer) => (this.err += text.toString()));
    child.on('message', (told: Told) => {
      if (told.started !== undefined) this.tellTime(told.started);
      if (told.ask !== undefined) this.answers.get(told.ask)?.(told);
    });
    child.once('exit', () => {
      for (const answer of this.answers.values()) answer({ error: 'The program has died.' });
      this.answers.clear();
    });
    const first = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => 'died' as const)]);
    return first !== 'died';
  }

  /** It dies when it has come to all of them, each on a channel of its own. */
  arm(points: readonly Failpoint[]): Promise<unknown> {
    return this.ask({ name: 'arm', points });
  }

  /** Server time, which goes on also while the program is dead. */
  get serverNow(): number {
    return performance.now() + this.aheadMs;
  }

  async token(role: Role, channels: readonly string[] = []): Promise<string> {
    return (await this.ask({ name: 'token', role, channels })) as string;
  }

  async rows<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.ask({ name: 'rows', sql, parameters })) as Row[];
  }

  /** From the second reading of stored sound on, all wait until this is asked again. */
  holdReadings(): Promise<unknown> {
    return this.ask({ name: 'hold' });
  }

  async cleanup(): Promise<number> {
    return (await this.ask({ name: 'cleanup' })) as number;
  }

  /** How long it answered nobody at the longest, since this was asked before, and how much memory it has. */
  async strain(): Promise<{ readonly stalledMs: number; readonly residentMb: number }> {
    return (await this.ask({ name: 'strain' })) as { stalledMs: number; residentMb: number };
  }

  async died(withinMs = 15_000): Promise<void> {
    await until('the program has killed itself', () => !this.isAlive, withinMs);
  }

  kill(): void {
    this.signal('SIGKILL');
  }

  signal(name: NodeJS.Signals): void {
    this.child?.kill(name);
  }

  async remove(): Promise<void> {
    this.kill();
    await until('the program is gone', () => !this.isAlive);
    rmSync(this.data, { recursive: true, force: true });
  }

  private tellTime(now: number): void {
    this.readyAt = now;
    this.aheadMs = now - performance.now();
  }

  private ask(about: unknown): Promise<unknown> {
    this.asked += 1;
    const ask = this.asked;
    return new Promise((resolve, reject) => {
      this.answers.set(ask, ({ answer, error }) => {
        this.answers.delete(ask);
        if (error === undefined) resolve(answer);
        else reject(new Error(error));
      });
      this.child?.send({ ask, about }, (error) => {
        if (error) this.answers.get(ask)?.({ error: error.message });
      });
    });
  }
}
