import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

interface Asking {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

const KEPT_ERRORS = 4_000;

export interface ChildOptions {
  readonly node?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A program beside this one that answers what it is asked, and ends with it. */
export class Child {
  private readonly process: ChildProcess;
  private readonly asked = new Map<number, Asking>();
  private last = 0;
  private errors = '';

  constructor(file: string, { node = [], environment = {} }: ChildOptions = {}) {
    this.process = fork(file, [], {
      execArgv: [...node],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { PATH: process.env['PATH'], ...environment },
    });
    this.process.stderr?.on('data', (some: Buffer) => (this.errors = (this.errors + some).slice(-KEPT_ERRORS)));
    this.process.on('message', (answer) => this.take(answer as Answer));
    this.process.once('exit', (code, signal) => this.failAll(`${file} has ended (${code ?? signal}): ${this.errors}`));
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  ask<T>(name: string, given?: unknown): Promise<T> {
    this.last += 1;
    const id = this.last;
    return new Promise<T>((resolve, reject) => {
      this.asked.set(id, { resolve: (value) => resolve(value as T), reject });
      this.process.send({ id, name, given }, (error) => {
        if (error !== null) reject(error);
      });
    });
  }

  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exit = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await exit;
  }

  private take({ id, value, error }: Answer): void {
    const asking = this.asked.get(id);
    this.asked.delete(id);
    if (error === undefined) asking?.resolve(value);
    else asking?.reject(new Error(error));
  }

  private failAll(why: string): void {
    for (const asking of this.asked.values()) asking.reject(new Error(why));
    this.asked.clear();
  }
}
