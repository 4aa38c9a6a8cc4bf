import { seeded } from '../support/seeded.js';

/** Everything that is left to chance in a simulated world: the same for the same seed. */
export class Chance {
  readonly draw: () => number;

  constructor(seed: number) {
    this.draw = seeded(seed * 2_654_435_761);
  }

  between(from: number, to: number): number {
    return from + this.draw() * (to - from);
  }

  /** A whole number; `to` is one of them. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.draw() * (to - from + 1));
  }

  happens(share: number): boolean {
    return this.draw() < share;
  }

  pick<T>(items: readonly T[]): T | undefined {
    return items[Math.floor(this.draw() * items.length)];
  }

  /** One of the names, as often as its weight says. */
  weighed<T extends string>(weights: Readonly<Record<T, number>>): T {
    const names = Object.keys(weights) as T[];
    let left = this.draw() * names.reduce((sum, name) => sum + weights[name], 0);
    const found = names.find((name) => (left -= weights[name]) < 0);
    return found ?? (names.at(-1) as T);
  }
}
