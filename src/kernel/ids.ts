import { createHash, randomBytes } from 'node:crypto';
import { NAME_SPACE } from '../wire/fact-names.js';
import type { Clock } from './clock.js';

export abstract class Ids {
  /** A new id, greater than every id this process made before. */
  abstract next(): string;
}

const SEQUENCE_MAX = 0xfff;

/** RFC 9562 version 7: 48 bits of time, a 12-bit sequence inside the millisecond, 62 random bits. */
export class UuidV7Ids extends Ids {
  private lastMs = 0;
  private sequence = 0;

  constructor(private readonly clock: Clock) {
    super();
  }

  next(): string {
    this.step(Math.floor(this.clock.now()));
    const bytes = randomBytes(16);
    bytes.writeUIntBE(this.lastMs, 0, 6);
    bytes.writeUInt16BE(0x7000 | this.sequence, 6);
    bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
    return written(bytes);
  }

  // More than 4,096 ids in one millisecond borrow from the next one: order matters more than the exact time.
  private step(nowMs: number): void {
    if (nowMs > this.lastMs) {
      this.lastMs = nowMs;
      this.sequence = 0;
    } else if (this.sequence < SEQUENCE_MAX) {
      this.sequence += 1;
    } else {
      this.lastMs += 1;
      this.sequence = 0;
    }
  }
}

/** RFC 9562 version 5: the same name always gets the same id, and another name another one. */
export function idOfName(name: string): string {
  const bytes = createHash('sha1').update(NAMES).update(name).digest().subarray(0, 16);
  bytes.writeUInt8(0x50 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return written(bytes);
}

const NAMES = Buffer.from(NAME_SPACE, 'hex');

function written(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** For tests: valid version 7 ids that count 1, 2, 3 … */
export class CountingIds extends Ids {
  private count = 0;

  next(): string {
    this.count += 1;
    return `00000000-0000-7000-8000-${this.count.toString(16).padStart(12, '0')}`;
  }
}
