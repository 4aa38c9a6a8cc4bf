import type { ServerMs } from '../../kernel/clock.js';

export const ATTEMPTS_MAX = 10;
export const ATTEMPTS_MS = 60_000;
/** Beyond this many addresses the one that failed longest ago is forgotten. */
export const ADDRESSES_MAX = 10_000;

interface Failures {
  readonly since: ServerMs;
  readonly count: number;
}

/** Counts what failed, by address: ten a minute, then none is tried. What succeeds costs nothing. */
export class Attempts {
  private readonly byAddress = new Map<string, Failures>();

  mayTry(address: string, now: ServerMs): boolean {
    return this.recent(network(address), now).count < ATTEMPTS_MAX;
  }

  failed(address: string, now: ServerMs): void {
    const key = network(address);
    const { since, count } = this.recent(key, now);
    // Set anew, it moves to the end: the first key is the one that failed longest ago.
    this.byAddress.delete(key);
    this.byAddress.set(key, { since, count: count + 1 });
    const [oldest] = this.byAddress.keys();
    if (this.byAddress.size > ADDRESSES_MAX && oldest !== undefined) this.byAddress.delete(oldest);
  }

  get addresses(): number {
    return this.byAddress.size;
  }

  private recent(key: string, now: ServerMs): Failures {
    const failures = this.byAddress.get(key);
    return failures === undefined || now - failures.since >= ATTEMPTS_MS ? { since: now, count: 0 } : failures;
  }
}

// One household has a whole IPv6 network of 64 bits: its addresses count as one.
function network(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [left, right] = address.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  // `::` stands for as many zeros as are missing.
  const zeros = Array.from({ length: 8 - (left?.length ?? 0) - (right?.length ?? 0) }, () => '0');
  const groups = [...(left ?? []), ...zeros, ...(right ?? [])];
  return groups.slice(0, 4).join(':');
}
