export interface Backoff {
  readonly baseMs: number;
  readonly maxMs: number;
}

/**
 * How long to wait before attempt `attempt` (0 is the first retry): doubling, capped, and drawn evenly between
 * half of that and all of it, so that those who failed together do not come back together.
 */
export function backoffMs(attempt: number, { baseMs, maxMs }: Backoff, random: () => number = Math.random): number {
  const ceilingMs = Math.min(maxMs, baseMs * 2 ** attempt);
  return ceilingMs / 2 + (random() * ceilingMs) / 2;
}
