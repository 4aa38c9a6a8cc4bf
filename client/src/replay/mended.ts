import type { MatchEvent } from '../../../src/wire/matches.js';

/** What became known later of what a line told: it was otherwise, or it was not. */
export type Mended = { readonly kind: 'corrected'; readonly event: MatchEvent } | { readonly kind: 'taken-back' };

/** Nothing where it is as it was told. */
export function mendedSince(events: readonly MatchEvent[], seq: number): Mended | undefined {
  const told = events.find((event) => event.seq === seq);
  if (told === undefined) return undefined;
  const now = events.findLast(({ fact }) => fact === told.fact);
  if (now === undefined || now.seq === seq) return undefined;
  if (now.status === 'retracted') return told.status === 'retracted' ? undefined : { kind: 'taken-back' };
  const isSame = JSON.stringify(now.content) === JSON.stringify(told.content);
  return isSame ? undefined : { kind: 'corrected', event: now };
}
