const BASE_MS = 1_000;
const MAX_MS = 8_000;

/** Doubling, capped, and drawn between half of that and all of it: those who were cut off together come back spread. */
export function backoffMs(attempt: number, random: () => number): number {
  const ceilingMs = Math.min(MAX_MS, BASE_MS * 2 ** attempt);
  return ceilingMs / 2 + (random() * ceilingMs) / 2;
}
