import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FRAME_BYTES, FRAME_MS } from '../../src/audio/model/frames.js';
import { SystemClock, type Cancel } from '../../src/kernel/clock.js';
import { programFile } from '../../src/kernel/program.js';
import { freePort } from '../radio/house.js';
import { monotonicMs } from '../radio/moments.js';
import type { Server } from './server.js';

const CLIENTS_MAX = 20_000;
const FEED_MS = 48;
const START_MS = 10_000;

/** Icecast as Debian packages it, with its own defaults, fed with our bed at the pace it sounds. */
export class Icecast implements Server {
  readonly name = 'Icecast 2.4.4';
  readonly path = '/live.mp3';
  private feeding: Cancel | undefined;
  private source: Socket | undefined;
  private readonly clock = new SystemClock();

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    private readonly folder: string,
  ) {}

  static async start(): Promise<Icecast> {
    const folder = mkdtempSync(join(tmpdir(), 'icecast-'));
    // It runs as nobody, and has to be let in.
    chmodSync(folder, 0o777);
    const port = await freePort();
    writeFileSync(join(folder, 'icecast.xml'), configuration(port, folder));
    const child = spawn('icecast2', ['-c', join(folder, 'icecast.xml')], { stdio: 'ignore' });
    const icecast = new Icecast(child, port, folder);
    await icecast.feed();
    return icecast;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async end(): Promise<void> {
    this.feeding?.();
    this.source?.destroy();
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async feed(): Promise<void> {
    const source = await this.connected();
    const password = Buffer.from('source:bench').toString('base64');
    source.write(
      `SOURCE ${this.path} HTTP/1.0\r\nAuthorization: Basic ${password}\r\nContent-Type: audio/mpeg\r\n\r\n`,
    );
    await once(source, 'data');
    this.source = source;
    const bed = readFileSync(programFile('pages/bed.mp3'));
    const startedAt = monotonicMs();
    let sent = 0;
    const go = (): void => {
      const due = Math.floor((monotonicMs() - startedAt) / FRAME_MS);
      for (; sent < due; sent += 1) {
        const at = (sent * FRAME_BYTES) % bed.length;
        source.write(bed.subarray(at, at + FRAME_BYTES));
      }
      this.feeding = this.clock.after(FEED_MS, go);
    };
    go();
    // What it gives to who comes is full after so long.
    await this.clock.sleep(START_MS);
  }

  private async connected(): Promise<Socket> {
    for (const until = monotonicMs() + START_MS; ;) {
      const socket = connect({ port: this.port, host: '127.0.0.1' });
      const isThere = await new Promise<boolean>((resolve) => {
        socket.once('connect', () => resolve(true));
        socket.once('error', () => resolve(false));
      });
      if (isThere) return socket;
      if (monotonicMs() > until) throw new Error('Icecast did not start.');
      await this.clock.sleep(50);
    }
  }
}

function configuration(port: number, folder: string): string {
  return `<icecast>
  <limits><clients>${CLIENTS_MAX}</clients><sources>2</sources><queue-size>524288</queue-size><client-timeout>30</client-timeout>
    <header-timeout>15</header-timeout><source-timeout>10</source-timeout><burst-on-connect>1</burst-on-connect>
    <burst-size>65535</burst-size></limits>
  <authentication><source-password>bench</source-password><admin-user>admin</admin-user><admin-password>bench</admin-password></authentication>
  <hostname>127.0.0.1</hostname>
  <listen-socket><port>${port}</port><bind-address>127.0.0.1</bind-address></listen-socket>
  <paths><basedir>${folder}</basedir><logdir>${folder}</logdir><webroot>/usr/share/icecast2/web</webroot>
    <adminroot>/usr/share/icecast2/admin</adminroot></paths>
  <logging><accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>1</loglevel></logging>
  <security><chroot>0</chroot><changeowner><user>nobody</user><group>nogroup</group></changeowner></security>
</icecast>
`;
}
