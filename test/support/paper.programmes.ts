import type { Cancel } from '../../src/kernel/clock.js';
import { refuse, type Refusal } from '../../src/kernel/outcome.js';
import type { VirtualClock } from '../../src/kernel/virtual.clock.js';
import type { Channel } from '../../src/radio/channel-store.port.js';
import { Programmes, type Programme } from '../../src/radio/programme.port.js';
import type { Entry } from '../../src/wire/radio.js';
import { CHANNEL, entryOf } from './wire.js';

/** One channel whose programme a test writes as it likes. Each frame of it tells which one it is. */
export class PaperProgrammes extends Programmes implements Programme {
  entries: readonly Entry[] = [];
  isOver = false;
  /** So much its clock is ahead of the one of this process. */
  aheadMs = 0;
  tuned = 0;
  followed = 0;
  readonly read: string[] = [];
  /** What reading a chunk waits for, or fails with. */
  reading: (chunk: string) => Promise<void> = () => Promise.resolve();
  channel: Channel = {
    id: CHANNEL,
    title: 'Final',
    language: 'en',
    visibility: 'public',
    archived: false,
    keepDays: null,
    gapMs: 408,
    pronunciations: {},
    createdAt: 0,
  };
  private readonly told = new Set<() => void>();

  constructor(private readonly clock: VirtualClock) {
    super();
  }

  settled(): Promise<void> {
    return Promise.resolve();
  }

  follow(channel: string): Promise<Programme | Refusal> {
    if (channel !== CHANNEL) return Promise.resolve(refuse('radio.unknown-channel'));
    this.followed += 1;
    return Promise.resolve(this);
  }

  /** Chunk `number` from a frame on. */
  announce(number: number, frame: number, more: Partial<Entry> = {}): void {
    this.entries = [...this.entries, entryOf(number, frame * 24, { text: `Words ${number}.`, ...more })];
    this.changed();
  }

  changed(): void {
    for (const tell of this.told) tell();
  }

  now(): number {
    return this.clock.now() + this.aheadMs;
  }

  async bytes(chunk: string): Promise<Buffer> {
    this.read.push(chunk);
    await this.reading(chunk);
    const number = Number(chunk.slice(-3));
    return Buffer.concat(Array.from({ length: 400 }, (_, frame) => paperFrame('speech', number, frame)));
  }

  tunedIn(): Cancel {
    this.tuned += 1;
    return () => void (this.tuned -= 1);
  }

  onChange(tell: () => void): Cancel {
    this.told.add(tell);
    return () => this.told.delete(tell);
  }

  end(): void {
    this.followed -= 1;
  }
}

/** A frame that reads as what it is. */
export function paperFrame(of: string, number: number, frame: number): Buffer {
  return Buffer.alloc(192, `${of} ${number} ${frame};`.padEnd(32, '.'));
}

/** What a paper frame says it is. */
export function readFrame(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.subarray(128, 160)).toString('latin1');
  return bytes[0] === 0xff ? 'silence' : (text.split(';')[0] ?? '');
}

/** Which frame each is of a stream without titles. */
export function readFrames(stream: Uint8Array): string[] {
  return Array.from({ length: stream.length / 192 }, (_, nth) =>
    readFrame(stream.subarray(nth * 192, nth * 192 + 192)),
  );
}
