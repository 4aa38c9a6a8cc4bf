import { assert } from '../../../kernel/assert.js';

/** Keeps seeds that are neighbours from making matches that are. */
const SPREAD = 0x9e3779b1;

/** Everything that is left to chance in a simulated match: the same for the same seed (mulberry32). */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = Math.imul(seed, SPREAD);
  }

  /** From 0 up to 1. */
  draw(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
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

  pick<T>(items: readonly T[]): T {
    const found = items[Math.floor(this.draw() * items.length)];
    assert(found !== undefined, 'MA41 there is something to choose from');
    return found;
  }

  /** One of the names, as often as its weight says. */
  weighed<T extends string>(weights: Readonly<Record<T, number>>): T {
    const names = Object.keys(weights) as T[];
    let left = this.draw() * names.reduce((sum, name) => sum + weights[name], 0);
    return names.find((name) => (left -= weights[name]) < 0) ?? this.pick(names);
  }

  shuffled<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, at: this.draw() }))
      .sort((one, other) => one.at - other.at)
      .map(({ item }) => item);
  }
}
