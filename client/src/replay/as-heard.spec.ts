import { expect, test } from '@jest/globals';
import { eventOf } from '../../../test/support/match-events.js';
import { EMPTY_RECORD } from '../follow/match-record.js';
import { asHeard } from './as-heard.js';
import type { Line } from './places.js';

const CORNER = { type: 'corner', side: 'home' } as const;
const said = (event: number | null, startsAt: number): Line => ({ event, startsAt }) as Line;

test('[PG77] what a line tells of is known when that line begins, and what came after it not before', () => {
  const events = [10_000, 20_000, 21_000, 40_000, 50_000].map((recordedAt, nth) =>
    eventOf(nth + 1, CORNER, { occurredAt: recordedAt, recordedAt }),
  );
  // The second is told 5 s late and again in a quiet moment, the fourth only when it is old news.
  const lines = [said(null, 0), said(1, 10_500), said(2, 25_000), said(2, 60_000), said(4, 200_000)];
  const { events: heard } = asHeard({ ...EMPTY_RECORD, events }, lines);
  expect(heard.map(({ seq, recordedAt }) => [seq, recordedAt])).toEqual([
    [1, 10_500],
    [2, 25_000],
    [3, 25_000],
    [4, 40_000],
    [5, 50_000],
  ]);
});
