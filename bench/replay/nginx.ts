import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { freePort } from '../radio/house.js';
import { clock } from '../radio/listener.js';
import { monotonicMs } from '../radio/moments.js';

const START_MS = 10_000;
const LOOK_EVERY_MS = 50;

/** nginx as Debian packages it, in one process, serving a file as it lies on the disk. */
export class Nginx {
  readonly path = '/archive.mp3';

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    private readonly folder: string,
  ) {}

  static get isInstalled(): boolean {
    return spawnSync('nginx', ['-v']).error === undefined;
  }

  /** Serves the bytes of another address. */
  static async start(url: string): Promise<Nginx> {
    const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
    const { body } = await fetch(url);
    await pipeline(Readable.fromWeb(body as ReadableStream), createWriteStream(join(folder, 'archive.mp3')));
    const port = await freePort();
    writeFileSync(join(folder, 'nginx.conf'), configuration(port, folder));
    const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' });
    const nginx = new Nginx(child, port, folder);
    await nginx.answers();
    return nginx;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async end(): Promise<void> {
    const exit = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exit;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<void> {
    for (const until = monotonicMs() + START_MS; monotonicMs() < until;) {
      const socket = connect({ port: this.port, host: '127.0.0.1' });
      const isThere = await new Promise<boolean>((resolve) => {
        socket.once('connect', () => resolve(true));
        socket.once('error', () => resolve(false));
      });
      socket.destroy();
      if (isThere) return;
      await clock.sleep(LOOK_EVERY_MS);
    }
    throw new Error('nginx did not start.');
  }
}

/** Its own defaults but for what it would write down. Debian’s `tcp_nopush on` is left out: with it parts of 64 KiB wait 40 ms for a receipt. */
function configuration(port: number, folder: string): string {
  const drafts = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  return `daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 4096; }
http {
  access_log off;
  sendfile on;
  keepalive_requests 100000000;
  types { audio/mpeg mp3; }
  ${drafts.join(' ')}
  server { listen 127.0.0.1:${port}; root ${folder}; }
}
`;
}
