import { describe, expect, test } from '@jest/globals';
import { answerRefresh, sessionEnd, type RefreshAnswer } from './refreshing.js';

const NOW = 1_000_000_000;
const DAY = 86_400_000;

describe('refreshing', () => {
  test.each<[string, number, number, boolean, number, RefreshAnswer]>([
    ['the first time', 0, 1, false, 1, 'renew'],
    ['again at once, from a second tab', 0, 2, false, 1, 'renew'],
    ['again after 30 s, its answer was lost', 30_000, 2, false, 1, 'renew'],
    ['the fifth time within 30 s', 10_000, 5, false, 1, 'renew'],
    ['the sixth time within 30 s', 10_000, 6, false, 1, 'again'],
    ['again after more than 30 s', 30_001, 2, false, 1, 'again'],
    ['again after a day', DAY, 2, false, 1, 'again'],
    ['after signing out', 0, 1, true, 1, 'over'],
    ['again after signing out', DAY, 2, true, 1, 'over'],
    ['at the session’s end', 0, 1, false, 0, 'over'],
    ['after the session’s end', 0, 1, false, -1, 'over'],
  ])('[PE6] a refresh token shown %s', (_, sinceMs, times, signedOut, leftMs, expected) => {
    const session = { signedOut, expiresAt: NOW + leftMs };
    expect(answerRefresh({ firstAt: NOW - sinceMs, times, session }, NOW)).toBe(expected);
  });

  test.each([
    ['on its first day', 0, 30 * DAY],
    ['on its 100th day', 100 * DAY, 130 * DAY],
    ['on its 160th day', 160 * DAY, 180 * DAY],
    ['on its 179th day', 179 * DAY, 180 * DAY],
  ])('[PE6] a session used %s', (_, now, end) => {
    expect(sessionEnd(0, now)).toBe(end);
  });
});
