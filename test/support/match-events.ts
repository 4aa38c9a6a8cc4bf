import type { Line } from '../../src/wire/match-doors.js';
import type { EventContent, MatchEvent, MatchState } from '../../src/wire/matches.js';

/** An event as it is told, of what matters to a test alone. A fact is named by a number. */
export function eventOf(
  seq: number,
  content: EventContent,
  told: Partial<Omit<MatchEvent, 'fact'>> & { readonly fact?: number } = {},
): MatchEvent {
  const { fact = seq, ...rest } = told;
  return {
    seq,
    fact: `0192f000-0000-7000-8000-${String(fact).padStart(12, '0')}`,
    revision: 0,
    op: 'add',
    status: 'confirmed',
    content,
    rawType: null,
    occurredAt: seq * 1_000,
    recordedAt: seq * 1_000,
    source: 'host',
    score: { home: 0, away: 0 },
    corrects: null,
    ...rest,
  };
}

export function stateWith(known: Partial<MatchState> = {}): MatchState {
  const score = { home: 0, away: 0, shootout: null, byPart: {}, innings: [] };
  return { seq: 1, lifecycle: 'live', segment: null, clock: null, score, finish: null, ...known };
}

/** What was said of an event, or will be, as far as it matters to a test. */
export function lineOf(event: number, known: Partial<Line> = {}): Line {
  return {
    event,
    channel: 'c',
    line: 0,
    voice: 'play',
    language: 'en',
    text: 'Corner.',
    writer: 'templates',
    state: 'said',
    reason: null,
    until: null,
    refused: [],
    lagMs: null,
    audioUrl: null,
    ...known,
  };
}
