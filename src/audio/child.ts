import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** A program of ours in a process group of its own, with nothing in its environment, and never left behind. */
export class Child {
  /** Settles when the process is gone and reaped and its pipes are closed. */
  readonly gone: Promise<void>;
  private readonly process: ChildProcessByStdio<Writable, Readable, null>;
  private ended = false;

  constructor(program: string, args: readonly string[]) {
    this.process = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'], env: {}, detached: true, shell: false });
    this.gone = new Promise((resolve) => {
      const end = (): void => {
        this.ended = true;
        resolve();
      };
      this.process.once('error', end).once('close', end);
    });
    // Writing to a program that has gone is no news: `gone` tells it.
    this.process.stdin.on('error', () => undefined);
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  get isGone(): boolean {
    return this.ended;
  }

  get stdin(): Writable {
    return this.process.stdin;
  }

  get stdout(): Readable {
    return this.process.stdout;
  }

  get exitCode(): number | null {
    return this.process.exitCode;
  }

  /** Ends the whole group at once, also when it is stopped or hangs. */
  async kill(): Promise<void> {
    if (!this.ended && this.process.pid !== undefined) {
      // The group exists as long as the process has not been reaped; on Windows there are no groups.
      if (process.platform === 'win32' || !killGroup(this.process.pid)) this.process.kill('SIGKILL');
    }
    this.process.stdout.destroy();
    await this.gone;
  }
}

function killGroup(pid: number): boolean {
  try {
    return process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
