import { SKEW_EDGES_MS, type Audience } from '../../wire/audience.js';
import type { Report } from '../../wire/radio.js';

const BEHIND_MS = 200;

/** How well a channel is heard by those who reported. Early is as wrong as late. */
export function hearingOf(reports: readonly Report[]): Omit<Audience, 'listeners' | 'hosts'> {
  const skewsMs = reports.map(({ skewMs }) => Math.abs(skewMs)).sort((one, other) => one - other);
  return {
    reporting: reports.length,
    spread: { p50Ms: percentile(skewsMs, 0.5), p95Ms: percentile(skewsMs, 0.95) },
    histogram: SKEW_EDGES_MS.map((fromMs, at) => {
      const toMs = SKEW_EDGES_MS[at + 1] ?? null;
      const listeners = skewsMs.filter((ms) => ms >= fromMs && ms < (toMs ?? Infinity)).length;
      return { fromMs, toMs, listeners };
    }),
    behind: skewsMs.filter((ms) => ms >= BEHIND_MS).length,
    stalls: reports.reduce((sum, { stalls }) => sum + stalls, 0),
    bufferMsMin: reports.length === 0 ? null : Math.min(...reports.map(({ bufferMs }) => bufferMs)),
  };
}

function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? null;
}
