import { EMPTY_BOOK, type Fact, type Fixture } from '../../../src/matches/model/facts.js';
import { stateOf, withFact } from '../../../src/matches/model/match-state.js';
import type { MatchCard } from '../../../src/wire/match-doors.js';
import type { MatchEvent, MatchState } from '../../../src/wire/matches.js';

/**
 * What somebody may see for whom everything is later: what had been told by that moment. What happened and is told only now is
 * news to everybody, and comes as late to them as it came to all.
 */
export function seenAt(events: readonly MatchEvent[], at: number): readonly MatchEvent[] {
  return events.filter(({ recordedAt }) => recordedAt <= at);
}

/** Whether who is so late has seen the newest that was told of a match, and so how it stands. */
export function isDue({ toldAt }: Pick<MatchCard, 'toldAt'>, delayMs: number, now: number): boolean {
  return delayMs === 0 || toldAt === null || toldAt <= now - delayMs;
}

/** How the match stands by these events alone. */
export function stateBy(fixture: Fixture, events: readonly MatchEvent[]): MatchState {
  const facts = new Map<string, Fact>();
  let book = EMPTY_BOOK;
  for (const event of events) {
    const fact: Fact = { ...event, id: event.fact, version: 0 };
    book = withFact(fixture, book, facts.get(fact.id), fact);
    facts.set(fact.id, fact);
  }
  return stateOf(fixture, book);
}
