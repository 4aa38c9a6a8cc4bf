import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from './free-port.js';
import { until } from './until.js';

const BINARIES = '/usr/lib/postgresql';

/** A PostgreSQL server of this test alone, so that it can be frozen and killed. */
export class OwnPostgres {
  private server: ChildProcess | undefined;

  private constructor(
    readonly folder: string,
    readonly port: number,
    private readonly settings: readonly string[],
  ) {}

  /** `prepare` is told the server's folder, which lies in `parent`, before it starts, and answers with settings such as `ssl=on`. */
  static async make(
    prepare: (folder: string) => readonly string[] = () => [],
    parent: string = tmpdir(),
  ): Promise<OwnPostgres> {
    const folder = mkdtempSync(join(parent, 'longwave-postgres-'));
    const { uid, gid } = servant();
    if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
    const made = run('initdb', ['-D', join(folder, 'data'), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8']);
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
    const own = new OwnPostgres(folder, await freePort(), prepare(folder));
    await own.start();
    return own;
  }

  get url(): string {
    return `postgres://postgres@127.0.0.1:${this.port}/postgres`;
  }

  get isAlive(): boolean {
    return this.server?.exitCode === null && this.server.signalCode === null;
  }

  async start(): Promise<void> {
    const settings = [
      `unix_socket_directories=${this.folder}`,
      'listen_addresses=127.0.0.1',
      // In its own folder, which is removed also after it was killed.
      'dynamic_shared_memory_type=mmap',
      ...this.settings,
    ];
    const parameters = ['-D', join(this.folder, 'data'), '-p', String(this.port)];
    this.server = spawn(binary('postgres'), [...parameters, ...settings.flatMap((setting) => ['-c', setting])], {
      stdio: 'ignore',
      ...servant(),
    });
    await until('PostgreSQL answers', () => this.answers(), 30_000);
  }

  /** All its processes stop where they are: connections stay open and nothing answers. */
  freeze(): void {
    this.signal('SIGSTOP');
  }

  thaw(): void {
    this.signal('SIGCONT');
  }

  /** What a power cut does to the processes. */
  async kill(): Promise<void> {
    const { server } = this;
    if (server === undefined || !this.isAlive) return;
    const gone = once(server, 'exit');
    const pids = this.signal('SIGKILL');
    await gone;
    await until('all its processes are gone', () => pids.every((pid) => !isAlive(pid)));
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<boolean> {
    const client = new Client({ connectionString: this.url, connectionTimeoutMillis: 1_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return true;
    } catch (error) {
      return error === undefined;
    } finally {
      await client.end();
    }
  }

  private signal(name: NodeJS.Signals): readonly number[] {
    const pids = this.processes();
    for (const pid of pids) {
      try {
        process.kill(pid, name);
      } catch (error) {
        // A connection that just ended has taken its process with it.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    }
    return pids;
  }

  // The postmaster first, so that it starts no other while we go through its children.
  private processes(): number[] {
    const postmaster = this.server?.pid;
    if (postmaster === undefined) return [];
    return [postmaster, ...allProcesses().filter((pid) => parentOf(pid) === postmaster)];
  }
}

function run(program: string, parameters: readonly string[]) {
  return spawnSync(binary(program), parameters, { encoding: 'utf8', ...servant() });
}

function binary(program: string): string {
  const newest = readdirSync(BINARIES).sort((a, b) => Number(b) - Number(a))[0];
  return join(BINARIES, newest ?? '', 'bin', program);
}

/** PostgreSQL refuses to run as root, and wants its files for itself. */
export function servant(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const [, , uid, gid] = /^postgres:.*$/m.exec(readFileSync('/etc/passwd', 'utf8'))?.[0].split(':') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

function allProcesses(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

function parentOf(pid: number): number | undefined {
  const stat = statOf(pid);
  return stat === undefined ? undefined : Number(stat.parent);
}

function isAlive(pid: number): boolean {
  const stat = statOf(pid);
  return stat !== undefined && stat.state !== 'Z';
}

// A process may be gone between the listing and the reading.
function statOf(pid: number): { state: string; parent: string } | undefined {
  try {
    const [state = '', parent = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return { state, parent };
  } catch (error) {
    if (/ENOENT|ESRCH/.test(String(error))) return undefined;
    throw error;
  }
}
