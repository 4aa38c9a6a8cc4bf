import { EMPTY_BOOK, type Fact, type Fixture } from '../../../src/matches/model/facts.js';
import { stateOf, withFact } from '../../../src/matches/model/match-state.js';
import type { MatchEvent, MatchState } from '../../../src/wire/matches.js';

/**
 * What somebody may see for whom everything is later: what had been told by that moment. What happened and is told only now is
 * news to everybody, and comes as late to them as it came to all.
 */
export function seenAt(events: readonly MatchEvent[], at: number): readonly MatchEvent[] {
  return events.filter(({ recordedAt }) => recordedAt <= at);
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
