import { Drain, type DrainPart } from '../../src/watch/drain.port.js';

/** Keeps the parts that joined, for tests that stop them. */
export class MemoryDrain extends Drain {
  readonly parts: DrainPart[] = [];
  draining = false;

  join(part: DrainPart): void {
    this.parts.push(part);
  }

  /** Stops all parts, the last that joined first. */
  async run(): Promise<void> {
    this.draining = true;
    for (const part of this.parts.toReversed()) await part.stop(AbortSignal.timeout(10_000));
  }
}
