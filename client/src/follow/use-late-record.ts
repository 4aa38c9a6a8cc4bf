import { useMemo } from 'preact/hooks';
import type { Fixture } from '../../../src/matches/model/facts.js';
import { lateRecord } from './late-record.js';
import { EMPTY_RECORD, type MatchRecord } from './match-record.js';
import { seenAt } from './seen-at.js';

/** The record as it was at a moment, made anew only when more of it is seen. Nothing is seen at no moment. */
export function useLateRecord(fixture: Fixture | undefined, record: MatchRecord, at: number | undefined): MatchRecord {
  // Of one record as many are always the same ones.
  const count = at === undefined ? -1 : seenAt(record.events, at).length;
  return useMemo(
    () => (fixture === undefined || at === undefined ? EMPTY_RECORD : lateRecord(fixture, record, at)),
    [fixture, record, count],
  );
}
