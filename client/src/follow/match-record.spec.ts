import { describe, expect, it } from '@jest/globals';
import { eventOf, lineOf, stateWith } from '../../../test/support/match-events.js';
import type { Line } from '../../../src/wire/match-doors.js';
import { EMPTY_RECORD, withNews, type News } from './match-record.js';

const told = (...seqs: readonly number[]): News[] =>
  seqs.map((seq) => ({ kind: 'event', event: eventOf(seq, { type: 'corner' }) }));
const line = (event: number, channel: string, known: Partial<Line> = {}) =>
  lineOf(event, { channel, state: 'ready', ...known });

describe('the record of a match', () => {
  it('[PG39] holds each event once, also where a connection told it twice', () => {
    const before = withNews(EMPTY_RECORD, told(1, 2));
    expect(withNews(before, told(2, 3)).events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('[PG39] begins anew where another is told from its beginning', () => {
    const lines: News[] = [{ kind: 'line', line: line(1, 'a') }];
    const record = withNews(withNews(EMPTY_RECORD, [...told(1, 2, 3), ...lines]), told(1, 2));
    expect(record.events.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(record.lines).toEqual([]);
  });

  it('[PG39] has the latest state, and of each channel’s line what it is now', () => {
    const record = withNews(EMPTY_RECORD, [
      { kind: 'line', line: line(1, 'a') },
      { kind: 'line', line: line(1, 'b') },
      { kind: 'state', state: stateWith({ seq: 1 }) },
      { kind: 'line', line: line(1, 'a', { state: 'said' }) },
      { kind: 'state', state: stateWith({ seq: 2 }) },
    ]);
    expect(record.lines.map(({ channel, state }) => [channel, state])).toEqual([
      ['a', 'said'],
      ['b', 'ready'],
    ]);
    expect(record.state?.seq).toBe(2);
  });
});
