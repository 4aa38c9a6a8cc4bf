import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { CountingIds } from '../../src/kernel/ids.js';
import { NOON } from '../support/kept-channel.js';
import { Chance } from './chance.js';
import { measureOf, type Measure } from './measure.js';

export const CHANNEL = 'final-en';

/** What all parts of a simulated world share: its clock, its chance, its log, and the first promise that was broken. */
export class Scene {
  readonly chance: Chance;
  readonly measure: Measure;
  readonly ids = new CountingIds();
  readonly clock: VirtualClock;
  readonly lines: string[] = [];
  problem: string | undefined;
  steps = 0;

  constructor(
    readonly seed: number,
    private readonly keepsLines: boolean,
    look: () => void,
  ) {
    this.chance = new Chance(seed);
    this.measure = measureOf(seed);
    this.clock = new VirtualClock(NOON, () =>
      drained(() => {
        this.steps += 1;
        look();
        if (this.problem !== undefined) throw new Error(this.problem);
      }),
    );
  }

  note(line: () => string): void {
    if (this.keepsLines) this.lines.push(`${((this.clock.now() - NOON) / 1_000).toFixed(3)} ${line()}`);
  }

  /** Told at the end of the step: what is thrown in the middle might be caught by whoever is to blame. */
  broken(problem: string): void {
    this.problem ??= problem;
    this.note(() => `BROKEN ${problem}`);
  }
}

// Node runs this after every promise that can go on, and those that follow from it, have gone on.
function drained(look: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    process.nextTick(() => {
      try {
        resolve(look());
      } catch (error) {
        reject(error);
      }
    });
  });
}
