import type { Fixture } from '../../../src/matches/model/facts.js';
import { EMPTY_RECORD, type MatchRecord } from './match-record.js';
import { seenAt, stateBy } from './seen-at.js';

/**
 * The record as it was at a moment, for whom everything is later. Before all of it is there it is empty: a score by half of
 * a record would be a wrong one.
 */
export function lateRecord(fixture: Fixture, record: MatchRecord, at: number): MatchRecord {
  if (record.state === undefined) return EMPTY_RECORD;
  const events = seenAt(record.events, at);
  const seen = new Set(events.map(({ seq }) => seq));
  const lines = record.lines.filter(({ event }) => seen.has(event));
  return { events, lines, state: stateBy(fixture, events) };
}
