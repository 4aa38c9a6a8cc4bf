import type { Clock } from '../kernel/clock.js';

/** At every beat so many are let in: 1,500 a second where the loop has time for more. */
const BEAT_MS = 10;
const A_BEAT = 15;
/** Ten seconds' worth; whoever would wait longer comes again. */
const WAITING_MAX = 15_000;

export interface AtTheDoor {
  letIn(): void;
  /** Whether it gave up meanwhile. */
  hasLeft(): boolean;
}

/**
 * Who comes to the door is let in one after the other. A beat that is late is not made up for: while those who came just now
 * keep the loop busy, fewer follow, so a stadium that comes back at once never delays what is on air.
 */
export class HandshakeLine {
  private readonly waiting: AtTheDoor[] = [];
  private left = A_BEAT;
  private isBeating = false;

  constructor(private readonly clock: Pick<Clock, 'after'>) {}

  /** False where the line is too long. */
  enter(one: AtTheDoor): boolean {
    if (this.waiting.length === WAITING_MAX) return false;
    this.waiting.push(one);
    this.admit();
    if (!this.isBeating) this.nextBeat();
    return true;
  }

  private nextBeat(): void {
    this.isBeating = true;
    this.clock.after(BEAT_MS, () => this.beat());
  }

  private beat(): void {
    this.left = A_BEAT;
    this.admit();
    if (this.left < A_BEAT) this.nextBeat();
    else this.isBeating = false;
  }

  private admit(): void {
    while (this.left > 0) {
      const next = this.waiting.shift();
      if (next === undefined) return;
      if (next.hasLeft()) continue;
      this.left -= 1;
      next.letIn();
    }
  }
}
