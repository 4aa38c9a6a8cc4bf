import { connect, type Socket } from 'node:net';
import { until } from './until.js';

/** Whoever says very much at once waits for all of it. */
const ANSWERED_MS = 60_000;

/** A connection on which anything can be written: bytes as they are, or WebSocket frames of our making. */
export class RawLine {
  received = '';
  private readonly socket: Socket;
  private readonly closed: Promise<void>;

  constructor(private readonly port: number) {
    this.socket = connect({ port, host: '127.0.0.1' });
    this.socket.on('data', (data) => (this.received += data.toString('latin1')));
    // However the server ends it, it has ended.
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => this.socket.once('close', () => resolve()));
  }

  write(bytes: Buffer | string): void {
    if (this.socket.writable) this.socket.write(bytes);
  }

  /** What is written meanwhile goes out as one. */
  together(write: () => void): void {
    this.socket.cork();
    write();
    this.socket.uncork();
  }

  async says(text: string): Promise<void> {
    await until(`it is answered ${text}`, () => this.received.includes(text), ANSWERED_MS);
  }

  /** The upgrade to a WebSocket, as a page of the server itself would ask for it. */
  upgrade(path = '/socket.io/?EIO=4&transport=websocket'): void {
    const host = `127.0.0.1:${this.port}`;
    this.write(
      `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
  }

  async open(): Promise<void> {
    this.upgrade();
    await this.says('"sid"');
  }

  /** Masked with zeros, as which the bytes stay what they are. */
  frame(payload: Buffer | string, { opcode = 1, fin = true } = {}): void {
    const bytes = Buffer.from(payload);
    const extended = bytes.length > 125;
    const head = Buffer.alloc(extended ? 8 : 6);
    head[0] = (fin ? 0x80 : 0) | (opcode & 0x0f);
    head[1] = 0x80 | (extended ? 126 : bytes.length);
    if (extended) head.writeUInt16BE(bytes.length & 0xffff, 2);
    this.write(Buffer.concat([head, bytes]));
  }

  /** Breaks off, as a telephone does that is switched off by its network. */
  reset(): void {
    this.socket.resetAndDestroy();
  }

  async end(): Promise<void> {
    this.socket.end();
    this.socket.destroySoon();
    await this.closed;
  }
}
