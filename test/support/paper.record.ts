import type { Fault } from '../../src/kernel/fault.js';
import type { MatchFeedParts } from '../../src/matches/match-feed.js';
import type { StoredMatch } from '../../src/matches/match-store.port.js';
import { EMPTY_BOOK } from '../../src/matches/model/facts.js';
import { stateOf } from '../../src/matches/model/match-state.js';
import type { MatchEvent } from '../../src/wire/matches.js';
import { aMatch, NOON } from './matches.js';

/** The record of a match in a list, which can be away. */
export class PaperRecord {
  readonly id = 'paper';
  /** What every reading ends with. */
  fault: Fault | undefined;
  /** How often events were read. */
  reads = 0;
  private readonly events: MatchEvent[] = [];

  constructor(count: number) {
    this.add(count);
  }

  readonly store: MatchFeedParts['store'] = {
    events: async (_match, { after, limit }) => {
      this.reads += 1;
      return this.readable(this.events.filter(({ seq }) => seq > after).slice(0, limit));
    },
    lineChanges: async () => this.readable([]),
    find: async () => this.readable(this.stored()),
  };

  add(count: number): void {
    const next = this.events.length + 1;
    this.events.push(...Array.from({ length: count }, (_, nth) => event(next + nth)));
  }

  stored(): StoredMatch {
    const { home, away, ...match } = aMatch(this.id);
    const state = { ...stateOf({ sport: 'football', info: {} }, EMPTY_BOOK), seq: this.events.length };
    const toldAt = this.events.at(-1)?.recordedAt ?? null;
    return { match: { ...match, home: team(home), away: team(away) }, channels: [], state, toldAt, changes: 0 };
  }

  private readable<T>(answer: T): T {
    if (this.fault !== undefined) throw this.fault;
    return answer;
  }
}

function team({ name }: { readonly name: string }) {
  return { name, short: name, players: [] };
}

function event(seq: number): MatchEvent {
  return {
    seq,
    fact: `fact-${seq}`,
    revision: 0,
    op: 'add',
    status: 'confirmed',
    content: { type: 'corner', side: 'home' },
    rawType: null,
    occurredAt: NOON + seq,
    recordedAt: NOON + seq,
    source: 'feed',
    score: { home: 0, away: 0 },
    corrects: null,
  };
}
