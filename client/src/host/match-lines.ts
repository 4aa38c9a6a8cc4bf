import type { Line } from '../../../src/wire/match-doors.js';
import type { MatchEvent } from '../../../src/wire/matches.js';
import type { Row } from '../score/feed.js';
import { HOST, sentenceOf } from '../words/host.js';
import { HOST_MATCH } from '../words/host-match.js';

interface Told {
  readonly rows: readonly Row[];
  readonly events: readonly MatchEvent[];
  /** Of every channel. */
  readonly lines: readonly Line[];
}

/**
 * The lines of one channel, by the seq of the row each stands at: its event's own, or where that has none, the row of what
 * happened.
 */
export function linesByRow({ rows, events, lines }: Told, channel: string): ReadonlyMap<number, readonly Line[]> {
  const shown = new Set(rows.map(({ event }) => event.seq));
  const facts = new Map(events.map(({ seq, fact }) => [seq, fact]));
  const firstOf = new Map(events.toReversed().map(({ seq, fact }) => [fact, seq]));
  const byRow = new Map<number, readonly Line[]>();
  for (const line of lines.filter((one) => one.channel === channel)) {
    const first = firstOf.get(facts.get(line.event) ?? '') ?? line.event;
    const at = shown.has(line.event) ? line.event : first;
    byRow.set(at, [...(byRow.get(at) ?? []), line]);
  }
  return byRow;
}

/** Where a line is, in words, and why it was not said. */
export function standingOf({ state, reason, lagMs }: Pick<Line, 'state' | 'reason' | 'lagMs'>): string {
  if (reason === 'withdrawn') return HOST_MATCH.withdrawn;
  const words = HOST_MATCH.states[state];
  if (state === 'dropped') return reason === null ? words : `${words}: ${whyOf(reason)}`;
  return lagMs === null ? words : `${words}, ${HOST_MATCH.lag((lagMs / 1_000).toFixed(1))}`;
}

/** Why other wordings of it were not said. */
export function refusedOf({ refused }: Pick<Line, 'refused'>): string {
  return HOST_MATCH.refused(refused.map((rule) => HOST_MATCH.rules[rule] ?? rule).join(', '));
}

// What ended a request, what refused it, or what kept it from being asked for.
function whyOf(reason: string): string {
  if (reason in HOST.reasons) return HOST.reasons[reason as keyof typeof HOST.reasons];
  return HOST_MATCH.reasons[reason] ?? sentenceOf(reason);
}
