import { existsSync } from 'node:fs';

const PRLIMIT = ['/usr/bin/prlimit', '/bin/prlimit'];
// Address space: the libraries of a full build alone take 300 MB of it.
const MEMORY_BYTES_MAX = 512_000_000;
const CPU_SECONDS_MAX = 10;

/** Puts the kernel's own limits around a command, where the system has the tool for it (Linux). */
export class Limiting {
  private readonly prefix: readonly string[];
  constructor(tool: string | undefined = PRLIMIT.find((path) => existsSync(path))) {
    // It may write no file and gets no second more than its time.
    const limits = [`--as=${MEMORY_BYTES_MAX}`, `--cpu=${CPU_SECONDS_MAX}`, '--fsize=0', '--core=0', '--nofile=64'];
    this.prefix = tool === undefined ? [] : [tool, ...limits, '--'];
  }

  around(command: readonly string[]): string[] {
    return [...this.prefix, ...command];
  }
}
