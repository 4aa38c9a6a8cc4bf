import type { MatchRecord } from '../follow/match-record.js';
import type { Line } from './places.js';

/** A line that comes later than this does not keep what it tells of back. */
const WAITS_MS = 30_000;

/** A record as it was heard: what a line tells of is not known before that line begins, nor what came after it. */
export function asHeard(record: MatchRecord, lines: readonly Line[]): MatchRecord {
  const saidAt = new Map<number, number>();
  for (const { event, startsAt } of lines) if (event !== null && !saidAt.has(event)) saidAt.set(event, startsAt);
  let known = -Infinity;
  const events = record.events.map((event) => {
    const said = saidAt.get(event.seq) ?? event.recordedAt;
    const heard = said - event.recordedAt <= WAITS_MS ? said : event.recordedAt;
    known = Math.max(known, event.recordedAt, heard);
    return { ...event, recordedAt: known };
  });
  return { ...record, events };
}
