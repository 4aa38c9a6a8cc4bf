import type { Span } from '../audio/model/frames.js';
import type { Ring, Told } from './ring.js';

/** Where the bytes of one listener go. */
export interface Sink {
  /** Given and not yet on its way. */
  readonly waitingBytes: number;
  send(bytes: Buffer): void;
  /** After what was sent. */
  end(): void;
  /** At once. */
  drop(): void;
}

export interface Listener {
  readonly sink: Sink;
  /** The session of whoever came with a token; it ends with that. */
  readonly session: string | undefined;
}

/** Listeners who are sent the same bytes at the same time: equally far behind, with titles or without. */
export class Cohort {
  readonly listeners = new Set<Listener>();

  constructor(
    readonly lag: number,
    readonly titled: boolean,
  ) {}

  get key(): string {
    return `${this.lag} ${this.titled}`;
  }

  /** From one edge of time to another, as this cohort gets it. */
  read(ring: Ring, { start, end }: Span, told: Told): Buffer {
    const span = { start: start - this.lag, end: end - this.lag };
    return this.titled ? ring.readTitled(span, told, false) : ring.read(span, told);
  }

  /** What a listener begins with who comes now, up to where the others are. */
  opening(ring: Ring, first: number, told: Told): Buffer {
    const span = { start: first, end: ring.end - this.lag };
    return this.titled ? ring.readTitled(span, told, true) : ring.read(span, told);
  }
}
