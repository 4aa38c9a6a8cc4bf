import type { Sink } from '../../src/transmitter/cohort.js';

/** A listener that keeps what it was sent; a slow one takes none of it. */
export class MemorySink implements Sink {
  readonly batches: Buffer[] = [];
  isSlow = false;
  ended: 'end' | 'drop' | undefined;
  private waiting = 0;

  get waitingBytes(): number {
    return this.waiting;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.batches);
  }

  send(bytes: Buffer): void {
    if (this.ended !== undefined) throw new Error('It has ended.');
    this.batches.push(bytes);
    if (this.isSlow) this.waiting += bytes.length;
  }

  end(): void {
    this.ended ??= 'end';
  }

  drop(): void {
    this.ended ??= 'drop';
  }
}
