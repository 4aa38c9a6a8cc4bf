import { seeded } from './seeded.js';

const EDGES = [0, -0, 1, -1, 0.5, 1e-9, 1e21, 2 ** 31, 2 ** 53, -(2 ** 53), 400, 1_000, 180_000];
const TEXTS = [
  '',
  ' ',
  '\0',
  '\ud83d',
  'a\udc00b',
  '__proto__',
  'constructor',
  'toString',
  "'; DROP TABLE channels; --",
  '../../etc/passwd',
  '%00%2e%2e',
  '<script>alert(1)</script>',
  '‮⁦👩‍👩‍👧‍👧',
  'NaN',
  'null',
  '01970000-0000-7000-8000-0000000000ff',
  'Goal!',
  '${1+1}',
  'x'.repeat(2_001),
];

/** Whatever somebody could send, the same for the same seed: what is nearly right, and what is not at all. */
export class Nonsense {
  readonly random: () => number;

  constructor(seed: number) {
    this.random = seeded(seed);
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.random() * from.length)];
    if (picked === undefined && from.length === 0) throw new Error('There is nothing to pick from.');
    return picked as T;
  }

  /** Something with nothing right about it; deep and wide now and then. */
  value(depth = 3): unknown {
    const kind = Math.floor(this.random() * 12);
    if (kind < 3) return this.pick(TEXTS);
    if (kind < 5) return this.pick(EDGES);
    if (kind === 5) return this.pick([null, true, false]);
    if (kind === 6 && this.random() < 0.05) return nested(1_000);
    if (kind === 7 && this.random() < 0.05)
      return Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`k${n}`, n]));
    if (kind === 8) return { _placeholder: true, num: this.pick(EDGES) };
    if (depth === 0) return this.pick(TEXTS);
    const inside = Array.from({ length: Math.floor(this.random() * 4) }, () => this.value(depth - 1));
    return kind < 10 ? inside : Object.fromEntries(inside.map((one) => [this.pick(TEXTS), one]));
  }

  /** What is right but for one thing, or right altogether. */
  nearly(right: unknown): unknown {
    const roll = this.random();
    if (roll < 0.15) return right;
    if (roll < 0.3 || typeof right !== 'object' || right === null) return this.value();
    const entries = Object.entries(right);
    if (roll < 0.45) return Object.fromEntries([...entries, [this.pick(TEXTS), this.value(1)]]);
    if (roll < 0.55) return Object.fromEntries(entries.filter(() => this.random() < 0.7));
    const at = Math.floor(this.random() * entries.length);
    return Object.fromEntries(entries.map(([name, one], nth) => [name, nth === at ? this.nearly(one) : one]));
  }

  /** JSON with keys that JavaScript would not let through by itself, or no JSON. */
  json(right: unknown): string {
    const text = JSON.stringify(this.nearly(right)) ?? 'undefined';
    const roll = this.random();
    if (roll < 0.05) return text.replace('{', '{"__proto__":{"role":"admin"},"constructor":{"prototype":{}},');
    if (roll < 0.1) return text.slice(0, Math.floor(this.random() * text.length));
    return text;
  }

  bytes(max: number): Buffer {
    return Buffer.from(Array.from({ length: Math.floor(this.random() * max) }, () => Math.floor(this.random() * 256)));
  }
}

function nested(depth: number): unknown {
  let thing: unknown = 0;
  for (let at = 0; at < depth; at += 1) thing = [thing];
  return thing;
}
