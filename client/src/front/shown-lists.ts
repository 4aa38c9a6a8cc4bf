import { LIFECYCLES_OF, MATCH_STATUSES, type MatchCard } from '../../../src/wire/match-doors.js';
import type { MatchEvent, MatchState } from '../../../src/wire/matches.js';
import { isDue, seenAt, stateBy } from '../follow/seen-at.js';

/** A card as the server gave it, and what is known of how the match came to stand so. */
export interface KnownCard {
  readonly card: MatchCard;
  /** How late its listener is. */
  readonly delayMs: number;
  /** All that was told until it stood so, where some of that was not due yet. `due`: all of it was. `unread`: it could not be read. */
  readonly record: readonly MatchEvent[] | 'due' | 'unread';
}

/** A card as its listener may see it. */
export interface ShownCard {
  readonly card: MatchCard;
  readonly delayMs: number;
  /** Nothing where it would tell what was not heard yet. */
  readonly state: MatchState | undefined;
}

type Status = (typeof MATCH_STATUSES)[number];
export type ShownLists = Readonly<Record<Status, readonly ShownCard[]>>;

/** The lists at a moment: where a match stands follows from what was seen of it. */
export function shownLists(known: readonly KnownCard[], now: number): ShownLists {
  const shown = known.map((one) => shownOf(one, now));
  const of = (status: Status): readonly ShownCard[] => shown.filter((one) => statusOf(one, now) === status);
  return {
    live: of('live').toSorted(newestFirst),
    upcoming: of('upcoming').toSorted((one, other) => newestFirst(other, one)),
    finished: of('finished').toSorted(newestFirst),
  };
}

/** How much of what is known was seen: as long as it is as much, the lists are the same. */
export function seenCount(known: readonly KnownCard[], now: number): number {
  const counts = known.map(({ card, delayMs, record }) => {
    const events = typeof record === 'string' ? 0 : seenAt(record, now - delayMs).length;
    return events + (isDue(card, delayMs, now) ? 1 : 0);
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

function shownOf({ card, delayMs, record }: KnownCard, now: number): ShownCard {
  if (isDue(card, delayMs, now)) return { card, delayMs, state: card.state };
  const isKnown = typeof record !== 'string';
  return { card, delayMs, state: isKnown ? stateBy(card, seenAt(record, now - delayMs)) : undefined };
}

// Where nothing may be told, its beginning at least is no secret.
function statusOf({ card, state }: ShownCard, now: number): Status {
  if (state === undefined) return startOf({ card }) > now ? 'upcoming' : 'live';
  return MATCH_STATUSES.find((status) => LIFECYCLES_OF[status].includes(state.lifecycle)) ?? 'live';
}

function newestFirst(one: ShownCard, other: ShownCard): number {
  return startOf(other) - startOf(one);
}

function startOf({ card }: Pick<ShownCard, 'card'>): number {
  return Date.parse(card.startsAt);
}
