const DEPTH_MAX = 20;
const KEYS_MAX = 200;

/** Whether no object in it has more than 200 keys and nothing lies deeper than 20. Its size is bounded by the body’s. */
export function isWithinLimits(value: unknown): boolean {
  const open: [value: unknown, depth: number][] = [[value, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [thing, depth] = next;
    if (typeof thing !== 'object' || thing === null) continue;
    const inside = Object.values(thing);
    if (depth === DEPTH_MAX || (!Array.isArray(thing) && inside.length > KEYS_MAX)) return false;
    for (const one of inside) open.push([one, depth + 1]);
  }
  return true;
}
