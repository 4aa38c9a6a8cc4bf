import { connect, type Socket } from 'node:net';
import { until } from './until.js';

const FRAME_BYTES = 192;
const BYTES_PER_MS = 8;

interface Asking {
  readonly method?: string;
  readonly version?: '1.0' | '1.1';
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A radio that takes nothing it does not know: it speaks to the socket itself, keeps the bytes as they come and when, and reads
 * the head as strictly as the strictest of them.
 */
export class StrictRadio {
  private readonly parts: { readonly at: number; readonly bytes: Buffer }[] = [];
  private readonly socket: Socket;
  private isClosed = false;

  constructor(port: number, path: string, { method = 'GET', version = '1.1', headers = {} }: Asking = {}) {
    this.socket = connect({ port, host: '127.0.0.1' });
    this.socket.on('data', (bytes) => this.parts.push({ at: performance.now(), bytes }));
    this.socket.on('error', () => undefined);
    this.socket.once('close', () => (this.isClosed = true));
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const host = version === '1.1' ? `Host: 127.0.0.1:${port}\r\n` : '';
    this.socket.write(`${method} ${path} HTTP/${version}\r\n${host}${lines.join('')}\r\n`);
  }

  get closed(): boolean {
    return this.isClosed;
  }

  /** What stands before the sound, by names in small letters; the first line is `status`. */
  async head(): Promise<ReadonlyMap<string, string>> {
    const end = await until('the head has come', () => this.headEnd());
    const [status = '', ...lines] = this.received().subarray(0, end).toString('latin1').split('\r\n');
    const pairs = lines.map((line): [string, string] => {
      const [, name = '', value = ''] = /^([\w-]+): (.*)$/.exec(line) ?? [];
      if (name === '') throw new Error(`This is no header: ${line}`);
      return [name.toLowerCase(), value];
    });
    return new Map([['status', status], ...pairs]);
  }

  /** Everything after the head. */
  body(): Buffer {
    const end = this.headEnd();
    return end === undefined ? Buffer.alloc(0) : this.received().subarray(end + 4);
  }

  /** How long what has come is, its head and titles counted along. */
  get heardMs(): number {
    return this.parts.reduce((sum, { bytes }) => sum + bytes.length, 0) / BYTES_PER_MS;
  }

  /** How much of a sound it has heard, frame after frame. */
  shareHeard(sound: Buffer): number {
    const body = this.body();
    let [from, heard] = [0, 0];
    for (let at = 0; at < sound.length; at += FRAME_BYTES) {
      const place = body.indexOf(sound.subarray(at, at + FRAME_BYTES), from);
      if (place === -1) continue;
      from = place + FRAME_BYTES;
      heard += 1;
    }
    return heard / (sound.length / FRAME_BYTES);
  }

  /** The longest time in which nothing came. */
  longestGapMs(): number {
    return Math.max(...this.parts.slice(1).map(({ at }, nth) => at - (this.parts[nth]?.at ?? at)));
  }

  /** Takes nothing any more. */
  stall(): void {
    this.socket.pause();
  }

  reset(): void {
    this.socket.resetAndDestroy();
  }

  close(): void {
    this.socket.destroy();
  }

  private received(): Buffer {
    return Buffer.concat(this.parts.map(({ bytes }) => bytes));
  }

  private headEnd(): number | undefined {
    const at = this.received().indexOf('\r\n\r\n');
    return at === -1 ? undefined : at;
  }
}
