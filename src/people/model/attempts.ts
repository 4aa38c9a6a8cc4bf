import type { ServerMs } from '../../kernel/clock.js';

export const ATTEMPTS_MAX = 10;
export const ATTEMPTS_MS = 60_000;
/** Beyond this many networks the one that failed longest ago is forgotten. */
export const NETWORKS_MAX = 10_000;

interface Failures {
  readonly since: ServerMs;
  readonly count: number;
}

/** Counts what failed, by network: ten a minute, then none is tried. What succeeds costs nothing. */
export class Attempts {
  private readonly byNetwork = new Map<string, Failures>();

  /** How many more may fail before none is tried. */
  left(network: string, now: ServerMs): number {
    return Math.max(0, ATTEMPTS_MAX - this.recent(network, now).count);
  }

  /** When all of them are left again, where one has failed. */
  forgottenIn(network: string, now: ServerMs): number {
    return this.recent(network, now).since + ATTEMPTS_MS - now;
  }

  failed(network: string, now: ServerMs): void {
    const { since, count } = this.recent(network, now);
    // Set anew, it moves to the end: the first key is the one that failed longest ago.
    this.byNetwork.delete(network);
    this.byNetwork.set(network, { since, count: count + 1 });
    const [oldest] = this.byNetwork.keys();
    if (this.byNetwork.size > NETWORKS_MAX && oldest !== undefined) this.byNetwork.delete(oldest);
  }

  get networks(): number {
    return this.byNetwork.size;
  }

  private recent(network: string, now: ServerMs): Failures {
    const failures = this.byNetwork.get(network);
    return failures === undefined || now - failures.since >= ATTEMPTS_MS ? { since: now, count: 0 } : failures;
  }
}

/** One household has a whole IPv6 network of 64 bits: its addresses count as one. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [left, right] = address.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  // `::` stands for as many zeros as are missing.
  const zeros = Array.from({ length: 8 - (left?.length ?? 0) - (right?.length ?? 0) }, () => '0');
  const groups = [...(left ?? []), ...zeros, ...(right ?? [])];
  return groups.slice(0, 4).join(':');
}
