import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Sink } from './cohort.js';

/** Whoever has been sent the end has so long to take it. */
const END_MS = 30_000;

/** The listener at the other end of an answer. Past its head the bytes go straight to the socket: they are all that is sent. */
export class ResponseSink implements Sink {
  private readonly socket: Socket | null;

  constructor(private readonly response: ServerResponse) {
    this.socket = response.socket;
  }

  /** Whether there is anybody: a second question on one connection waits for the end of the first answer, which has none. */
  get isThere(): boolean {
    return this.socket?.writable === true;
  }

  get waitingBytes(): number {
    return this.socket?.writableLength ?? 0;
  }

  /** The head goes out with the first bytes, which it needs to be sent as it was written: a byte for each character. */
  send(bytes: Buffer): void {
    if (!this.isThere) return;
    if (this.response.headersSent) this.socket?.write(bytes);
    else this.response.write(bytes);
  }

  end(): void {
    if (this.response.writableEnded) return;
    this.response.end();
    this.socket?.setTimeout(END_MS, () => this.drop());
  }

  drop(): void {
    this.response.destroy();
  }
}
