import type { ServerMs } from '../../wire/radio.js';

/**
 * The server's time from probes of it. A probe that took longer than the fastest is believed less, by how much longer: what
 * delays it delays one way more than the other. A constant difference between the two ways cannot be seen by anybody; it
 * shows as an error of half of it.
 */
export interface ClockFilter {
  readonly clockId: string;
  /** Server time less local time, at the local moment `at`. */
  readonly offsetMs: number;
  /** Milliseconds by which the offset grows in one. */
  readonly drift: number;
  readonly at: number;
  readonly variance: Variance;
  readonly roundTripMinMs: number;
  readonly probes: number;
  /** The latest, by which the fastest round trip is known. */
  readonly window: readonly Probe[];
  /** Bursts in a row that contradicted the estimate. */
  readonly awry: number;
}

export interface Probe {
  readonly clockId: string;
  /** Local times. */
  readonly sentAt: number;
  readonly answeredAt: number;
  readonly serverNow: ServerMs;
}

interface Variance {
  readonly offset: number;
  readonly both: number;
  readonly drift: number;
}

export const BURST = 8;
const WINDOW = 128;
const WINDOW_MS = 300_000;
/** What a probe with the fastest round trip may be wrong by. */
const FLOOR_MS = 0.15;
const EXCESS_SHARE = 0.5;
const DRIFT_NOISE_PER_MS = 1e-16;
/** Of a crystal that nothing is known of: 100 in a million. */
const DRIFT_UNKNOWN = 1e-8;
/** Before so many probes, drift is not believed; nor while it is less than two standard deviations. */
const DRIFT_PROBES = 20;
const AWRY_BURSTS = 3;

/** A burst of probes, one after the other. Those of another clock than the newest say nothing any more. */
export function withBurst(before: ClockFilter | undefined, burst: readonly Probe[]): ClockFilter | undefined {
  const clockId = burst.at(-1)?.clockId;
  const probes = burst.filter((probe) => probe.clockId === clockId);
  const newest = probes.at(-1);
  if (newest === undefined) return before;
  const filter = before?.clockId === clockId ? before : undefined;
  const awry = filter !== undefined && probes.every((probe) => contradicts(filter, probe)) ? filter.awry + 1 : 0;
  // One of the two clocks stepped, as after a sleep: what was known before is of no use.
  const known = awry === AWRY_BURSTS ? filter?.window.slice(-BURST * (AWRY_BURSTS - 1)) : filter?.window;
  const window = [...(known ?? []), ...probes]
    .filter(({ answeredAt }) => answeredAt > newest.answeredAt - WINDOW_MS)
    .slice(-WINDOW);
  const roundTripMinMs = Math.min(...window.map(roundTrip));
  // A faster round trip shows that those before it were believed too much: all are weighed again.
  const isAfresh = filter === undefined || awry === AWRY_BURSTS || roundTripMinMs < filter.roundTripMinMs - FLOOR_MS;
  const start = isAfresh ? undefined : filter;
  const folded = (isAfresh ? window : probes).reduce<ClockFilter | undefined>(
    (filtered, probe) => withProbe(filtered, probe, roundTripMinMs),
    start,
  );
  return folded && { ...folded, window, awry: awry === AWRY_BURSTS ? 0 : awry };
}

export function serverAt(filter: ClockFilter, local: number): ServerMs {
  return local + filter.offsetMs + believedDrift(filter) * (local - filter.at);
}

export function localAt(filter: ClockFilter, server: ServerMs): number {
  const drift = believedDrift(filter);
  return (server - filter.offsetMs + drift * filter.at) / (1 + drift);
}

/** What the estimate may be wrong by: one standard deviation, without what cannot be seen. */
export function uncertaintyMs({ variance, at }: ClockFilter, local: number): number {
  return Math.sqrt(passed(variance, local - at).offset);
}

function withProbe(before: ClockFilter | undefined, probe: Probe, roundTripMinMs: number): ClockFilter {
  const { measured, at } = measure(probe);
  const noise = (FLOOR_MS + EXCESS_SHARE * (roundTrip(probe) - roundTripMinMs)) ** 2;
  if (before === undefined) {
    const variance = { offset: noise, both: 0, drift: DRIFT_UNKNOWN };
    const { clockId } = probe;
    return { clockId, offsetMs: measured, drift: 0, at, variance, roundTripMinMs, probes: 1, window: [], awry: 0 };
  }
  const elapsedMs = at - before.at;
  const { offset, both, drift } = passed(before.variance, elapsedMs);
  const foretold = before.offsetMs + before.drift * elapsedMs;
  const gain = { offset: offset / (offset + noise), drift: both / (offset + noise) };
  return {
    ...before,
    offsetMs: foretold + gain.offset * (measured - foretold),
    drift: before.drift + gain.drift * (measured - foretold),
    at,
    variance: {
      offset: (1 - gain.offset) * offset,
      both: (1 - gain.offset) * both,
      drift: drift - gain.drift * both,
    },
    roundTripMinMs,
    probes: before.probes + 1,
  };
}

/** What is known gets less certain as time passes. */
function passed({ offset, both, drift }: Variance, elapsedMs: number): Variance {
  return {
    offset: offset + 2 * elapsedMs * both + elapsedMs ** 2 * drift,
    both: both + elapsedMs * drift,
    drift: drift + DRIFT_NOISE_PER_MS * Math.max(0, elapsedMs),
  };
}

function believedDrift({ drift, variance, probes }: ClockFilter): number {
  return probes > DRIFT_PROBES && drift ** 2 > 4 * variance.drift ? drift : 0;
}

// A probe can be wrong by half its round trip and no more.
function contradicts(filter: ClockFilter, probe: Probe): boolean {
  const { measured, at } = measure(probe);
  return Math.abs(measured - (serverAt(filter, at) - at)) > 1.5 * roundTrip(probe);
}

function measure({ sentAt, answeredAt, serverNow }: Probe): { readonly measured: number; readonly at: number } {
  const at = (sentAt + answeredAt) / 2;
  return { measured: serverNow - at, at };
}

function roundTrip({ sentAt, answeredAt }: Probe): number {
  return answeredAt - sentAt;
}
